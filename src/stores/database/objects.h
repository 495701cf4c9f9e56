// The rows of the database store: containers, objects and their chunks (schema/). Every function works inside
// the caller's transaction.
#pragma once

#include <outfield/storage.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sql/database.h"

namespace outfield::database {

struct ObjectRow {
    std::int64_t id = 0;
    std::uint64_t size = 0;
    Time created;
    bool complete = false;
};

// Throws ErrorKind::not_found and says how to create one.
std::int64_t existing_container(sql::Connection& connection, const std::string& name);

std::optional<ObjectRow> find_object(sql::Connection& connection, const ObjectAddress& address);
std::optional<ObjectRow> find_object(sql::Connection& connection, std::int64_t id);

// In write() alone: to the end of the transaction, nobody else adds or deletes chunks of the object.
std::optional<ObjectRow> lock_object(sql::Connection& connection, std::int64_t id);

// A new object's id. Errors: not_found (the container), already_exists (the key).
std::int64_t add_object(sql::Connection& connection, const ObjectAddress& address, std::uint64_t size,
                        bool complete);
void complete_object(sql::Connection& connection, std::int64_t id, std::uint64_t size);
void hide_object(sql::Connection& connection, std::int64_t id);  // it is incomplete from now on

// Objects are cut at multiples of chunk_size; `first` is the number of the first chunk of `bytes`.
void add_chunks(sql::Connection& connection, std::int64_t object, std::uint64_t first, Bytes bytes);

// nullopt: there is no such chunk.
std::optional<std::string> read_chunk(sql::Connection& connection, std::int64_t object, std::uint64_t number);

// Deletes up to 8 MiB of the object's chunks, and the object's row after the last. True when all is gone.
bool delete_some(sql::Connection& connection, std::int64_t object);

}  // namespace outfield::database
