#include "stores/database/chunks.h"

#include <outfield/error.h>

#include <string_view>

#include "stores/database/objects.h"

namespace outfield::database {

namespace schema {
extern const std::string_view sqlite_chunks;  // made from the SQL file when the program is built
}

void create_chunk_tables(sql::Connection& connection) {
    if (connection.dialect() != sql::Dialect::sqlite)
        throw Error(ErrorKind::unsupported,
                    "the database store has no schema for PostgreSQL yet: use SQLite");
    connection.run_script(schema::sqlite_chunks);
}

void write_object(sql::Connection& connection, const ObjectAddress& address, Bytes bytes) {
    const auto id = add_object(connection, address, bytes.size(), true);
    add_chunks(connection, id, 0, bytes);
}

}  // namespace outfield::database
