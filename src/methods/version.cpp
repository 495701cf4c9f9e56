#include "methods/methods.h"

namespace outfield::methods {

wire::Struct Methods::version() {
    return {{"server_version", "16.0"},
            {"server_version_info", wire::List{16, 0, 0, "final", 0, ""}},
            {"server_serie", "16.0"},
            {"protocol_version", 1}};
}

}  // namespace outfield::methods
