#include "stores/ftp/presence.h"

#include <optional>

#include "base/text.h"
#include "stores/ftp/errors.h"
#include "stores/tree/names.h"

namespace outfield::ftp {
namespace {

// These come with a positive code: pure-ftpd cuts long listings, vsftpd shows a folder that it may not read
// as empty.
bool incomplete(const Exchange& listing) {
    if (!listing.answered()) return true;
    const std::string text = to_lower(listing.replies.back().text);
    return text.find("truncated") != text.npos || text.find("failed") != text.npos;
}

Error unproved(const Session& session, const std::string& path, const std::string& why) {
    return Error(ErrorKind::unsupported, "The listing of " + in_quotes(path) + " on " + session.where() +
                                             " cannot be relied on: " + why + ".");
}

// Whether the name at `depth` is in its folder. nullopt: the server does not let us in there.
std::optional<bool> is_listed(Session& session, const std::vector<std::string>& names, std::size_t depth,
                              RecentListings* recent) {
    const auto folder = tree::join_path({names.begin(), names.begin() + static_cast<std::ptrdiff_t>(depth)});
    const bool folder_wanted = depth == 0 || depth + 1 < names.size();
    if (recent && recent->show_absent(folder, names[depth], folder_wanted)) return false;
    bool found = false;
    ListedNames listed;
    const auto look = [&](const TreeEntry& entry) {
        found = found || (entry.name == names[depth] && entry.folder == folder_wanted);
        if (recent) listed.add(entry);
    };
    if (!scan_folder(session, session.path(folder), look)) return std::nullopt;
    if (!found && recent) recent->keep(folder, std::move(listed));
    return found;
}

// The deepest folder that lets us in decides. nullopt: what could not be entered is there, one folder higher
// up.
std::optional<Presence> look_for(Session& session, const std::vector<std::string>& names,
                                 RecentListings* recent) {
    for (std::size_t depth = names.size(); depth-- > 0;) {
        const auto listed = is_listed(session, names, depth, recent);
        if (!listed) continue;
        if (!*listed) return depth == 0 ? Presence::no_container : Presence::absent;
        if (depth + 1 == names.size()) return Presence::present;
        return std::nullopt;
    }
    throw Error(ErrorKind::denied,
                "The server " + session.where() + " does not let this account into the directory " +
                    in_quotes(session.path()) + ". Correct the setting 'path', or create it there.");
}

}  // namespace

bool scan_folder(Session& session, const std::string& path, const std::function<void(TreeEntry)>& visit) {
    return scan_lines(session, path, [&](ListingLine line) {
        if (line.meaning == ListingLine::Meaning::entry) visit(std::move(line.entry));
    });
}

bool scan_lines(Session& session, const std::string& path, const std::function<void(ListingLine)>& visit) {
    const Time time = now();
    const Outcome outcome = session.list(path, [&](Dialect dialect, std::string_view text) {
        auto line = read_line(dialect, text, time);
        if (line.meaning == ListingLine::Meaning::unreadable) {
            throw unproved(session, path, "it has a line that cannot be read, " + in_quotes(text));
        }
        visit(std::move(line));
    });
    outcome.rethrow();
    const Exchange* entered = outcome.transcript.find("CWD");
    if (entered && entered->refused() && entered->replies.back().code == 550) return false;
    if (!outcome.ok()) throw error_of(outcome, "list " + in_quotes(path) + " on " + session.where());
    const Exchange* listing = outcome.transcript.last();
    if (listing && incomplete(*listing)) {
        throw unproved(session, path, "the server says " + in_quotes(listing->replies.back().text));
    }
    return true;
}

// A folder that is there and could not be entered may have been made in between: the second look decides.
Presence find_out(Session& session, const std::vector<std::string>& names, RecentListings* recent) {
    if (const auto seen = look_for(session, names, recent)) return *seen;
    return look_for(session, names, recent).value_or(Presence::present);
}

}  // namespace outfield::ftp
