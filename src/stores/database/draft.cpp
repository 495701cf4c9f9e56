#include "stores/database/draft.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "stores/database/chunks.h"
#include "stores/database/objects.h"

namespace outfield::database {
namespace {

void require_unfinished(sql::Connection& connection, std::int64_t id, const std::string& key) {
    const auto object = lock_object(connection, id);
    if (!object || object->complete)
        throw Error(ErrorKind::conflict,
                    fmt::format("object \"{}\" was removed while it was put: put it again", key));
}

}  // namespace

Draft::~Draft() {
    if (id_ == 0 || complete_) return;
    try {
        delete_object(database_, id_);
    } catch (const std::exception&) {
        // What stays is invisible, and remove(..., Unfinished::remove) finds it.
    }
}

void Draft::append(Bytes bytes) {
    write(bytes, false);
}

void Draft::finish(Bytes last) {
    write(last, true);
    complete_ = true;
}

void Draft::write(Bytes bytes, bool complete) {
    const auto size = size_ + bytes.size();
    id_ = sql::writing(database_, [&](sql::Connection& connection) {
        const bool first = id_ == 0;
        if (!first) require_unfinished(connection, id_, address_.key);
        const auto id = first ? add_object(connection, address_, size, complete) : id_;
        add_chunks(connection, id, size_ / chunk_size, bytes);
        if (complete && !first) complete_object(connection, id, size);
        return id;
    });
    size_ = size;
}

void delete_object(sql::Database& database, std::int64_t id) {
    while (
        !sql::writing(database, [&](sql::Connection& connection) { return delete_some(connection, id); })) {
    }
}

}  // namespace outfield::database
