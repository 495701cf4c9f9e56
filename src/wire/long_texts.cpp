#include "wire/long_texts.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <outfield/error.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/text.h"

namespace outfield::wire {
namespace {

constexpr std::size_t most_unwritten = 256 * 1024;

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { ::close(number_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int operator*() const noexcept { return number_; }

  private:
    int number_;
};

[[noreturn]] void no_space(std::string_view doing, int code) {
    throw Error(ErrorKind::out_of_space,
                fmt::format("cannot {} a temporary file for a long text of the request: {}", doing,
                            std::strerror(code)),
                Retry::yes);
}

int open_nameless(const std::filesystem::path& directory) {
    const int nameless = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (nameless >= 0) return nameless;
    auto name = (directory / "outfield-text-XXXXXX").native();  // file systems without O_TMPFILE
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named < 0) no_space(fmt::format("make in {}", in_quotes(directory.native())), errno);
    ::unlink(name.c_str());
    return named;
}

class FileReading final : public ByteSource {
  public:
    FileReading(std::shared_ptr<const Descriptor> file, std::uint64_t size)
        : file_(std::move(file)), size_(size) {}

    std::size_t read(std::span<std::byte> buffer) override {
        const auto wanted = std::min<std::uint64_t>(buffer.size(), size_ - offset_);
        if (wanted == 0) return 0;
        ssize_t count = 0;
        do count = ::pread(**file_, buffer.data(), wanted, static_cast<off_t>(offset_));
        while (count < 0 && errno == EINTR);
        if (count <= 0) throw Error(ErrorKind::unavailable, "a long text of the request cannot be read back");
        offset_ += static_cast<std::uint64_t>(count);
        return static_cast<std::size_t>(count);
    }
    std::optional<std::uint64_t> size() const override { return size_; }
    bool rewind() override {
        offset_ = 0;
        return true;
    }

  private:
    std::shared_ptr<const Descriptor> file_;
    std::uint64_t size_;
    std::uint64_t offset_ = 0;
};

struct Counts {
    std::uint64_t bytes = 0, spaces = 0, padding = 0;

    void add(std::string_view piece) {
        bytes += piece.size();
        for (const char c : piece) {
            spaces += c == ' ' || c == '\n' || c == '\r' || c == '\t';
            padding += c == '=';
        }
    }
    std::optional<std::uint64_t> decoded() const {
        const auto digits = bytes - spaces;
        if (digits == 0 || digits % 4 != 0 || padding > 2) return std::nullopt;
        return digits / 4 * 3 - padding;
    }
};

class SpilledText final : public LongText {
  public:
    SpilledText(std::shared_ptr<const Descriptor> file, const Counts& counts)
        : file_(std::move(file)), counts_(counts) {}
    std::uint64_t size() const override { return counts_.bytes; }
    std::unique_ptr<ByteSource> open() const override {
        return std::make_unique<FileReading>(file_, counts_.bytes);
    }
    std::optional<std::uint64_t> decoded_size() const override { return counts_.decoded(); }

  private:
    std::shared_ptr<const Descriptor> file_;
    Counts counts_;
};

class SpillingWriter final : public LongTextWriter {
  public:
    SpillingWriter(int file, std::uint64_t budget, std::shared_ptr<std::uint64_t> written)
        : file_(std::make_shared<Descriptor>(file)), budget_(budget), written_(std::move(written)) {}

    void write(std::string_view piece) override {
        if (piece.size() > budget_ - *written_)
            throw Error(ErrorKind::invalid,
                        fmt::format("the long texts of the request have more than {} together: send less "
                                    "at once, or send the file over HTTP",
                                    human_size(budget_)));
        *written_ += piece.size();
        counts_.add(piece);
        unwritten_ += piece;
        if (unwritten_.size() >= most_unwritten) write_out();
    }

    std::shared_ptr<const LongText> finish() override {
        write_out();
        return std::make_shared<SpilledText>(std::move(file_), counts_);
    }

  private:
    void write_out() {
        std::string_view rest = unwritten_;
        while (!rest.empty()) {
            const auto count = ::write(**file_, rest.data(), rest.size());
            if (count < 0 && errno != EINTR) no_space("write to", errno);
            if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
        }
        unwritten_.clear();
    }

    std::shared_ptr<const Descriptor> file_;
    std::uint64_t budget_;
    std::shared_ptr<std::uint64_t> written_;
    Counts counts_;
    std::string unwritten_;
};

}  // namespace

LongTexts::LongTexts(std::filesystem::path directory, std::uint64_t budget, std::function<void()> may_spill)
    : directory_(std::move(directory)), budget_(budget), may_spill_(std::move(may_spill)) {}

std::unique_ptr<LongTextWriter> LongTexts::begin() {
    if (may_spill_ && !was_asked_) may_spill_();
    was_asked_ = true;
    return std::make_unique<SpillingWriter>(open_nameless(directory_), budget_, written_);
}

}  // namespace outfield::wire
