// No statement of the daily work walks over what is live: the query plans are read.
#include <algorithm>
#include <array>
#include <iostream>
#include <limits>

#include "catalog/catalog_fixture.h"
#include "catalog/holding.h"
#include "catalog/naming.h"
#include "catalog/object_rows.h"
#include "catalog/scrubbing.h"
#include "catalog/trash.h"

namespace outfield::catalog {
namespace {

using namespace std::chrono_literals;

// Asks for the plan of each statement before it runs it.
class Explaining final : public sql::Connection {
  public:
    explicit Explaining(sql::Connection& inner) : inner_(inner) {}

    using Connection::execute;
    using Connection::query;
    std::vector<sql::Row> query(std::string_view sql, sql::Parameters parameters) override {
        explain(sql, parameters);
        return inner_.query(sql, parameters);
    }
    std::int64_t execute(std::string_view sql, sql::Parameters parameters) override {
        explain(sql, parameters);
        return inner_.execute(sql, parameters);
    }
    void run_script(std::string_view sql) override { inner_.run_script(sql); }
    sql::Dialect dialect() const noexcept override { return inner_.dialect(); }

    int statements = 0;
    std::string plan;  // of all statements so far
    // What PostgreSQL may think that a statement costs. What grows with the rows comes to 100,000 some day,
    // and then it compiles the statement first, each time.
    double most_cost = std::numeric_limits<double>::infinity();

  private:
    void explain(std::string_view sql, sql::Parameters parameters) {
        ++statements;
        if (dialect() == sql::Dialect::sqlite)
            explain_on_sqlite(sql, parameters);
        else
            explain_on_postgresql(sql, parameters);
    }

    // An index without a condition is walked as a table is.
    void explain_on_postgresql(std::string_view sql, sql::Parameters parameters) {
        if (sql.starts_with("LOCK")) return;
        const auto rows = inner_.query("EXPLAIN " + std::string(sql), parameters);
        EXPECT_LT(cost_in(rows.at(0).text(0)), most_cost) << rows.at(0).text(0) << "\n  in " << sql;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto& step = rows[i].text(0);
            plan += step + "\n";
            if (step.find("Scan") == std::string::npos || few(step)) continue;
            EXPECT_EQ(step.find("Seq Scan"), std::string::npos) << step << "\n  in " << sql;
            EXPECT_TRUE(step.find("Index") == std::string::npos ||
                        (i + 1 < rows.size() && rows[i + 1].text(0).find("Cond:") != std::string::npos))
                << step << "\n  in " << sql;
        }
    }

    // "Update on outfield_blob  (cost=5.80..13.82 rows=0 width=0)"
    static double cost_in(const std::string& step) {
        return std::stod(step.substr(step.find("..", step.find("(cost=")) + 2));
    }

    // Containers, configurations and settings; and what holds garbage alone.
    static bool few(std::string_view step) {
        return std::ranges::any_of(
            std::array{"on outfield_co", "on outfield_setting", "on outfield_trash",
                       "on outfield_blob_condemned"},
            [&](const char* name) { return step.find(name) != std::string_view::npos; });
    }

    // Containers (c) are few, and the latest are some dozens: only they may be walked.
    void explain_on_sqlite(std::string_view sql, sql::Parameters parameters) {
        for (const auto& row : inner_.query("EXPLAIN QUERY PLAN " + std::string(sql), parameters)) {
            const auto& step = row.text(3);
            plan += step + "\n";
            EXPECT_TRUE(!step.starts_with("SCAN") || step == "SCAN c" ||
                        step.find("CONSTANT ROW") != std::string::npos || step == "SCAN latest" ||
                        step.ends_with("INDEX sqlite_autoindex_outfield_container_1"))
                << step << "\n  in " << sql;
            EXPECT_THAT(step, testing::Not(testing::HasSubstr("AUTOMATIC"))) << sql;
        }
    }

    sql::Connection& inner_;
};

// An index on the container alone finds its live blobs too.
constexpr const char* whole_container = "outfield_blob_container (container=?)";

class PlansTest : public CatalogFixture {
  protected:
    // PostgreSQL plans by what is in the tables, and rightly walks over small ones.
    void fill(std::int64_t container) {
        catalog_.database().write([&](sql::Connection& connection) {
            if (connection.dialect() == sql::Dialect::sqlite) return;
            connection.execute(
                "INSERT INTO outfield_blob (container, key, state, size, sha256, media_type, created, "
                "condemned_at, pass) "
                "SELECT $1, 'key' || n, CASE n % 10 WHEN 0 THEN 2 ELSE 1 END, n, sha256(n::text::bytea), '', "
                "n, "
                "CASE n % 10 WHEN 0 THEN $2 + n END, 0 FROM generate_series(1, 10000) n",
                {container, std::chrono::microseconds(now().time_since_epoch()).count()});
            connection.execute(
                "INSERT INTO outfield_attachment (model, record, field, blob, file_name, written) "
                "SELECT 'other', id, 'file', id, '', 0 FROM outfield_blob WHERE state = 1");
            connection.execute(
                "UPDATE outfield_blob SET damage = 'cut', verified = created WHERE state = 1 AND id % 100 = "
                "1");
            connection.execute(
                "INSERT INTO outfield_trash (blob, model, record, field, file_name, reason) "
                "SELECT id, 'other', id, 'file', '', 0 FROM outfield_blob WHERE state = 2");
            connection.run_script("ANALYZE");
        });
    }
};

TEST_F(PlansTest, NothingThatIsLiveIsScanned) {
    const auto configuration = add_configuration("amazon");
    const auto container = add_container(configuration, "docs", 0s);
    fill(add_container(configuration, "full", 24h));
    const FieldAddress address{.model = "sale.document", .record = 1, .field = "file"};
    catalog_.database().write([&](sql::Connection& connection) {
        Explaining explaining(connection);
        Blobs blobs(explaining);
        Attachments attachments(explaining);
        Containers containers(explaining);
        Configurations configurations(explaining);

        explaining.most_cost = 100;  // for one value among 10,000
        containers.assign(container, "sale");
        containers.of_module(configuration, "sale");
        configurations.default_of("s3");
        configurations.find("amazon");

        const auto value = blobs.reserve(container, "key", 60s);
        blobs.renew(value, 60s);
        blobs.make_live(value, {1, {}}, "");
        attachments.set(address, value, "name");
        attachments.find(address);
        attachments.of_records("sale.document", {1, 2, 3}, "file");
        attachments.of_records("sale.document", {1, 2, 3}, "");
        attachments.of_blob(value);
        attachments.page(0, 0, 100);
        attachments.page(container, 0, 100);
        const auto copy = blobs.add_live(container, "copy", {1, {}}, "");
        attachments.repoint(value, copy);
        attachments.clear(address);
        attachments.clear_record("sale.document", 1);
        blobs.condemn(copy);
        blobs.restore(copy);
        blobs.condemn(value);
        blobs.release(blobs.reserve(container, "unused", 0s));
        blobs.find(value);
        blobs.find(container, "key");
        blobs.of_container(container, 0, 100);
        Naming(explaining, containers.get(container)).find("2026-11-28/0123456789abcdefghjkmnpqrs");
        EXPECT_THAT(explaining.plan, testing::Not(testing::HasSubstr(whole_container)));

        explaining.most_cost = std::numeric_limits<double>::infinity();
        explaining.plan.clear();
        const auto garbage = blobs.claim_garbage(100, 60s);
        EXPECT_EQ(garbage.size(), 2U);
        const bool sqlite = connection.dialect() == sql::Dialect::sqlite;
        EXPECT_THAT(explaining.plan,
                    testing::HasSubstr(sqlite ? "USING COVERING INDEX outfield_blob_due (due<?)"
                                              : "Index Scan using outfield_blob_due on"));
        EXPECT_THAT(
            explaining.plan,
            testing::HasSubstr(sqlite ? "USING INDEX outfield_blob_condemned (container=? AND condemned_at<?)"
                                      : "Index Scan using outfield_blob_condemned on"));
        for (const auto& blob : garbage) blobs.collected(blob.id, 60s);

        blobs.newest_stored(container, 5);

        explaining.plan.clear();
        containers.usage(container);
        EXPECT_THAT(explaining.plan,
                    testing::HasSubstr(sqlite ? "USING COVERING INDEX outfield_blob_container"
                                              : "Index Only Scan using outfield_blob_container"));

        explaining.plan.clear();
        EXPECT_NE(what_holds(explaining, container), "");
        EXPECT_THAT(explaining.plan, testing::HasSubstr("outfield_blob_due"));
        EXPECT_GT(explaining.statements, 30);
    });
}

TEST_F(PlansTest, AValueIsReplacedAndManyAreReservedByTheirKeys) {
    const auto container = add_container(add_configuration("amazon"), "docs", 0s);
    fill(container);
    const FieldAddress address{.model = "sale.document", .record = 1, .field = "file"};
    std::vector<std::string> keys;
    for (int i = 0; i < 16; ++i) keys.push_back("many" + std::to_string(i));
    catalog_.database().write([&](sql::Connection& connection) {
        Explaining explaining(connection);
        explaining.most_cost = 100;
        Blobs blobs(explaining);
        Attachments attachments(explaining);
        const auto ids = blobs.reserve(container, keys, 60s);
        for (const auto id : {ids[0], ids[1]}) {
            blobs.make_live(id, {1, {}}, "");
            attachments.set(address, id, "name");
        }
        for (const auto id : ids) blobs.drop_unused(id);
        EXPECT_EQ(explaining.statements, 1 + 2 + 4 + 16);
    });
}

TEST_F(PlansTest, TheTrashIsPagedThroughAlone) {
    const auto container = add_container(add_configuration("amazon"), "docs", 24h);
    fill(container);
    const auto blob = add_live(container, "key");
    catalog_.database().write([&](sql::Connection& connection) {
        Explaining explaining(connection);
        Trash trash(explaining);
        trash.add({{"sale.document", 1, "file"}, blob, "name"}, Trashed::Reason::cleared);
        trash.find(blob);
        trash.page(0, 0, 100);
        trash.page(container, blob - 1, 100);
        trash.take_out(blob);
        const bool sqlite = connection.dialect() == sql::Dialect::sqlite;
        EXPECT_THAT(explaining.plan,
                    testing::HasSubstr(sqlite ? "SEARCH t USING INTEGER PRIMARY KEY (rowid>?)"
                                              : "using outfield_trash_pkey on"));
    });
}

// A page costs as much as it shows, however much there is.
TEST_F(PlansTest, ObjectsAreListedAlongAnIndex) {
    const auto container = add_container(add_configuration("amazon"), "docs", 24h);
    fill(container);
    const auto blob = add_live(container, "key");
    with<Attachments>([&](Attachments& table) { table.set({"sale.document", 1, "file"}, blob, "name"); });
    catalog_.database().write([&](sql::Connection& connection) {
        Explaining explaining(connection);
        ObjectRows rows(explaining);
        for (const auto state : {ObjectQuery::State::live, ObjectQuery::State::condemned})
            for (const auto order : {ObjectQuery::Order::newest, ObjectQuery::Order::oldest})
                for (const std::int64_t place : {std::int64_t{0}, container}) {
                    const ObjectQuery::Place behind{1, blob / 2};
                    const bool sqlite = connection.dialect() == sql::Dialect::sqlite;
                    explaining.plan.clear();
                    rows.page({.container = place, .state = state, .order = order, .after = behind});
                    rows.page({.container = place,
                               .model = "other",
                               .state = state,
                               .order = order,
                               .after = behind});
                    if (sqlite && state == ObjectQuery::State::live)
                        EXPECT_THAT(explaining.plan, testing::Not(testing::HasSubstr("TEMP B-TREE")));
                }
        explaining.plan.clear();
        rows.page({.model = "other", .record = 7});
        rows.page({.model = "other", .record = 7, .after = ObjectQuery::Place{1, blob}});
        EXPECT_THAT(explaining.plan, testing::Not(testing::HasSubstr("outfield_attachment_model")));
        rows.find(blob);
        rows.of_field({"sale.document", 1, "file"}, 10);
        EXPECT_GT(explaining.statements, 16);
    });
}

TEST_F(PlansTest, ScrubbingBeginsWithTheOldestAndFindsTwinsByTheirContent) {
    const auto container = add_container(add_configuration("amazon"), "docs", 24h);
    fill(container);
    const auto id = add_live(container, "key");
    catalog_.database().write([&](sql::Connection& connection) {
        Explaining explaining(connection);
        const bool sqlite = connection.dialect() == sql::Dialect::sqlite;
        Scrubbing scrubbing(explaining);
        const auto oldest = scrubbing.oldest(now() + 1h, std::nullopt, 100);
        ASSERT_FALSE(oldest.empty());
        scrubbing.oldest(now() + 1h, oldest.back(), 100);
        EXPECT_THAT(explaining.plan, testing::HasSubstr(sqlite ? "USING INDEX outfield_blob_scrub"
                                                               : "using outfield_blob_scrub on"));
        EXPECT_THAT(explaining.plan, testing::Not(testing::HasSubstr("TEMP B-TREE"))) << explaining.plan;

        explaining.plan.clear();
        scrubbing.found_damaged(id, "cut");
        EXPECT_FALSE(scrubbing.damaged(0, 100).empty());
        EXPECT_THAT(explaining.plan, testing::HasSubstr(sqlite ? "USING INDEX outfield_blob_damage"
                                                               : "using outfield_blob_damage on"));
        scrubbing.found_whole(id);

        explaining.plan.clear();
        scrubbing.twins(*Blobs(connection).find(id));
        EXPECT_THAT(explaining.plan, testing::HasSubstr("outfield_blob_content"));
    });
}

}  // namespace
}  // namespace outfield::catalog
