#include "catalog/jobs.h"

#include <gmock/gmock.h>

#include "catalog/catalog_fixture.h"

namespace outfield::catalog {
namespace {

using namespace std::chrono_literals;

class JobsTest : public CatalogFixture {
  protected:
    bool take(const char* holder, std::chrono::seconds every = 1h, std::chrono::seconds lease = 1min) {
        return with<Jobs>([&](Jobs& jobs) { return jobs.take("collect", holder, every, lease); });
    }
    bool end(const char* holder, const char* outcome = "ok") {
        return with<Jobs>([&](Jobs& jobs) { return jobs.end("collect", holder, outcome, "{}"); });
    }
    bool renew(const char* holder, std::chrono::seconds lease = 1min) {
        return with<Jobs>([&](Jobs& jobs) { return jobs.renew("collect", holder, lease); });
    }
    Job job() {
        return *with<Jobs>([](Jobs& jobs) { return jobs.find("collect"); });
    }
};

TEST_F(JobsTest, OneServerHasIt) {
    EXPECT_TRUE(take("a"));
    EXPECT_FALSE(take("b", 0s));
    EXPECT_FALSE(take("a", 0s));
    EXPECT_TRUE(renew("a"));
    EXPECT_FALSE(renew("b"));
    EXPECT_FALSE(end("b"));
    EXPECT_TRUE(end("a"));
    EXPECT_FALSE(end("a"));
    EXPECT_EQ(job().outcome, "ok");
    EXPECT_EQ(job().detail, "{}");
}

TEST_F(JobsTest, ItIsDueAgainAfterAWhile) {
    EXPECT_TRUE(take("a"));
    EXPECT_TRUE(end("a", "failed"));
    EXPECT_FALSE(take("b", 1h));
    EXPECT_TRUE(take("b", 0s));
}

TEST_F(JobsTest, WhatWasStoppedIsDueAtOnce) {
    EXPECT_TRUE(take("a"));
    EXPECT_TRUE(end("a", "stopped"));
    EXPECT_TRUE(take("b", 1h));
}

TEST_F(JobsTest, AServerThatDiedLosesIt) {
    EXPECT_TRUE(take("a", 1h, 0s));
    EXPECT_TRUE(take("b", 1h));
    EXPECT_FALSE(renew("a"));
    EXPECT_FALSE(end("a"));
    EXPECT_EQ(job().holder, "b");
    EXPECT_FALSE(job().ended);
}

TEST_F(JobsTest, AllAreListed) {
    EXPECT_TRUE(take("a"));
    EXPECT_THAT(with<Jobs>([](Jobs& jobs) { return jobs.all(); }), testing::SizeIs(1));
    EXPECT_FALSE(with<Jobs>([](Jobs& jobs) { return jobs.find("check"); }));
}

}  // namespace
}  // namespace outfield::catalog
