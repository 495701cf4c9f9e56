#include "server/kept_body.h"

#include "base/nameless_source.h"
#include "http/answer.h"

namespace outfield::server {

void KeptBody::append(std::string_view piece) {
    if (file_->free_space() < stays_free_)
        throw http::Fault(507, "there is no room to keep what comes slowly: try again later");
    file_->write(size_, piece);
    size_ += piece.size();
}

std::shared_ptr<ByteSource> KeptBody::source() const {
    return source_from(file_, size_);
}

}  // namespace outfield::server
