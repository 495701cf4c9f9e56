#include "catalog/object_rows.h"

#include <fmt/format.h>

#include "catalog/blob_row.h"
#include "catalog/trash.h"

namespace outfield::catalog {
namespace {

using Order = ObjectQuery::Order;
using State = ObjectQuery::State;

// `a` is outfield_attachment or outfield_trash. SQLite walks the tables in the order in which they are named.
std::string select(bool trashed, std::string_view first, std::string_view second) {
    return fmt::format(
        "SELECT a.model, a.record, a.field, b.id, a.file_name, b.size, b.sha256, b.media_type, f.name, "
        "f.kind, c.name, b.key, {}, b.damage, b.verified, {}, b.condemned_at, c.retention, f.id FROM {} "
        "CROSS JOIN "
        "{} JOIN outfield_container c ON c.id = b.container JOIN outfield_configuration f ON f.id = "
        "c.configuration WHERE a.blob = b.id{}",
        trashed ? "b.created" : "a.written", trashed ? "a.reason" : "NULL", first, second,
        trashed ? " AND b.state = 2" : "");
}

CataloguedObject read(const sql::Row& row) {
    CataloguedObject object{.value = {.blob = row.integer(3),
                                      .file_name = row.text(4),
                                      .size = static_cast<std::uint64_t>(row.integer(5)),
                                      .sha256 = read_sha256(row, 6),
                                      .media_type = row.text(7),
                                      .configuration = row.text(8),
                                      .configuration_id = row.integer(18),
                                      .kind = row.text(9),
                                      .container = row.text(10),
                                      .key = row.text(11),
                                      .written = read_time(row, 12),
                                      .damage = row.text_or_empty(13)},
                            .address = {.model = row.text(0), .record = row.integer(1), .field = row.text(2)},
                            .verified = read_time(row, 14),
                            .trashed = std::nullopt};
    if (row.is_null(15)) return object;
    const auto condemned = read_time(row, 16);
    object.trashed = {std::string(to_string(static_cast<Trashed::Reason>(row.integer(15)))), condemned,
                      condemned + std::chrono::seconds(row.integer(17))};
    return object;
}

std::vector<CataloguedObject> read_all(const std::vector<sql::Row>& rows) {
    std::vector<CataloguedObject> objects;
    objects.reserve(rows.size());
    for (const auto& row : rows) objects.push_back(read(row));
    return objects;
}

// Looks for the text itself, anywhere.
std::string pattern_of(std::string_view text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

// A query as SQL. Borrows the query.
class PageStatement {
  public:
    PageStatement(const ObjectQuery& query, sql::Dialect dialect)
        : query_(query),
          pattern_(pattern_of(query.search)),
          by_value_(query.state == State::condemned || !query.model.empty()),
          ascends_(query.order == Order::oldest || query.order == Order::smallest) {
        const bool trashed = query.state == State::condemned;
        const std::string values = trashed ? "outfield_trash a" : "outfield_attachment a";
        text_ = by_value_ ? select(trashed, values, "outfield_blob b")
                          : select(trashed, "outfield_blob b", values);
        add_place();
        add_content(dialect);
        add_page();
    }

    const std::string& text() const noexcept { return text_; }
    sql::Parameters parameters() const noexcept { return parameters_; }

  private:
    std::string next(sql::Parameter parameter) {
        parameters_.push_back(parameter);
        return fmt::format("${}", parameters_.size());
    }
    void where(std::string_view condition, sql::Parameter parameter) {
        text_ += fmt::format(" AND {} {}", condition, next(parameter));
    }
    // What a page is ordered by. The plus keeps SQLite from walking the model for the sake of the order,
    // where a record has few values.
    std::string_view blob() const {
        if (query_.record != 0) return "+a.blob";
        return by_value_ ? "a.blob" : "b.id";
    }

    void add_place() {
        if (query_.container != 0) where("b.container =", query_.container);
        if (!query_.model.empty()) where("a.model =", std::string_view(query_.model));
        if (query_.record != 0) where("a.record =", query_.record);
        if (query_.state == State::condemned) text_ += " AND a.reason <> 3";  // the sources of moves
        if (query_.state == State::damaged) text_ += " AND b.damage IS NOT NULL";
    }

    void add_content(sql::Dialect dialect) {
        if (!query_.search.empty()) {
            where(dialect == sql::Dialect::sqlite ? "a.file_name LIKE" : "a.file_name ILIKE",
                  std::string_view(pattern_));
            text_ += " ESCAPE '\\'";
        }
        const std::string_view written = query_.state == State::condemned ? "b.created" : "a.written";
        if (query_.smallest) where("b.size >=", static_cast<std::int64_t>(*query_.smallest));
        if (query_.largest) where("b.size <=", static_cast<std::int64_t>(*query_.largest));
        if (query_.from) where(fmt::format("{} >=", written), microseconds(*query_.from));
        if (query_.to) where(fmt::format("{} <=", written), microseconds(*query_.to));
    }

    void add_page() {
        const bool by_size = query_.order == Order::largest || query_.order == Order::smallest;
        const std::string_view direction = ascends_ ? "" : " DESC", behind = ascends_ ? ">" : "<";
        if (query_.after && by_size)
            text_ +=
                fmt::format(" AND (b.size, {}) {} ({}, {})", blob(), behind,
                            next(static_cast<std::int64_t>(query_.after->size)), next(query_.after->blob));
        else if (query_.after)  // both, so that PostgreSQL begins there in both tables
            text_ += fmt::format(" AND {0}a.blob {1} {2} AND {0}b.id {1} {2}", query_.record != 0 ? "+" : "",
                                 behind, next(query_.after->blob));
        text_ += " ORDER BY ";
        if (by_size) text_ += fmt::format("b.size{}, ", direction);
        text_ +=
            fmt::format("{}{} LIMIT {}", blob(), direction, next(static_cast<std::int64_t>(query_.limit)));
    }

    const ObjectQuery& query_;
    const std::string pattern_;
    const bool by_value_, ascends_;
    std::string text_;
    std::vector<sql::Parameter> parameters_;
};

const std::string select_live = select(false, "outfield_attachment a", "outfield_blob b");
const std::string select_trashed = select(true, "outfield_trash a", "outfield_blob b");

}  // namespace

std::vector<CataloguedObject> ObjectRows::page(const ObjectQuery& query) {
    const PageStatement statement(query, connection_.dialect());
    return read_all(connection_.query(statement.text(), statement.parameters()));
}

std::optional<CataloguedObject> ObjectRows::find(std::int64_t blob) {
    static const std::string live = select_live + " AND a.blob = $1",
                             trashed = select_trashed + " AND a.blob = $1";
    auto row = connection_.query_one(live, {blob});
    if (!row) row = connection_.query_one(trashed, {blob});
    if (!row) return std::nullopt;
    return read(*row);
}

std::vector<CataloguedObject> ObjectRows::of_field(const FieldAddress& address, std::size_t limit) {
    static const std::string where = " AND a.model = $1 AND a.record = $2 AND a.field = $3";
    static const std::string live = select_live + where;
    static const std::string trashed =
        select_trashed + where + " AND a.reason <> 3 ORDER BY a.blob DESC LIMIT $4";
    auto objects = read_all(connection_.query(live, {address.model, address.record, address.field}));
    for (const auto& row : connection_.query(
             trashed, {address.model, address.record, address.field, static_cast<std::int64_t>(limit)}))
        objects.push_back(read(row));
    return objects;
}

std::vector<ModelUsage> ObjectRows::usage(std::int64_t container) {
    static const std::string columns =
        "SELECT a.model, a.field, b.container, COUNT(*), CAST(SUM(b.size) AS BIGINT) FROM ";
    static const std::string grouped =
        " GROUP BY a.model, a.field, b.container ORDER BY a.model, a.field, b.container";
    static const std::string everywhere =
        columns + "outfield_attachment a JOIN outfield_blob b ON b.id = a.blob" + grouped;
    static const std::string in_one =
        columns +
        "outfield_blob b CROSS JOIN outfield_attachment a WHERE a.blob = b.id AND b.container = $1" + grouped;
    std::vector<ModelUsage> usage;
    for (const auto& row :
         container == 0 ? connection_.query(everywhere) : connection_.query(in_one, {container}))
        usage.push_back({.model = row.text(0),
                         .field = row.text(1),
                         .container = row.integer(2),
                         .objects = static_cast<std::uint64_t>(row.integer(3)),
                         .bytes = static_cast<std::uint64_t>(row.integer(4))});
    return usage;
}

}  // namespace outfield::catalog
