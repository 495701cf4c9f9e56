// The values of a record's fields.
#pragma once

#include <outfield/bytes.h>
#include <outfield/sha256.h>
#include <outfield/time.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace outfield {

using RecordId = std::int64_t;
using RecordIds = std::vector<RecordId>;

// What is known of the value of a binary field without asking its store.
struct Attachment {
    std::int64_t blob = 0;
    std::string file_name;
    std::uint64_t size = 0;
    Sha256 sha256;
    std::string media_type;
    std::string configuration;          // "amazon"; "database"
    std::int64_t configuration_id = 0;  // without it, it cannot be read
    std::string kind;                   // of the configuration: "s3"
    std::string container;              // "sale-docs"
    std::string key;
    Time written;
    std::string
        damage;  // what scrubbing found wrong with the bytes; empty: nothing. Reading such a value fails.
};

// Bytes on their way into a binary field.
struct Upload {
    std::shared_ptr<ByteSource> source;
    std::string file_name;
    std::string media_type;      // empty: found out from the name or the bytes
    std::int64_t container = 0;  // 0: where the placement says; else the container with this id
};

struct Command;
using Commands = std::vector<Command>;

// monostate: not set (OpenERP's False). A date, datetime or selection is a string. A many2one is an integer
// when written; when read it is the integer too. A one2many or many2many reads as ids and is written as
// commands. A binary field is written as an Upload and read as an Attachment.
using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, RecordIds, Upload,
                           Attachment, Commands>;
using Values = std::map<std::string, Value, std::less<>>;

// What happens to the records on the other side of a one2many or many2many: OpenERP's commands, in order and
// in the transaction of the record that they are written with.
struct Command {
    enum class Kind {
        create = 0,  // a new record of `values`, which belongs here
        update = 1,  // `values` into record `id`, which belongs here
        remove = 2,  // record `id` is deleted
        unlink = 3,  // `id` belongs here no more, and stays: a one2many's many2one is set to nothing
        link = 4,    // `id`, which exists, belongs here
        clear = 5,   // unlink, for all
        set = 6,     // these `ids` and no others
    };
    Kind kind = Kind::link;
    RecordId id = 0;
    Values values = {};
    RecordIds ids = {};
};

struct Record {
    RecordId id = 0;
    Values values;
};

struct FieldAddress {
    std::string model;
    RecordId record = 0;
    std::string field;
};

}  // namespace outfield
