#include "instance/disk_scene.h"

namespace outfield {
namespace {

class LeaseTest : public DiskScene {
  protected:
    LeaseTest() {
        Module module("sale", "Sales");
        module.model(
            "sale.document", "Sale document",
            {{"name", fields::character("Name")}, {"file", fields::binary("File", {.store = "directory"})}});
        outfield.install({module});
        outfield.containers().assign("disk/sales", "sale");
    }

    std::string read(RecordId record) {
        StringSink sink;
        outfield.binaries().read({"sale.document", record, "file"}, sink);
        return sink.text;
    }
};

// The second value of a call takes longer than the lease, and the collector looks in meanwhile.
TEST_F(LeaseTest, AValueThatWaitsForTheOthersOfItsCallIsNotGivenUp) {
    class Trickle final : public ByteSource {
      public:
        explicit Trickle(std::function<void()> at_the_end) : at_the_end_(std::move(at_the_end)) {}
        std::size_t read(std::span<std::byte> buffer) override {
            if (std::chrono::steady_clock::now() - begin_ > std::chrono::seconds(5)) {
                at_the_end_();
                return 0;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            buffer[0] = std::byte{'x'};
            return 1;
        }

      private:
        const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
        std::function<void()> at_the_end_;
    };
    InstanceOptions options;
    options.environment = outfield.identity();
    options.lease = std::chrono::seconds(4);
    outfield = Instance::open(url, folder.file("key"), options);
    const auto collect_twice = [&] {
        for (int pass = 0; pass < 2; ++pass)
            outfield.collector().collect({.revisit = std::chrono::seconds(0)});
    };
    const auto trickle = std::make_shared<Trickle>(collect_twice);
    const auto ids = outfield.records().create(
        "sale.document",
        std::vector<Values>{
            Values{{"name", "quick"}, {"file", Upload{source_from("quick"), "quick.txt", {}}}},
            Values{{"name", "slow"}, {"file", Upload{trickle, "slow.txt", "text/plain"}}}});
    EXPECT_EQ(read(ids[0]), "quick");
    EXPECT_EQ(read(ids[1]).front(), 'x');
}

}  // namespace
}  // namespace outfield
