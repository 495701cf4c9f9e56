#include "cli/session.h"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "cli/server_configuration.h"
#include "connections/connections.h"
#include "instance/rooms.h"

namespace outfield::cli {

Instance& Session::instance() {
    auto& opened = instance_of_any_environment();
    if (environment_is_said_) return opened;
    const auto file = find_server_configuration(configuration_file);
    require_environment(read_server_configuration(file), file, opened.identity());
    environment_is_said_ = true;
    return opened;
}

Instance& Session::instance_of_any_environment() {
    if (instance_) return *instance_;
    const auto file = find_server_configuration(configuration_file);
    const auto own = read_server_configuration(file);
    instance_ = std::make_unique<Instance>(
        Instance::open(own.catalog, own.sealing_key, {own.lease, own.environment}));
    Rooms(*instance_).connections().places().keep_out(file);
    audited_ = std::make_unique<access::Audited>(instance_->registry(), access::system_identity(),
                                                 std::string_view());
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
