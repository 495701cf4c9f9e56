// An upload that a client sends in several requests.
#pragma once

#include <outfield/value.h>

#include <cstdint>
#include <string>

namespace outfield::uploads {

struct NewUpload {
    RecordId owner = 0;    // a record of res.users
    FieldAddress address;  // the binary field whose value it becomes; record 0: of a new record
    std::string file_name;
    std::string media_type;  // empty: found out from the name or the bytes
    std::string metadata;    // as the client gave it, for the client
    std::uint64_t length = 0;
    std::int64_t container = 0;  // where it goes; 0: where the placement says
};

struct ResumableUpload : NewUpload {
    std::string id;            // random: its address
    std::uint64_t offset = 0;  // bytes that are here to stay
    Time expires;
    bool is_stored = false;  // it became the field's value

    bool is_whole() const noexcept { return offset == length; }
};

}  // namespace outfield::uploads
