// Creating, opening and migrating a catalog.
#include "catalog/catalog.h"

#include <fstream>

#include "catalog/catalog_fixture.h"
#include "catalog/imports.h"
#include "catalog/migrations.h"
#include "catalog/modules.h"
#include "sql/child_process.h"

namespace outfield::catalog {
namespace {

class CatalogTest : public CatalogFixture {
  protected:
    sql::TrialDatabase other_;
};

TEST_F(CatalogTest, KeepsItsIdentity) {
    EXPECT_EQ(catalog_.identity().size(), 26U);
    EXPECT_EQ(Catalog::open(database_.url()).identity(), catalog_.identity());
    EXPECT_NE(Catalog::create(other_.url()).identity(), catalog_.identity());
}

TEST_F(CatalogTest, IsNotCreatedTwice) {
    const auto add = add_configuration("amazon");
    expect_error(ErrorKind::already_exists, "already", [&] { Catalog::create(database_.url()); });
    EXPECT_EQ(with<Configurations>([&](Configurations& table) { return table.get(add).name; }), "amazon");
}

TEST_F(CatalogTest, RefusesADatabaseWithoutACatalog) {
    sql::open_database(other_.url(), sql::OpenMode::create)->write([](sql::Connection& connection) {
        connection.execute("CREATE TABLE somebody_elses (a INTEGER)");
    });
    expect_error(ErrorKind::invalid, "holds no catalog", [&] { Catalog::open(other_.url()); });
    EXPECT_NO_THROW(Catalog::create(other_.url()));
    EXPECT_NO_THROW(Catalog::open(other_.url()));
}

TEST_F(CatalogTest, RefusesANewerSchema) {
    catalog_.database().write([](sql::Connection& connection) {
        connection.execute("INSERT INTO outfield_schema (version, applied) VALUES (99, 0)");
    });
    expect_error(ErrorKind::invalid, "schema 99", [&] { Catalog::open(database_.url()); });
}

TEST_F(CatalogTest, RefusesWhatIsNoDatabase) {
    std::ofstream(directory_.file("letter.txt")) << "Dear administrator, this is no catalog.";
    expect_error(ErrorKind::corrupt, "letter.txt", [&] { Catalog::open(directory_.file("letter.txt")); });
    expect_error(ErrorKind::not_found, "absent.db", [&] { Catalog::open(directory_.file("absent.db")); });
}

TEST_F(CatalogTest, TakesTheStepsThatAnOlderCatalogLacks) {
    const auto dialect = catalog_.database().dialect();
    sql::open_database(other_.url(), sql::OpenMode::create)->write([&](sql::Connection& connection) {
        connection.run_script(
            "CREATE TABLE outfield_schema (version BIGINT NOT NULL PRIMARY KEY, applied BIGINT NOT NULL);"
            "INSERT INTO outfield_schema VALUES (1, 0)");
        connection.run_script(migrations(dialect).front());
        connection.execute("INSERT INTO outfield_catalog VALUES ('older', 0)");
    });
    auto catalog = Catalog::open(other_.url());
    EXPECT_EQ(catalog.identity(), "older");
    catalog.database().read([&](sql::Connection& connection) {
        EXPECT_EQ(schema_version(connection), std::ssize(migrations(dialect)));
        EXPECT_TRUE(connection.query_one("SELECT 1 FROM outfield_object_container WHERE name = 'database'"));
    });
}

TEST_F(CatalogTest, IsCreatedByOneProcessOfSeveral) {
    std::vector<pid_t> children;
    for (int process = 0; process < 4; ++process) {
        children.push_back(sql::start_child([&] {
            try {
                Catalog::create(other_.url());
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), ErrorKind::already_exists) << error.what();
            }
            EXPECT_EQ(Catalog::open(other_.url()).identity().size(), 26U);
        }));
    }
    for (const auto child : children) sql::expect_success(child);
    auto catalog = Catalog::open(other_.url());
    catalog.database().read([](sql::Connection& connection) {
        EXPECT_EQ(connection.query("SELECT identity FROM outfield_catalog").size(), 1U);
    });
}

TEST_F(CatalogTest, SeveralProcessesWriteOneCatalog) {
    const auto url = other_.url();
    Catalog::create(url);
    std::vector<pid_t> children;
    for (int process = 0; process < 4; ++process) {
        children.push_back(sql::start_child([&] {
            auto catalog = Catalog::open(url);
            for (int i = 0; i < 50; ++i)
                catalog.database().write([&](sql::Connection& connection) {
                    Blobs(connection)
                        .reserve(1, std::to_string(process) + "/" + std::to_string(i),
                                 std::chrono::seconds(60));
                });
        }));
    }
    for (const auto child : children) sql::expect_success(child);
    auto catalog = Catalog::open(url);
    catalog.database().read(
        [](sql::Connection& connection) { EXPECT_EQ(Containers(connection).usage(1).reserved, 200); });
}

TEST_F(CatalogTest, KeepsManifests) {
    const auto names = with<Modules>([](Modules& modules) {
        modules.put("sale", "name = 'sale'");
        modules.put("purchase", "");
        modules.put("sale", "name = 'sale' # changed");
        return modules.all();
    });
    ASSERT_EQ(names.size(), 2U);
    EXPECT_EQ(names[0].name, "purchase");
    EXPECT_EQ(names[1].manifest, "name = 'sale' # changed");
}

TEST_F(CatalogTest, RemembersWhatWasImported) {
    with<Imports>([](Imports& imports) {
        EXPECT_FALSE(imports.find("first", "a/b.pdf"));
        imports.done("first", "a/b.pdf", {.record = 4, .size = 10, .modified_ns = 1});
        imports.done("first", "a/b.pdf", {.record = 5, .size = 11, .modified_ns = 2});
        imports.done("second", "a/b.pdf", {.record = 6, .size = 12, .modified_ns = 3});
        const auto file = imports.find("first", "a/b.pdf").value();
        EXPECT_EQ(file.record, 5);
        EXPECT_EQ(file.size, 11U);
        EXPECT_EQ(file.modified_ns, 2);
    });
}

}  // namespace
}  // namespace outfield::catalog
