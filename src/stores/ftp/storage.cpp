#include "stores/ftp/storage.h"

#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "stores/ftp/download.h"
#include "stores/ftp/errors.h"
#include "stores/ftp/presence.h"
#include "stores/ftp/put.h"
#include "stores/ftp/server_tree.h"
#include "stores/tree/names.h"
#include "stores/tree/unfinished.h"

namespace outfield::ftp {
namespace {

// Each page reads the listings of its folders anew, so pages are large.
constexpr std::size_t page_size = 50'000;
constexpr std::size_t most_containers = 10'000;

using Names = std::vector<std::string>;

// Container, folders, file. Throws ErrorKind::invalid for what must not reach a server.
Names names_of(const ObjectAddress& address) {
    tree::check_container_name(address.container);
    Names names = tree::path_of_key(address.key);
    names.insert(names.begin(), address.container);
    return names;
}

std::string what(const char* verb, const ObjectAddress& address, const Session& session) {
    return std::string(verb) + " " + in_quotes(address.container + "/" + address.key) + " on " +
           session.where();
}

Error too_many_containers(const Session& session) {
    return Error(ErrorKind::unsupported,
                 "There are more than " + std::to_string(most_containers) + " directories in " +
                     in_quotes(session.path()) + " on " + session.where() +
                     ". Enter those that are wanted by hand, or let 'path' name a directory further down.");
}

std::optional<Time> modified_in(const Transcript& transcript) {
    const Exchange* modified = transcript.find("MDTM");
    if (!modified || !modified->answered() || modified->replies.back().code != 213) return std::nullopt;
    return time_from(trim(modified->replies.back().text));
}

// Where DELE was answered with success, SIZE must not know the file any more; where it was refused, only what
// is proved absent is gone.
void check_removed(Session& session, const Names& names, const Outcome& outcome, RecentListings& recent,
                   const std::string& doing) {
    const std::string path = session.path(tree::join_path(names));
    const Exchange* removal = outcome.transcript.find_exactly("DELE " + path);
    const Exchange* size = outcome.transcript.find_exactly("SIZE " + path);
    if (!removal || !removal->answered()) throw error_of(outcome, doing);
    if (!removal->refused()) {
        if (!size || !size->answered()) throw error_of(outcome, doing);
        const Reply& answer = size->replies.back();
        if (answer.code >= 500) return;
        if (!size_in(answer)) throw error_of(answer, doing);
        throw Error(ErrorKind::unavailable,
                    "Cannot " + doing + ": the server said that it did so and still has the file.",
                    Retry::yes);
    }
    const auto presence =
        removal->replies.back().code == 550 ? find_out(session, names, &recent) : Presence::present;
    if (presence == Presence::present) throw error_of(removal->replies.back(), doing);
    if (presence == Presence::no_container) throw no_container(session, names.front());
}

}  // namespace

FtpStorage::FtpStorage(Options options) : options_(std::move(options)), sessions_(options_) {
    capabilities_.kind = "ftp";
}

Stored FtpStorage::put(const ObjectAddress& address, ByteSource& source, const PutOptions&) {
    const std::string file = tree::join_path(names_of(address));
    recent_.expect(file);
    recent_.expect(tree::unfinished_name(file));
    SessionPool::Lease session(sessions_);
    return Put(*session, known_, address, source).run();
}

void FtpStorage::get(const ObjectAddress& address, ByteSink& sink, ByteRange range) {
    const Names names = names_of(address);
    SessionPool::Lease session(sessions_);
    Download(*session, names, what("get", address, *session)).run(sink, range);
}

std::optional<ObjectInfo> FtpStorage::stat(const ObjectAddress& address) {
    const Names names = names_of(address);
    SessionPool::Lease session(sessions_);
    const std::string path = session->path(tree::join_path(names));
    // A file that comes into being meanwhile is refused at first and then listed: the second look decides.
    for (int look = 1;; ++look) {
        const Outcome outcome = session->command({"*TYPE I", "*SIZE " + path, "*MDTM " + path});
        const Exchange* size = outcome.transcript.find("SIZE");
        if (!size || !size->answered()) throw error_of(outcome, what("look at", address, *session));
        if (const auto bytes = size_in(size->replies.back())) {
            return ObjectInfo{address.key, *bytes, modified_in(outcome.transcript)};
        }
        const Presence presence =
            size->replies.back().code == 550 ? find_out(*session, names) : Presence::present;
        if (presence == Presence::absent) return std::nullopt;
        if (presence == Presence::no_container) throw no_container(*session, address.container);
        if (look == 2) throw error_of(size->replies.back(), what("look at", address, *session));
    }
}

void FtpStorage::remove(const ObjectAddress& address, Unfinished unfinished) {
    Names names = names_of(address);
    SessionPool::Lease session(sessions_);
    const std::string path = session->path(tree::join_path(names));
    const std::string left_over = tree::unfinished_name(path);
    // Some servers tell a size in binary alone.
    Commands commands{"*TYPE I", "*DELE " + path, "*SIZE " + path};
    if (unfinished == Unfinished::remove)
        commands.insert(commands.begin() + 1, {"*DELE " + left_over, "*SIZE " + left_over});
    const Outcome outcome = session->command(commands);
    const std::string doing = what("remove", address, *session);
    check_removed(*session, names, outcome, recent_, doing);
    if (unfinished == Unfinished::keep) return;
    names.back() = tree::unfinished_name(names.back());
    check_removed(*session, names, outcome, recent_, doing);
}

ListPage FtpStorage::list(const std::string& container, const std::string& prefix,
                          const std::optional<std::string>& cursor) {
    tree::check_container_name(container);
    SessionPool::Lease session(sessions_);
    ServerTree tree(*session, container);
    return tree::walk_page(tree, prefix, cursor, page_size);
}

ListPage FtpStorage::list_unfinished(const std::string& container, const std::string& prefix,
                                     const std::optional<std::string>& cursor) {
    tree::check_container_name(container);
    SessionPool::Lease session(sessions_);
    ServerTree tree(*session, container);
    tree::UnfinishedTree unfinished(tree);
    return tree::walk_page(unfinished, prefix, cursor, page_size);
}

std::vector<ContainerInfo> FtpStorage::containers() {
    SessionPool::Lease session(sessions_);
    std::vector<ContainerInfo> found;
    const bool readable = scan_folder(*session, session->path(), [&](const TreeEntry& entry) {
        if (!entry.folder || tree::container_name_fault(entry.name)) return;
        if (found.size() == most_containers) throw too_many_containers(*session);
        found.push_back({entry.name, {}});
    });
    if (!readable) find_out(*session, {""});  // throws what is wrong
    std::ranges::sort(found, {}, &ContainerInfo::name);
    return found;
}

void FtpStorage::create_container(const std::string& name) {
    tree::check_container_name(name);
    SessionPool::Lease session(sessions_);
    const std::string path = session->path(name);
    const Outcome outcome = session->command({"*MKD " + path});
    const Exchange* made = outcome.transcript.find("MKD");
    const std::string doing = "create the container " + in_quotes(name) + " on " + session->where();
    if (!made || !made->answered()) throw error_of(outcome, doing);
    if (!made->refused()) return;
    // Many servers answer 550 both to a name that is taken and to a missing permission.
    bool folder = false, file = false;
    scan_folder(*session, session->path(), [&](const TreeEntry& entry) {
        if (entry.name == name) (entry.folder ? folder : file) = true;
    });
    if (folder) return;
    if (!file) throw error_of(made->replies.back(), doing);
    throw Error(ErrorKind::already_exists, "Cannot " + doing + ": a file has that name. Choose another.");
}

}  // namespace outfield::ftp
