#include "server/change_watch.h"

#include <fmt/format.h>

#include "catalog/catalog.h"
#include "instance/rooms.h"

namespace outfield::server {
namespace {

struct Watched {
    const char* name;
    // Cheap however large the catalog is: small tables, and the ends of indexes.
    const char* query;
    std::vector<const char*> tells;
};

const std::vector<Watched>& all_watched() {
    static const std::vector<Watched> all{
        {"values", "SELECT MAX(blob) FROM outfield_attachment", {"objects", "containers"}},
        {"trash",
         "SELECT c.id, (SELECT MAX(condemned_at) FROM outfield_blob b WHERE b.state = 2 AND b.container = "
         "c.id) "
         "FROM outfield_container c ORDER BY c.id",
         {"objects", "containers", "trash"}},
        {"containers",
         "SELECT id, name, key_prefix, retention, state, is_foreign, presigned FROM outfield_container ORDER "
         "BY id",
         {"containers"}},
        {"modules", "SELECT container, module FROM outfield_container_module ORDER BY 1, 2", {"containers"}},
        {"configurations",
         "SELECT c.id, c.name, c.is_default, s.name, s.value FROM outfield_configuration c "
         "LEFT JOIN outfield_setting s ON s.configuration = c.id ORDER BY c.id, s.is_sealed, s.name",
         {"configurations"}},
        {"audit", "SELECT MAX(id) FROM outfield_audit", {"users"}},
    };
    return all;
}

struct Shown {
    std::string operator()(std::nullptr_t) const { return "-"; }
    std::string operator()(std::int64_t number) const { return fmt::to_string(number); }
    std::string operator()(double number) const { return fmt::to_string(number); }
    std::string operator()(const std::string& text) const { return fmt::format("{}:{}", text.size(), text); }
};

std::string mark_of(sql::Connection& connection, const char* query) {
    std::string mark;
    for (const auto& row : connection.query(query))
        for (std::size_t i = 0; i < row.size(); ++i) mark += std::visit(Shown(), row.column(i)) + ",";
    return mark;
}

}  // namespace

void ChangeWatch::look(Instance& instance, Events& events) {
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock) return;  // somebody is looking
    const auto time = std::chrono::steady_clock::now();
    if (!marks_.empty() && time < looked_ + pause) return;
    auto marks = sql::reading(Rooms(instance).catalog().database(), [](sql::Connection& connection) {
        std::map<std::string, std::string> found;
        for (const auto& one : all_watched()) found[one.name] = mark_of(connection, one.query);
        return found;
    });
    looked_ = time;
    marks_.swap(marks);
    if (marks.empty()) return;
    for (const auto& one : all_watched())
        if (marks_[one.name] != marks[one.name])
            for (const auto* what : one.tells) events.changed(what);
}

}  // namespace outfield::server
