#include "stores/ftp/put.h"

#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "stores/ftp/errors.h"
#include "stores/ftp/presence.h"
#include "stores/ftp/server_tree.h"
#include "stores/tree/names.h"

namespace outfield::ftp {
namespace {

constexpr std::uint64_t large_from = 64 * 1024;

bool succeeded(const Exchange* exchange) {
    return exchange && exchange->answered() && !exchange->refused();
}

}  // namespace

Put::Put(Session& session, KnownFolders& known, const ObjectAddress& address, ByteSource& source)
    : session_(session), known_(known), address_(address), source_(source), names_{address.container} {
    std::string folder = address.container;
    const auto path = tree::path_of_key(address.key);
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        folder += "/" + path[i];
        folders_.push_back(session.path(folder));
    }
    names_.insert(names_.end(), path.begin(), path.end());
    final_ = session.path(folder + "/" + path.back());
    temporary_ = tree::unfinished_name(final_);
}

Stored Put::run() {
    const bool believed = believed_in_folders();
    Outcome outcome = attempt();
    if (believed && reached(outcome) == Reached::nothing && outcome.transcript.refusal()) {
        // Somebody may have removed a folder that was known; nothing was read from the source yet.
        for (const auto& folder : folders_) known_.forget(folder);
        session_.open();
        outcome = attempt();
    }
    return conclude(outcome);
}

Outcome Put::attempt() {
    Session::Upload upload;
    upload.path = temporary_;
    upload.before = commands_for_missing_folders();
    upload.after = {"SIZE " + temporary_, "RNFR " + temporary_, "RNTO " + final_, "*SIZE " + final_};
    upload.read = [this](std::span<std::byte> buffer) { return read(buffer); };
    upload.accept = [this](const Exchange& exchange) { return accept(exchange); };
    upload.large = source_.size().value_or(UINT64_MAX) > large_from;
    return session_.upload(upload);
}

Put::Reached Put::reached(const Outcome& outcome) const {
    const Exchange* stor = outcome.transcript.find("STOR");
    if (!stor || (stor->refused() && !stor->begun())) return Reached::nothing;
    const Exchange* rename = outcome.transcript.find("RNTO");
    if (!rename || rename->refused()) return Reached::temporary;
    return succeeded(rename) ? renamed(outcome) : Reached::unknown;
}

Put::Reached Put::renamed(const Outcome& outcome) const {
    const Exchange* size = outcome.transcript.find_exactly("SIZE " + final_);
    if (!size || !size->answered()) return Reached::unknown;
    const Reply& answer = size->replies.back();
    if (size_in(answer) == source_.count()) return Reached::renamed;
    return size_in(answer) || answer.code >= 500 ? Reached::missing : Reached::unknown;
}

Stored Put::conclude(const Outcome& outcome) {
    switch (reached(outcome)) {
        case Reached::renamed:
            return finish();
        case Reached::nothing:
            fail(outcome);
        case Reached::temporary:
            break;
        case Reached::missing:
            clear_away({"*DELE " + temporary_, "*DELE " + final_});
            fail_missing();
        case Reached::unknown:
            if (settle_rename()) return finish();
            fail(outcome);
    }
    clear_away({"*DELE " + temporary_});
    fail(outcome);
}

Stored Put::finish() {
    for (const auto& folder : folders_) known_.add(folder);
    return source_.finish();
}

Commands Put::commands_for_missing_folders() const {
    Commands commands;
    for (const auto& folder : folders_) {
        if (!known_.contains(folder)) commands.push_back("*MKD " + folder);
    }
    return commands;
}

bool Put::believed_in_folders() const {
    return std::ranges::any_of(folders_, [&](const auto& folder) { return known_.contains(folder); });
}

std::size_t Put::read(std::span<std::byte> buffer) {
    whole_ = false;
    const std::size_t got = source_.read(buffer);
    if (got == 0 || source_.count() > source_.size().value_or(UINT64_MAX)) {
        check_announced_size(source_, source_.count());
    }
    whole_ = got == 0;
    return got;
}

// The gate in front of the rename.
bool Put::accept(const Exchange& exchange) {
    if (exchange.command != "SIZE " + temporary_) return true;
    kept_ = size_in(exchange.replies.back());
    return whole_ && kept_ == source_.count();
}

void Put::clear_away(const Commands& commands) {
    try {
        session_.open();
        session_.command(commands);
    } catch (const Error&) {
        // It is found again by remove(..., Unfinished::remove).
    }
}

// The reply to RNTO was lost, or that to SIZE. Removing the temporary name settles it: either that works, and
// then the rename has not happened and never will, or the whole file stands under its final name. True: it
// does, whatever the server says that it removed.
bool Put::settle_rename() {
    try {
        session_.open();
        const Outcome outcome = session_.command({"*TYPE I", "*DELE " + temporary_, "*SIZE " + final_});
        const Exchange* size = outcome.transcript.find("SIZE");
        if (succeeded(size) && size_in(size->replies.back()) == source_.count()) return true;
        if (succeeded(outcome.transcript.find("DELE"))) return false;
    } catch (const Error&) {
        // The server cannot be asked.
    }
    throw Error(ErrorKind::outcome_unknown,
                "Cannot tell whether " + what() +
                    " succeeded: the connection was lost before the server's last answer.");
}

void Put::fail_missing() {
    throw Error(
        ErrorKind::unavailable,
        "Cannot " + what() + ": the server said that it renamed the file and then that it does not have it.",
        Retry::yes);
}

void Put::fail(const Outcome& outcome) {
    outcome.rethrow();
    if (kept_ && *kept_ != source_.count()) {
        throw Error(ErrorKind::unavailable,
                    "Cannot " + what() + ": the server kept " + std::to_string(*kept_) + " of " +
                        std::to_string(source_.count()) + " bytes.",
                    Retry::yes);
    }
    const Exchange* stor = outcome.transcript.find("STOR");
    const Exchange* size = outcome.transcript.find_exactly("SIZE " + temporary_);
    if (succeeded(stor) && size && size->refused() && size->replies.back().code == 550) {
        throw Error(ErrorKind::unavailable,
                    "Cannot " + what() + ": the server took the bytes and then said " +
                        in_quotes(size->replies.back().text) + " when asked for their number.",
                    Retry::yes);
    }
    const bool refused = stor && stor->refused() && !stor->begun();
    if (refused) {
        session_.open();
        if (find_out(session_, names_) == Presence::no_container)
            throw no_container(session_, address_.container);
        throw error_of(stor->replies.back(), what());
    }
    throw error_of(outcome, what());
}

std::string Put::what() const {
    return "put " + in_quotes(address_.container + "/" + address_.key) + " on " + session_.where();
}

}  // namespace outfield::ftp
