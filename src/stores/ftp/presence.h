// Proving that something is not there. A 550 says "no" and not why; what proves absence is a readable
// listing, complete, of the folder in which the name would stand, and in which it does not.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "stores/ftp/recent_listings.h"
#include "stores/ftp/session.h"

namespace outfield::ftp {

// Shows the entries of a folder. False: the server does not let us in, and whether it is there is not known.
// A listing that is cut, or has lines that cannot be read, throws ErrorKind::unsupported: it would prove
// falsehoods.
bool scan_folder(Session& session, const std::string& path, const std::function<void(TreeEntry)>& visit);
bool scan_lines(Session& session, const std::string& path, const std::function<void(ListingLine)>& visit);

enum class Presence { present, absent, no_container };

// `names` lead from the configured directory: the container, folders, the file (or only the container).
// Throws ErrorKind::denied when not even the configured directory can be read.
// `recent`, for one of many names that are thought absent: listings of the last minute count as well.
Presence find_out(Session& session, const std::vector<std::string>& names, RecentListings* recent = nullptr);

}  // namespace outfield::ftp
