// The parts of a form, one after the other, as a thread reads them from the request's body.
#pragma once

#include <outfield/bytes.h>

#include <memory>
#include <string>

#include "wire/multipart.h"

namespace outfield::server {

// Not thread-safe. Throws ErrorKind::invalid for what is no form, and what the body throws.
class FormParts {
  public:
    FormParts(std::shared_ptr<ByteSource> body, std::string_view content_type);
    ~FormParts();

    // The next part, past what was not read of the one before; nullptr: there are no more. Good until the
    // next call.
    const wire::FormPart* next();

    std::string read_text(std::size_t limit);  // of this part; ErrorKind::invalid when it is longer
    std::shared_ptr<ByteSource> content();     // of this part; good until next()

  private:
    struct Reading;
    std::shared_ptr<Reading> reading_;
};

}  // namespace outfield::server
