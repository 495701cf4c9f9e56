#include "catalog/findings.h"

#include <gmock/gmock.h>

#include "catalog/catalog_fixture.h"
#include "catalog/usage.h"

namespace outfield::catalog {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

class FindingsTest : public CatalogFixture {
  protected:
    void replace(const char* job, Time ended, std::vector<std::string> items) {
        const FindingList list{ended, items.size(), items};
        with<Findings>([&](Findings& findings) { findings.replace(job, list); });
    }
    std::optional<FindingList> of(const char* job) {
        return with<Findings>([&](Findings& findings) { return findings.of(job); });
    }
};

TEST_F(FindingsTest, ThoseOfTheLastRunAreKept) {
    EXPECT_FALSE(of("check"));
    replace("check", Time(1s), {"{\"a\":1}", "{\"b\":2}"});
    replace("scrub", Time(2s), {});
    replace("check", Time(3s), {"{\"c\":3}"});
    EXPECT_EQ(of("check")->ended, Time(3s));
    EXPECT_EQ(of("check")->found, 1U);
    EXPECT_THAT(of("check")->items, ElementsAre("{\"c\":3}"));
    EXPECT_THAT(of("scrub")->items, SizeIs(0));
}

TEST_F(FindingsTest, AThousandAreKept) {
    replace("check", Time(1s), std::vector<std::string>(1500, "{}"));
    EXPECT_EQ(of("check")->found, 1500U);
    EXPECT_THAT(of("check")->items, SizeIs(1000));
}

TEST_F(FindingsTest, OneThatWasSeenToGoes) {
    replace("check", Time(1s), {"{\"a\":1}", "{\"b\":2}"});
    with<Findings>([](Findings& findings) { findings.remove("check", "{\"a\":1}"); });
    EXPECT_EQ(of("check")->found, 1U);
    EXPECT_THAT(of("check")->items, ElementsAre("{\"b\":2}"));
}

using UsageTest = CatalogFixture;

TEST_F(UsageTest, ADayHasItsLastSample) {
    const std::chrono::sys_days day{std::chrono::days(20000)};
    const auto put = [&](int later, std::vector<UsageSample> samples) {
        with<UsageHistory>([&](UsageHistory& usage) { usage.put(day + std::chrono::days(later), samples); });
    };
    put(0, {{"s3", "sales", "sale", 1, 10}, {"s3", "sales", "base", 2, 20}});
    put(0, {{"s3", "sales", "sale", 3, 30}});
    put(1, {{"s3", "sales", "sale", 4, 1LL << 40}});
    put(2, {{"s3", "sales", "sale", 5, 50}});
    with<UsageHistory>([&](UsageHistory& usage) { usage.remove_before(day); });
    const auto seen = with<UsageHistory>(
        [&](UsageHistory& usage) { return usage.between(day, day + std::chrono::days(1)); });
    ASSERT_THAT(seen, SizeIs(2));
    EXPECT_EQ(seen[0].sample.objects, 3);
    EXPECT_EQ(seen[1].day, day + std::chrono::days(1));
    EXPECT_EQ(seen[1].sample.bytes, 1LL << 40);
    with<UsageHistory>([&](UsageHistory& usage) { usage.remove_before(day + std::chrono::days(2)); });
    EXPECT_THAT(with<UsageHistory>(
                    [&](UsageHistory& usage) { return usage.between(day, day + std::chrono::days(9)); }),
                SizeIs(1));
}

}  // namespace
}  // namespace outfield::catalog
