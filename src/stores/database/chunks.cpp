#include "stores/database/chunks.h"

#include <string_view>

#include "stores/database/objects.h"

namespace outfield::database {

namespace schema {
extern const std::string_view sqlite_chunks;  // made from the SQL files when the program is built
extern const std::string_view postgresql_chunks;
}  // namespace schema

void create_chunk_tables(sql::Connection& connection) {
    connection.run_script(connection.dialect() == sql::Dialect::sqlite ? schema::sqlite_chunks
                                                                       : schema::postgresql_chunks);
}

void write_object(sql::Connection& connection, const ObjectAddress& address, Bytes bytes) {
    const auto id = add_object(connection, address, bytes.size(), true);
    add_chunks(connection, id, 0, bytes);
}

}  // namespace outfield::database
