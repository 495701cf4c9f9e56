// The body of a request from a slow client, in a nameless file until it is whole.
#pragma once

#include <outfield/bytes.h>

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/nameless_file.h"
#include "http/chunk_queue.h"

namespace outfield::server {

class KeptBody {
  public:
    explicit KeptBody(const http::Overflow& overflow)
        : file_(std::make_shared<NamelessFile>(overflow.directory)), stays_free_(overflow.stays_free) {}

    // Fault 507 where it would leave others too little of the disk.
    void append(std::string_view piece);
    std::shared_ptr<ByteSource> source() const;  // of what was appended so far

  private:
    std::shared_ptr<NamelessFile> file_;
    double stays_free_;
    std::uint64_t size_ = 0;
};

}  // namespace outfield::server
