// Upload-Checksum of the tus protocol 1.0 (https://tus.io/protocols/resumable-upload, "Checksum"):
// `sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=`, of the bytes of one request.
#pragma once

#include <outfield/bytes.h>

#include <memory>
#include <string>
#include <string_view>

namespace outfield::uploads {

class Checksum {
  public:
    static constexpr std::string_view algorithms = "sha256,sha1,md5";

    // Throws ErrorKind::invalid for another algorithm, and for what is no checksum of it.
    static Checksum parse(std::string_view header);

    void update(Bytes bytes);
    bool matches();  // once, at the end

  private:
    struct Context;
    struct Ending {
        void operator()(Context* context) const noexcept;
    };
    Checksum(std::unique_ptr<Context, Ending> context, std::string expected);

    std::unique_ptr<Context, Ending> context_;
    std::string expected_;
};

}  // namespace outfield::uploads
