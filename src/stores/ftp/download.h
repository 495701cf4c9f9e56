// One get: SIZE, REST where the range begins later, RETR; every byte is counted against SIZE.
#pragma once

#include <outfield/bytes.h>

#include <string>
#include <vector>

#include "stores/ftp/session.h"

namespace outfield::ftp {

class Download {
  public:
    // `names` lead from the configured directory to the file; `what` is for messages.
    Download(Session& session, const std::vector<std::string>& names, std::string what);

    // As Storage::get. After a range that ends far before the end of the file the session connects anew.
    void run(ByteSink& sink, ByteRange range);

  private:
    void accept(const Exchange& exchange, ByteRange range);
    bool refused_though_present(const Outcome& outcome);
    [[noreturn]] void fail(const Outcome& outcome);

    Session& session_;
    const std::vector<std::string>& names_;
    std::string what_;
    std::optional<std::uint64_t> size_;    // the server's word
    std::uint64_t expected_ = UINT64_MAX;  // bytes of the range
    std::uint64_t surplus_ = 0;            // bytes that follow the range and are not wanted
    std::uint64_t delivered_ = 0;
};

}  // namespace outfield::ftp
