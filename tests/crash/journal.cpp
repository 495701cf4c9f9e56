#include "journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace torture {

Journal::Journal(const std::filesystem::path& file)
    : file_(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
    if (file_ < 0) throw std::runtime_error("cannot write " + file.string());
}

Journal::~Journal() {
    ::close(file_);
}

void Journal::line(const std::string& text) const {
    const auto whole = text + "\n";
    if (::write(file_, whole.data(), whole.size()) != static_cast<ssize_t>(whole.size()))
        throw std::runtime_error("the journal cannot be written");
}

void Journal::begin(const std::string& verb, const std::string& name, const std::string& field,
                    const std::string& token) {
    line("begin " + verb + " " + name + " " + field + " " + token);
}

void Journal::done(const std::string& verb, const std::string& name, const std::string& field,
                   const std::string& token) {
    line("done " + verb + " " + name + " " + field + " " + token);
}

void Journal::fail(const std::string& what) {
    line("fail " + what);
}

static void apply(Expectation& record, bool is_done, const std::string& verb, const std::string& field,
                  const std::string& token) {
    if (verb == "unlink") {
        record.may_be_absent = true;
        if (is_done) record.may_exist = false;
        return;
    }
    record.may_exist = true;
    auto& tokens = record.fields[field];
    const auto value = verb == "clear" ? "" : token;
    if (tokens.empty()) tokens.insert("");
    if (is_done) {
        record.may_be_absent = false;
        tokens = {value};
    } else {
        tokens.insert(value);
    }
}

Expectations read_journals(const std::filesystem::path& directory) {
    Expectations all;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        std::ifstream file(entry.path());
        for (std::string text; std::getline(file, text);) {
            if (text.starts_with("fail ")) throw std::runtime_error(text.substr(5));
            std::istringstream words(text);
            std::string when, verb, name, field, token;
            words >> when >> verb >> name >> field >> token;
            apply(all.records[name], when == "done", verb, field, token);
            all.done += when == "done" ? 1 : 0;
        }
    }
    return all;
}

}  // namespace torture
