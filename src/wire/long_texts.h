// Texts that are too long for memory, kept in a nameless temporary file (O_TMPFILE): nothing of them is left
// when the process ends, however it ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "base/nameless_file.h"
#include "wire/value.h"

namespace outfield::wire {

// One text while it comes in.
class LongTextWriter {
  public:
    virtual ~LongTextWriter() = default;
    virtual void write(std::string_view piece) = 0;
    virtual std::shared_ptr<const LongText> finish() = 0;
};

// Those of one request, one behind the other in one file: a request must not take all descriptors. Not
// thread-safe; what it made outlives it.
class LongTexts {
  public:
    // `budget`: bytes of all its texts together.
    LongTexts(std::filesystem::path directory, std::uint64_t budget);

    // Of the next text: the one before is finished, or given up. Throws out_of_space when there is no file to
    // be had. write() throws ErrorKind::invalid beyond the
    // budget, and out_of_space when the disk is full.
    std::unique_ptr<LongTextWriter> begin();

    std::uint64_t written() const noexcept { return *written_; }

  private:
    std::filesystem::path directory_;
    std::uint64_t budget_;
    std::shared_ptr<NamelessFile> file_;  // from the first text on
    std::shared_ptr<std::uint64_t> written_ = std::make_shared<std::uint64_t>(0);
};

}  // namespace outfield::wire
