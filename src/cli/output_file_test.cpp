#include "cli/output_file.h"

#include <gtest/gtest.h>
#include <outfield/error.h>
#include <sys/stat.h>

#include <fstream>
#include <future>
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

TEST_F(OutputFileTest, WritesIntoAPipeAndLeavesItThere) {
    const auto pipe = folder_ / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    fs::create_symlink("pipe", folder_ / "link");
    for (const auto& [name, overwrite] : {std::pair("pipe", Overwrite::no), std::pair("pipe", Overwrite::yes),
                                          std::pair("link", Overwrite::no)}) {
        auto read = std::async(std::launch::async, [&] { return content("pipe"); });
        auto output = output_to_path(folder_ / name, overwrite);
        write(*output, "bytes");
        output->finish();
        output.reset();
        EXPECT_EQ(read.get(), "bytes") << name;
        EXPECT_TRUE(fs::is_fifo(pipe));
        EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
        EXPECT_EQ(files(), 2U);
    }
}

TEST_F(OutputFileTest, ReplacesNothingThatIsNoFile) {
    ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
    fs::create_directory(folder_ / "directory");
    for (const std::string name : {"pipe", "directory"}) try {
            output_to_file(folder_ / name, Overwrite::yes);
            ADD_FAILURE() << name;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::invalid) << error.what();
        }
    EXPECT_THROW(output_to_path(folder_ / "directory", Overwrite::yes), Error);
    EXPECT_EQ(files(), 2U);
}

TEST_F(OutputFileTest, StillReplacesFilesOnlyWhenItIsToldByPath) {
    std::ofstream(folder_ / "a") << "before";
    EXPECT_THROW(output_to_path(folder_ / "a", Overwrite::no), Error);
    const auto output = output_to_path(folder_ / "a", Overwrite::yes);
    write(*output, "after");
    EXPECT_EQ(content("a"), "before");
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
