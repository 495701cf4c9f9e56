#include "cli/session.h"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "cli/server_configuration.h"

namespace outfield::cli {

Instance& Session::instance() {
    if (!instance_) {
        const auto own = read_server_configuration(find_server_configuration(configuration_file));
        instance_ = std::make_unique<Instance>(
            Instance::open(own.catalog, own.sealing_key, {own.lease, own.environment}));
    }
    return *instance_;
}

[[noreturn]] static void refuse_output() {
    if (errno == EPIPE) throw BrokenPipe{};
    throw Error(errno == ENOSPC ? ErrorKind::out_of_space : ErrorKind::unavailable,
                fmt::format("cannot write to standard output: {}", std::strerror(errno)));
}

void Session::print(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) refuse_output();
}

void Session::print(const boost::json::value& document) {
    print(boost::json::serialize(document) + "\n");
}

void Session::flush() {
    if (std::fflush(stdout) != 0) refuse_output();
}

void Session::report(std::string_view sentence, const boost::json::value& document) {
    if (json)
        print(document);
    else
        print(std::string(sentence) + "\n");
}

void Session::note(std::string_view sentence) {
    fmt::print(stderr, "outfield: {}\n", sentence);
}

}  // namespace outfield::cli
