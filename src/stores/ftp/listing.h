// Lines of a directory listing: MLSD (RFC 3659, section 7) and LIST as Unix and DOS servers write it. Pure.
#pragma once

#include <outfield/time.h>

#include <optional>
#include <string>
#include <string_view>

#include "stores/tree/walk.h"

namespace outfield::ftp {

using tree::TreeEntry;

enum class Dialect { mlsd, list };

// What a line says. `unreadable` means that the listing proves nothing about what it does not show.
struct ListingLine {
    enum class Meaning {
        entry,
        self,  // the listed folder
        nothing,
        unreadable
    };  // nothing: ".", "..", a link, "total 12", an empty line
    Meaning meaning = Meaning::nothing;
    TreeEntry entry = {};
    std::string unique = {};  // MLSD's fact of that name: the same for the same file or folder
};

// `line` comes without its end. `now` settles the year where LIST leaves it out; the times of LIST are taken
// as UTC, because the server does not say what they are.
ListingLine read_line(Dialect dialect, std::string_view line, Time now);

}  // namespace outfield::ftp
