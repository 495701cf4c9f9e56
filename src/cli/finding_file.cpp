#include "cli/finding_file.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <boost/json.hpp>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>

#include "base/text.h"
#include "documents/upkeep.h"

namespace outfield::cli {
namespace {

namespace json = boost::json;

Finding::Kind kind_of(std::string_view name) {
    using Kind = Finding::Kind;
    for (const auto kind :
         {Kind::missing, Kind::wrong_size, Kind::stray, Kind::unfinished, Kind::out_of_reach})
        if (to_string(kind) == name) return kind;
    throw Error(ErrorKind::invalid, fmt::format("{} is no kind of finding", in_quotes(name)));
}

std::string text_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (value == nullptr || !value->is_string())
        throw Error(ErrorKind::invalid, fmt::format("\"{}\" is missing or no text", name));
    return std::string(value->as_string());
}

// As to_string(Time) writes it.
Time time_of(const std::string& text) {
    using namespace std::chrono;
    int y = 0, mon = 0, d = 0, h = 0, min = 0, s = 0;
    const bool shaped = std::sscanf(text.c_str(), "%d-%d-%d %d:%d:%d", &y, &mon, &d, &h, &min, &s) == 6;
    const year_month_day date{year{y}, month{static_cast<unsigned>(mon)}, day{static_cast<unsigned>(d)}};
    if (!shaped || !date.ok()) throw Error(ErrorKind::invalid, fmt::format("{} is no time", in_quotes(text)));
    return sys_days{date} + hours{h} + minutes{min} + seconds{s};
}

Finding finding_of(const json::object& object) {
    Finding finding;
    finding.kind = kind_of(text_of(object, "finding"));
    finding.configuration = text_of(object, "configuration");
    finding.container = text_of(object, "container");
    finding.key = text_of(object, "key");
    if (const auto* modified = object.if_contains("modified"); modified != nullptr && modified->is_string())
        finding.modified = time_of(std::string(modified->as_string()));
    return finding;
}

}  // namespace

FindingWriter::FindingWriter(const std::string& path) : path_(path), file_(path, std::ios::trunc) {
    if (!file_)
        throw Error(ErrorKind::denied,
                    fmt::format("cannot write {}: {}", in_quotes(path), std::strerror(errno)));
}

void FindingWriter::add(const Finding& finding) {
    file_ << json::serialize(to_json(finding)) << '\n';
}

void FindingWriter::finish() {
    file_.close();
    if (!file_)
        throw Error(ErrorKind::out_of_space,
                    fmt::format("not all findings fitted into {}", in_quotes(path_)));
}

void read_findings(const std::string& path, const std::function<void(const Finding&)>& each) {
    std::ifstream file(path);
    if (!file)
        throw Error(
            ErrorKind::not_found,
            fmt::format("cannot read {}: make it with 'outfield check --save FILE'", in_quotes(path)));
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        Finding finding;
        try {
            json::error_code not_json;
            const auto value = json::parse(line, not_json);
            if (not_json || !value.is_object())
                throw Error(ErrorKind::invalid,
                            "this is no finding: make the file with 'outfield check --save FILE'");
            finding = finding_of(value.as_object());
        } catch (const Error& error) {
            throw Error(ErrorKind::invalid, fmt::format("{}:{}: {}", path, number, error.what()));
        }
        each(finding);
    }
}

}  // namespace outfield::cli
