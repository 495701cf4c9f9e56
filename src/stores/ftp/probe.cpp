#include "stores/ftp/probe.h"

#include <outfield/error.h>

#include <algorithm>
#include <iterator>

#include "base/crash_point.h"
#include "base/text.h"
#include "stores/ftp/errors.h"
#include "stores/ftp/presence.h"
#include "stores/ftp/storage.h"

namespace outfield::ftp {
namespace {

using Step = ProbeStep;
using Outcome_ = ProbeStep::Outcome;

Step passed(std::string name, std::string detail) {
    return {std::move(name), Outcome_::passed, std::move(detail), ""};
}

Step skipped(std::string name, std::string detail) {
    return {std::move(name), Outcome_::skipped, std::move(detail), ""};
}

// The message of an Error ends with its remedy where it has one.
Step failed(std::string name, const Error& error, std::string remedy) {
    return {std::move(name), Outcome_::failed, error.what(), std::move(remedy)};
}

// How far a login came, by the step that stopped it; "" when none did.
std::string stopped_at(const Outcome& outcome) {
    switch (outcome.code) {
        case CURLE_OK:
            return "";
        case CURLE_COULDNT_RESOLVE_HOST:
            return "name";
        case CURLE_USE_SSL_FAILED:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_CACERT_BADFILE:
            return "tls";
        default:
            break;
    }
    if (outcome.transcript.find("USER")) return "login";
    return "port";
}

std::string remedy_for(const std::string& step, const Options& options) {
    if (step == "name") return "Check the host name in 'path', and this machine's name resolution.";
    if (step == "port")
        return "Check the port in 'path', that the server runs, and the firewalls on the way.";
    if (step == "login") return "Check 'username' and 'password'; some servers demand TLS first.";
    if (options.tls == Tls::implicit) return "Check that the port is one for implicit TLS, and 'ca_file'.";
    return "Set 'tls' as the server has it, and 'ca_file' when its certificate is your own.";
}

// The steps up to the login. False: one failed.
bool log_in(Session& session, const Options& options, std::vector<Step>& steps) {
    const Outcome outcome = session.connect();
    const std::string stopped = stopped_at(outcome);
    const std::pair<std::string, std::string> walk[] = {
        {"name", "The host name " + in_quotes(options.address.host) + " is known."},
        {"port", "An FTP server answers on port " + std::to_string(options.address.port) + "."},
        {"tls", "The connection is encrypted" + std::string(options.tls_verify
                                                                ? " and the certificate is good."
                                                                : "; the certificate was not checked.")},
        {"login", "The server lets " + in_quotes(options.username) + " in."}};
    for (const auto& [name, detail] : walk) {
        if (name == stopped) {
            steps.push_back(
                failed(name, error_of(outcome, "log in to " + session.where()), remedy_for(name, options)));
            return false;
        }
        const bool clear = name == "tls" && options.tls == Tls::off;
        steps.push_back(clear ? skipped(name, "TLS is off: password and files travel in clear.")
                              : passed(name, detail));
    }
    return true;
}

Step try_directory(Session& session) {
    const std::string path = in_quotes(session.path());
    try {
        if (scan_folder(session, session.path(), [](const TreeEntry&) {})) {
            return passed("permission", "The directory " + path + " can be listed.");
        }
        find_out(session, {""});
        return passed("permission", "The directory " + path + " can be entered.");
    } catch (const Error& error) {
        return failed("permission", error,
                      "Create the directory, correct 'path', or give the account the permission.");
    }
}

std::vector<Step> try_container(const Options& options, const ProbeTarget& target) {
    const std::string text = "Outfield was here.";
    try {
        FtpStorage storage(options);
        const auto leave = target.leave();
        if (leave.key.empty()) return steps_of_listing(storage, target, leave.refusal);
        const ObjectAddress address{target.container, leave.key};
        storage.put(address, *source_from(text), {});
        crash_point("probe put");
        StringSink sink;
        storage.get(address, sink);
        storage.remove(address, Unfinished::remove);
        if (sink.text == text) return {passed("container", "A small object was put, read and removed.")};
        return {
            {"container", Outcome_::failed, "Other bytes came back than were sent.", "Check the server."}};
    } catch (const Error& error) {
        const bool missing = error.kind() == ErrorKind::not_found;
        return {failed("container", error,
                       missing ? "Create the container."
                               : "Give the account the permission to write and delete there.")};
    }
}

}  // namespace

std::vector<ProbeStep> probe(const Settings& settings, const std::optional<ProbeTarget>& target) {
    std::vector<Step> steps;
    try {
        const Options options = read_options(settings);
        Session session(options);
        if (!log_in(session, options, steps)) return steps;
        steps.push_back(try_directory(session));
        if (steps.back().outcome == Outcome_::failed) return steps;
        steps.push_back(skipped("clock", "FTP does not depend on the clock."));
        if (target)
            std::ranges::move(try_container(options, *target), std::back_inserter(steps));
        else
            steps.push_back(skipped("container", "No container was named."));
    } catch (const Error& error) {
        steps.push_back(failed("settings", error, "Correct the settings."));
    }
    return steps;
}

}  // namespace outfield::ftp
