// Everything that can go wrong with a request, as one Error. The words name the call, the bucket, the key,
// the HTTP status and S3's own code. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
#pragma once

#include <outfield/error.h>

#include "stores/s3/answer.h"
#include "stores/s3/http.h"
#include "stores/s3/request.h"

namespace outfield::s3 {

// Retryable: the server was busy or broken. After a 500, 502 or 504 to a request whose effect is visible the
// outcome is unknown. A 404 is not_found only with S3's own code for it.
Error error_of(const Refusal& refusal, const Request& request);

// Retryable, but for certificates and addresses that are wrong. outcome_unknown when the whole request had
// been sent and its effect is visible. Repeating the same put is harmless: key and content are the same.
Error error_of(const TransportFailure& failure, const Request& request);

// "put an object 'key' in bucket 'name'"
std::string description(const Request& request);

}  // namespace outfield::s3
