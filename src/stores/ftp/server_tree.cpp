#include "stores/ftp/server_tree.h"

#include "base/text.h"
#include "stores/ftp/presence.h"
#include "stores/tree/names.h"

namespace outfield::ftp {

void ServerTree::scan(const Path& folder, const std::function<void(TreeEntry)>& visit) {
    std::vector<std::string> names{container_};
    names.insert(names.end(), folder.begin(), folder.end());
    const std::string path = session_.path(tree::join_path(names));
    ancestry_.enter(folder.size());
    const auto show = [&](ListingLine line) {
        if (ancestry_.shows(line)) visit(std::move(line.entry));
    };
    if (scan_lines(session_, path, show)) return;
    names.push_back("anything");
    switch (find_out(session_, names)) {
        case Presence::no_container:
            throw no_container(session_, container_);
        case Presence::absent:
            return;
        case Presence::present:
            break;
    }
    throw Error(ErrorKind::denied, "The server " + session_.where() + " does not let this account list " +
                                       in_quotes(path) + ". Give it the permission to read there.");
}

Error no_container(const Session& session, const std::string& container) {
    return Error(ErrorKind::not_found, "There is no container " + in_quotes(container) + " in " +
                                           in_quotes(session.path()) + " on " + session.where() +
                                           ". Create it, or choose one that is listed.");
}

}  // namespace outfield::ftp
