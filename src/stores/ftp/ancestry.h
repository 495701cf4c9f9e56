// The folders on the way to the one that is being listed, told apart by MLSD's fact "unique" (RFC 3659,
// section 7.5.2): servers may show a link as the folder that it leads to, and a link upwards would be walked
// for ever. Servers without the fact mark links as links, which are not followed. Pure.
#pragma once

#include <string>
#include <vector>

#include "stores/ftp/listing.h"

namespace outfield::ftp {

class Ancestry {
  public:
    // The lines that follow are of a folder that is so many folders below the container.
    void enter(std::size_t depth);

    // False: the line shows no entry, or a folder that we are inside of already.
    bool shows(const ListingLine& line);

  private:
    std::vector<std::string> identities_;  // outermost first; empty where the server did not say
};

}  // namespace outfield::ftp
