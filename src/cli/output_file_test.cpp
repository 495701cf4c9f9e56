#include "cli/output_file.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

#include <fstream>
#include <iterator>

#include "base/random.h"

namespace outfield::cli {
namespace {

namespace fs = std::filesystem;

class OutputFileTest : public testing::Test {
  protected:
    void SetUp() override { fs::create_directories(folder_); }
    void TearDown() override { fs::remove_all(folder_); }

    std::string content(const std::string& name) const {
        std::ifstream in(folder_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
    }
    static void write(Output& output, std::string_view text) {
        output.write(std::as_bytes(std::span(text.data(), text.size())));
    }

    fs::path folder_ = fs::path(testing::TempDir()) / ("output-" + random_id(8));
};

TEST_F(OutputFileTest, AppearsOnlyWhenItIsWhole) {
    const auto output = output_to_file(folder_ / "a", Overwrite::no);
    write(*output, "bytes");
    EXPECT_FALSE(fs::exists(folder_ / "a"));
    output->finish();
    EXPECT_EQ(content("a"), "bytes");
}

TEST_F(OutputFileTest, LeavesNothingWhenItIsGivenUp) {
    write(*output_to_file(folder_ / "a", Overwrite::no), "bytes");
    EXPECT_EQ(files(), 0U);
}

TEST_F(OutputFileTest, ReplacesOnlyWhenItIsTold) {
    std::ofstream(folder_ / "a") << "before";
    EXPECT_THROW(output_to_file(folder_ / "a", Overwrite::no), Error);
    const auto late = output_to_file(folder_ / "b", Overwrite::no);
    std::ofstream(folder_ / "b") << "somebody else's";
    EXPECT_THROW(late->finish(), Error);
    EXPECT_EQ(content("b"), "somebody else's");
    const auto output = output_to_file(folder_ / "a", Overwrite::yes);
    write(*output, "after");
    output->finish();
    EXPECT_EQ(content("a"), "after");
}

TEST(SafeFileName, NeverLeavesTheDirectory) {
    EXPECT_EQ(safe_file_name("report.pdf", "x"), "report.pdf");
    EXPECT_EQ(safe_file_name("../../etc/passwd", "x"), "_.._etc_passwd");
    EXPECT_EQ(safe_file_name("-rf", "x"), "rf");
    EXPECT_EQ(safe_file_name("a\nb\x1b", "x"), "a_b_");
    EXPECT_EQ(safe_file_name("..", "x"), "x");
    EXPECT_EQ(safe_file_name("", "x"), "x");
    EXPECT_EQ(safe_file_name(std::string(300, 'a'), "x").size(), 200U);
}

}  // namespace
}  // namespace outfield::cli
