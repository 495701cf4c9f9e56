#include "stores/database/storage.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/hashing_source.h"
#include "base/text.h"
#include "stores/database/chunks.h"
#include "stores/database/draft.h"
#include "stores/database/objects.h"

namespace outfield::database {
namespace {

constexpr std::size_t page_size = 1000;
constexpr std::size_t transaction_size = small_value;
static_assert(transaction_size % chunk_size == 0);

void require_valid(const ObjectAddress& address) {
    if (!valid_key(address.key))
        throw Error(ErrorKind::invalid, fmt::format("{} is no key of an object", in_quotes(address.key)));
}

// Reads until `buffer` holds `limit` bytes or the source ends. A small object gets a small buffer.
void fill(std::vector<std::byte>& buffer, ByteSource& source, std::size_t limit) {
    std::size_t filled = 0;
    while (filled < limit) {
        if (filled == buffer.size())
            buffer.resize(std::min(limit, std::max<std::size_t>(64 * 1024, 2 * filled)));
        const auto length = source.read(std::span(buffer).subspan(filled));
        if (length == 0) break;
        filled += length;
    }
    buffer.resize(filled);
}

ObjectRow existing_object(sql::Connection& connection, const ObjectAddress& address) {
    if (const auto object = find_object(connection, address); object && object->complete) return *object;
    existing_container(connection, address.container);
    throw Error(ErrorKind::not_found, fmt::format("there is no object \"{}\" in container {} of the database",
                                                  address.key, in_quotes(address.container)));
}

// An object never changes, so each of its chunks may be read in a snapshot of its own.
std::string existing_chunk(sql::Connection& connection, const ObjectRow& object, std::uint64_t number,
                           const std::string& key) {
    auto chunk = read_chunk(connection, object.id, number);
    const auto length = std::min<std::uint64_t>(chunk_size, object.size - number * chunk_size);
    if (chunk && chunk->size() == length) return std::move(*chunk);
    const auto now_there = find_object(connection, object.id);
    if (!now_there || !now_there->complete)
        throw Error(ErrorKind::not_found, fmt::format("object \"{}\" was removed while it was read", key));
    throw Error(
        ErrorKind::corrupt,
        fmt::format("object \"{}\" has lost bytes in the database (chunk {}): restore it from a backup", key,
                    number));
}

}  // namespace

std::optional<std::string> container_name_fault(std::string_view name) {
    if (name.empty() || name.size() > 255) return "a container's name has 1 to 255 bytes";
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
    if (!valid_utf8(name) || std::ranges::any_of(name, is_control))
        return "a container's name is UTF-8 text without control characters";
    return std::nullopt;
}

std::unique_ptr<Storage> open_storage(sql::Database& database) {
    return std::make_unique<DatabaseStorage>(database);
}

const Capabilities& DatabaseStorage::capabilities() const noexcept {
    static const Capabilities capabilities{.kind = "database", .max_object_size = std::uint64_t{256} << 30};
    return capabilities;
}

// The source is read outside the transactions: it may be slow.
Stored DatabaseStorage::put(const ObjectAddress& address, ByteSource& source, const PutOptions&) {
    require_valid(address);
    HashingSource hashing(source);
    std::vector<std::byte> buffer;
    Draft draft(database_, address);
    for (;;) {
        fill(buffer, hashing, transaction_size);
        if (buffer.size() < transaction_size) break;
        draft.append(buffer);
    }
    check_announced_size(source, hashing.count());
    draft.finish(buffer);
    return hashing.finish();
}

void DatabaseStorage::get(const ObjectAddress& address, ByteSink& sink, ByteRange range) {
    require_valid(address);
    auto offset = range.offset;
    std::string chunk;
    const auto object = sql::reading(database_, [&](sql::Connection& connection) {
        const auto found = existing_object(connection, address);
        if (offset < found.size) chunk = existing_chunk(connection, found, offset / chunk_size, address.key);
        return found;
    });
    if (offset >= object.size) return;
    const auto end = offset + std::min(object.size - offset, range.length.value_or(object.size));
    while (offset < end) {
        const auto start = offset % chunk_size;
        const auto length = std::min<std::uint64_t>(chunk.size() - start, end - offset);
        sink.write(std::as_bytes(std::span(chunk)).subspan(start, length));
        offset += length;
        if (offset == end) break;
        chunk = sql::reading(database_, [&](sql::Connection& connection) {
            return existing_chunk(connection, object, offset / chunk_size, address.key);
        });
    }
}

std::optional<ObjectInfo> DatabaseStorage::stat(const ObjectAddress& address) {
    require_valid(address);
    return sql::reading(database_, [&](sql::Connection& connection) -> std::optional<ObjectInfo> {
        const auto object = find_object(connection, address);
        if (!object) existing_container(connection, address.container);
        if (!object || !object->complete) return std::nullopt;
        return ObjectInfo{.key = address.key, .size = object->size, .modified = object->created};
    });
}

void DatabaseStorage::remove(const ObjectAddress& address, Unfinished unfinished) {
    require_valid(address);
    const auto rest =
        sql::writing(database_, [&](sql::Connection& connection) -> std::optional<std::int64_t> {
            const auto object = find_object(connection, address);
            if (!object || (!object->complete && unfinished == Unfinished::keep)) return std::nullopt;
            if (object->complete) hide_object(connection, object->id);
            if (delete_some(connection, object->id)) return std::nullopt;
            return object->id;
        });
    if (rest) delete_object(database_, *rest);
}

// Keys are printable ASCII: those that begin with `prefix` stand below prefix + DEL, those after `cursor`
// from cursor + SOH on.
ListPage DatabaseStorage::list_some(Which which, const std::string& container, const std::string& prefix,
                                    const std::optional<std::string>& cursor) {
    const auto from = cursor ? *cursor + '\x01' : prefix;
    const auto rows = sql::reading(database_, [&](sql::Connection& connection) {
        const auto id = existing_container(connection, container);
        return connection.query(
            "SELECT key, size, created FROM outfield_object WHERE container = $1 AND key >= $2 AND key < $3 "
            "AND complete = $5 ORDER BY key LIMIT $4",
            {id, from, prefix + '\x7f', static_cast<std::int64_t>(page_size + 1),
             std::int64_t{which == Which::complete}});
    });
    ListPage page;
    for (const auto& row : rows) {
        if (page.objects.size() == page_size) {
            page.next = page.objects.back().key;
            break;
        }
        page.objects.push_back({.key = row.text(0),
                                .size = static_cast<std::uint64_t>(row.integer(1)),
                                .modified = Time(std::chrono::microseconds(row.integer(2)))});
    }
    return page;
}

ListPage DatabaseStorage::list(const std::string& container, const std::string& prefix,
                               const std::optional<std::string>& cursor) {
    return list_some(Which::complete, container, prefix, cursor);
}

ListPage DatabaseStorage::list_unfinished(const std::string& container, const std::string& prefix,
                                          const std::optional<std::string>& cursor) {
    return list_some(Which::unfinished, container, prefix, cursor);
}

std::vector<ContainerInfo> DatabaseStorage::containers() {
    return sql::reading(database_, [](sql::Connection& connection) {
        std::vector<ContainerInfo> all;
        for (const auto& row :
             connection.query("SELECT name, created FROM outfield_object_container ORDER BY name"))
            all.push_back({.name = row.text(0), .created = Time(std::chrono::microseconds(row.integer(1)))});
        return all;
    });
}

void DatabaseStorage::create_container(const std::string& name) {
    if (const auto fault = container_name_fault(name)) throw Error(ErrorKind::invalid, *fault);
    database_.write([&](sql::Connection& connection) {
        connection.execute(
            "INSERT INTO outfield_object_container (name, created) VALUES ($1, $2) ON CONFLICT (name) DO "
            "NOTHING",
            {name, now().time_since_epoch().count()});
    });
}

}  // namespace outfield::database
