// A store that is dead holds up nobody who works with another one.
#include <gtest/gtest.h>
#include <outfield/error.h>
#include <outfield/instance.h>

#include <chrono>
#include <thread>

#include "base/random.h"

namespace outfield::faults {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

class DeadStore : public testing::Test {
  protected:
    DeadStore() {
        fs::create_directories(folder / "disk");
        Module module("sale", "Sales");
        module.model("sale.document", "Sale document",
                     {{"near", fields::binary("Near", {.store = "directory"})},
                      {"far", fields::binary("Far", {.store = "s3"})}});
        outfield.install({module});
        outfield.configurations().add("disk", "directory", Settings({{"path", (folder / "disk").native()}}));
        outfield.configurations().add("cloud", "s3",
                                      Settings({{"url", "http://127.0.0.1:1"},
                                                {"access_key_id", "nobody"},
                                                {"breaker", "3"},
                                                {"breaker_pause", "1"}},
                                               {{"secret_access_key", Secret("nothing")}}));
        outfield.containers().create("disk", "sales");
        outfield.containers().enter("cloud", "sales");
        outfield.containers().assign("disk/sales", "sale");
        outfield.containers().assign("cloud/sales", "sale");
    }
    ~DeadStore() override { fs::remove_all(folder); }

    std::string failure_far_away() {
        try {
            write("far");
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::unavailable);
            return error.what();
        }
        ADD_FAILURE() << "a dead store took a value";
        return {};
    }
    void write(const char* field) {
        outfield.records().create("sale.document",
                                  Values{{field, Upload{source_from("bytes"), "contract.txt", {}}}});
    }

    fs::path folder = fs::path(testing::TempDir()) / ("outfield_dead_" + random_id(12));
    Instance outfield = [this] {
        fs::create_directories(folder);
        return Instance::create("sqlite:" + (folder / "catalog").string(), folder / "key");
    }();
};

TEST_F(DeadStore, IsGivenUpAtOnceAndTheOthersGoOn) {
    const auto give_up = std::chrono::steady_clock::now() + 30s;
    while (failure_far_away().find("has not answered since") == std::string::npos)
        ASSERT_LT(std::chrono::steady_clock::now(), give_up) << "the breaker does not open";
    std::size_t held_back = 0;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 10; ++i) {
        if (failure_far_away().find("is tried again at") != std::string::npos) ++held_back;
        write("near");
    }
    EXPECT_GE(held_back, 5U);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 8s);
    EXPECT_EQ(outfield.records().search("sale.document").size(), 10U);
}

}  // namespace
}  // namespace outfield::faults
