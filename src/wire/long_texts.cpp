#include "wire/long_texts.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/nameless_source.h"
#include "base/text.h"

namespace outfield::wire {
namespace {

constexpr std::size_t most_unwritten = 256 * 1024;

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
    SpilledText(std::shared_ptr<const NamelessFile> file, std::uint64_t begin, const Counts& counts)
        : file_(std::move(file)), begin_(begin), counts_(counts) {}
    std::uint64_t size() const override { return counts_.bytes; }
    std::unique_ptr<ByteSource> open() const override { return source_from(file_, counts_.bytes, begin_); }
    std::optional<std::uint64_t> decoded_size() const override { return counts_.decoded(); }

  private:
    std::shared_ptr<const NamelessFile> file_;
    std::uint64_t begin_;
    Counts counts_;
};

class SpillingWriter final : public LongTextWriter {
  public:
    SpillingWriter(std::shared_ptr<NamelessFile> file, std::uint64_t budget,
                   std::shared_ptr<std::uint64_t> written)
        : file_(std::move(file)), begin_(*written), budget_(budget), written_(std::move(written)) {}

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
        return std::make_shared<SpilledText>(std::move(file_), begin_, counts_);
    }

  private:
    void write_out() {
        file_->write(begin_ + counts_.bytes - unwritten_.size(), unwritten_);
        unwritten_.clear();
    }

    std::shared_ptr<NamelessFile> file_;
    std::uint64_t begin_;
    std::uint64_t budget_;
    std::shared_ptr<std::uint64_t> written_;
    Counts counts_;
    std::string unwritten_;
};

}  // namespace

LongTexts::LongTexts(std::filesystem::path directory, std::uint64_t budget)
    : directory_(std::move(directory)), budget_(budget) {}

std::unique_ptr<LongTextWriter> LongTexts::begin() {
    if (!file_) file_ = std::make_shared<NamelessFile>(directory_);
    return std::make_unique<SpillingWriter>(file_, budget_, written_);
}

}  // namespace outfield::wire
