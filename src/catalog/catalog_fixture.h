// For tests: a new catalog in a database of its own.
#pragma once

#include <gmock/gmock.h>
#include <outfield/error.h>

#include <string>
#include <utility>

#include "catalog/attachments.h"
#include "catalog/blobs.h"
#include "catalog/catalog.h"
#include "catalog/configurations.h"
#include "catalog/containers.h"
#include "sql/temporary_directory.h"
#include "sql/trial_database.h"

namespace outfield::catalog {

class CatalogFixture : public testing::Test {
  protected:
    CatalogFixture() : catalog_(Catalog::create(database_.url())) {}

    // One transaction with a table's class in it: with<Blobs>([](Blobs& blobs) { ... }).
    template <typename Table, typename Work>
    auto with(Work&& work) {
        return sql::writing(catalog_.database(), [&](sql::Connection& connection) {
            Table table(connection);
            return work(table);
        });
    }

    template <typename Work>
    static void expect_error(ErrorKind kind, const std::string& words, Work&& work) {
        try {
            work();
            ADD_FAILURE() << "no error; expected: " << words;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), kind) << error.what();
            EXPECT_THAT(error.what(), testing::HasSubstr(words));
        }
    }

    std::int64_t add_configuration(const std::string& name, const std::string& kind = "s3") {
        return with<Configurations>(
            [&](Configurations& table) { return table.add({.name = name, .kind = kind}); });
    }

    std::int64_t add_container(std::int64_t configuration, const std::string& name,
                               std::chrono::seconds retention = std::chrono::hours(24)) {
        return with<Containers>([&](Containers& table) {
            return table.add({.configuration = configuration, .name = name, .retention = retention});
        });
    }

    std::int64_t add_live(std::int64_t container, const std::string& key,
                          const std::string& bytes = "bytes") {
        return with<Blobs>([&](Blobs& blobs) {
            return blobs.add_live(container, key, {bytes.size(), sha256_of(bytes)}, "text/plain");
        });
    }

    sql::TemporaryDirectory directory_;
    sql::TrialDatabase database_;
    Catalog catalog_;
};

}  // namespace outfield::catalog
