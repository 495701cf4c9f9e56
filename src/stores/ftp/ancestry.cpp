#include "stores/ftp/ancestry.h"

#include <algorithm>

namespace outfield::ftp {

void Ancestry::enter(std::size_t depth) {
    identities_.resize(depth + 1);
    identities_.back().clear();
}

bool Ancestry::shows(const ListingLine& line) {
    if (line.meaning == ListingLine::Meaning::self) identities_.back() = line.unique;
    if (line.meaning != ListingLine::Meaning::entry) return false;
    return !line.entry.folder || line.unique.empty() ||
           std::ranges::find(identities_, line.unique) == identities_.end();
}

}  // namespace outfield::ftp
