// What `outfield serve --check-config` looks at: whatever would keep a server from its work and can be known
// before it starts.
#pragma once

#include <outfield/error.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "server/options.h"

namespace outfield::cli {

struct ConfigurationFindings {
    std::vector<Error> faults;       // each says which setting it is about
    std::vector<std::string> notes;  // with which a server starts nevertheless
};

// Everything that is wrong with the file and with what it names. `read_options` reads the table [server].
// Creates and changes nothing but a file in the temporary directory, which goes at once. Throws as
// parse_configuration where the file itself cannot be read.
ConfigurationFindings look_at_configuration(const std::filesystem::path& file,
                                            const std::function<server::Options()>& read_options);

}  // namespace outfield::cli
