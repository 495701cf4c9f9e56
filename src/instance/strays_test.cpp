// Strays that somebody else decides about at the same moment.
#include <array>
#include <fstream>
#include <functional>
#include <latch>

#include "instance/disk_scene.h"
#include "layers/observer.h"

namespace outfield {
namespace {

using namespace std::chrono_literals;

// Calls somebody on the thread that has just done something to an object.
class Interruption final : public StoreObserver {
  public:
    explicit Interruption(std::function<void(std::string_view verb)> call) : call_(std::move(call)) {}

    void done(const StoreOperation& operation) noexcept override {
        if (!operation.key.ends_with("outfield-environment")) call_(operation.verb);
    }
    void breaker(std::string_view, bool, std::string_view) noexcept override {}

  private:
    const std::function<void(std::string_view)> call_;
};

class StraysTest : public DiskScene {
  protected:
    StraysTest() {
        std::ofstream(folder.file("disk/sales/outfield-environment"))
            << "outfield environment " << outfield.identity() << "\n";
    }

    Finding stray(const std::string& key = "report.txt") {
        std::ofstream(folder.file("disk/sales/" + key)) << "not lost";
        return seen_in("disk", key);
    }

    static Finding seen_in(const std::string& configuration, const std::string& key) {
        Finding finding;
        finding.kind = Finding::Kind::stray;
        finding.configuration = configuration;
        finding.container = "sales";
        finding.key = key;
        return finding;
    }

    RecordId adopt(const Finding& finding) { return outfield.strays().adopt(finding, 0s); }
    void remove(const Finding& finding) { outfield.strays().remove(finding, 0s); }

    void observe(std::function<void(std::string_view)> call) {
        Rooms(outfield).connections().observe(std::make_shared<Interruption>(std::move(call)));
    }

    // `act`, once, behind the given time that the verb is done.
    void behind(std::string_view verb, int time, std::function<void()> act) {
        observe([=, left = time](std::string_view done) mutable {
            if (done == verb && --left == 0) act();
        });
    }

    std::string read(RecordId record) {
        StringSink sink;
        outfield.binaries().read({"ir.attachment", record, "datas"}, sink);
        return sink.text;
    }

    int values() {
        int count = 0;
        outfield.objects().catalogued({}, {}, [&](const ObjectSummary&) { ++count; });
        return count;
    }
};

TEST_F(StraysTest, WhatIsAdoptedMeanwhileIsNotRemoved) {
    const auto finding = stray();
    std::optional<RecordId> adopted;
    behind("stat", 1, [&] { adopted = adopt(finding); });
    EXPECT_EQ(fault([&] { remove(finding); }), ErrorKind::conflict);
    ASSERT_TRUE(adopted);
    EXPECT_EQ(read(*adopted), "not lost");
}

TEST_F(StraysTest, NorIsItByItsName) {
    const auto finding = stray();
    std::optional<RecordId> adopted;
    behind("stat", 1, [&] { adopted = adopt(finding); });
    EXPECT_EQ(fault([&] { outfield.objects().remove_stray("disk/sales/report.txt"); }), ErrorKind::conflict);
    ASSERT_TRUE(adopted);
    EXPECT_EQ(read(*adopted), "not lost");
}

TEST_F(StraysTest, WhatIsBeingRemovedIsNotAdopted) {
    const auto finding = stray();
    std::optional<ErrorKind> refusal;
    behind("remove", 1, [&] { refusal = fault([&] { adopt(finding); }); });
    remove(finding);
    EXPECT_EQ(refusal, ErrorKind::conflict);
    EXPECT_EQ(values(), 0);
}

TEST_F(StraysTest, WhatWasRemovedAfterItWasReadIsNotAdopted) {
    const auto finding = stray();
    behind("get", 1, [&] { remove(finding); });
    EXPECT_TRUE(fault([&] { adopt(finding); }));
    EXPECT_EQ(values(), 0);
}

TEST_F(StraysTest, WhatWasRemovedAtTheLastMomentIsNotAdopted) {
    const auto finding = stray();
    behind("stat", 2, [&] { remove(finding); });
    EXPECT_EQ(fault([&] { adopt(finding); }), ErrorKind::conflict);
    EXPECT_EQ(values(), 0);
    EXPECT_EQ(outfield.objects().view("disk/sales/report.txt").state, "doomed");
}

TEST_F(StraysTest, WhatMayNotBeRemovedStaysAsItWas) {
    const auto finding = stray();
    auto stranger = Instance::open(url, folder.file("key"));  // does not say which environment it is
    EXPECT_EQ(fault([&] { stranger.strays().remove(finding, 0s); }), ErrorKind::denied);
    EXPECT_EQ(read(adopt(finding)), "not lost");
}

TEST_F(StraysTest, WhatOutfieldCannotHaveWrittenGetsNoRow) {
    auto finding = seen_in("disk", "Invoice 12.pdf");
    finding.kind = Finding::Kind::unfinished;
    EXPECT_EQ(fault([&] { remove(finding); }), ErrorKind::invalid);
    EXPECT_EQ(outfield.containers().get("disk/sales").reserved, 0);
}

TEST_F(StraysTest, OfTwoWhoAdoptOneObjectByTwoWaysOneDoes) {
    outfield.configurations().add("other-way", "directory", disk());
    outfield.containers().enter("other-way", "sales");
    constexpr int rounds = 15;
    for (int round = 1; round <= rounds; ++round) {
        const auto key = "report-" + std::to_string(round);
        stray(key);
        std::latch both_have_read(2);
        observe([&](std::string_view verb) {
            if (verb == "get") both_have_read.arrive_and_wait();
        });
        std::array<std::optional<ErrorKind>, 2> faults;
        {
            std::jthread beside([&] { faults[1] = fault([&] { adopt(seen_in("other-way", key)); }); });
            faults[0] = fault([&] { adopt(seen_in("disk", key)); });
        }
        ASSERT_NE(faults[0].has_value(), faults[1].has_value()) << "in round " << round;
        EXPECT_EQ(faults[faults[0] ? 0 : 1], ErrorKind::conflict);
    }
    EXPECT_EQ(values(), rounds);
}

}  // namespace
}  // namespace outfield
