#include "server/problem.h"

#include <outfield/error.h>

#include <boost/json.hpp>

#include "access/access.h"
#include "documents/text.h"
#include "methods/methods.h"

namespace outfield::server {
namespace {

unsigned status_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::not_found:
            return 404;
        case ErrorKind::already_exists:
        case ErrorKind::conflict:
            return 409;
        case ErrorKind::denied:
            return 403;
        case ErrorKind::invalid:
            return 400;
        case ErrorKind::corrupt:
            return 500;
        case ErrorKind::unsupported:
            return 501;
        case ErrorKind::out_of_space:
            return 507;
        case ErrorKind::unavailable:
            return 503;
        case ErrorKind::outcome_unknown:
            return 504;
    }
    return 500;
}

http::Answer answer(unsigned status, std::string_view detail, std::string_view kind,
                    http::Headers headers = {}) {
    boost::json::object body{
        {"title", http::reason_phrase(status)}, {"status", status}, {"detail", json_text(detail)}};
    if (!kind.empty()) body["kind"] = kind;
    headers.emplace_back("X-Content-Type-Options", "nosniff");
    return {status, "application/problem+json", boost::json::serialize(body) + "\n", std::move(headers)};
}

}  // namespace

http::Answer problem(std::exception_ptr error) {
    try {
        std::rethrow_exception(error);
    } catch (const http::Fault& fault) {
        return answer(fault.status(), fault.what(), "", fault.headers());
    } catch (const methods::Refusal& refusal) {
        return answer(refusal.kind() == methods::Refusal::Kind::access ? 403 : 400, refusal.what(), "");
    } catch (const access::TooManyAttempts& failure) {
        return answer(429, failure.what(), to_string(failure.kind()),
                      {{"Retry-After", std::to_string(failure.wait.count())}});
    } catch (const Error& failure) {
        http::Headers headers;
        if (failure.kind() == ErrorKind::unavailable) headers.emplace_back("Retry-After", "5");
        return answer(status_of(failure.kind()), failure.what(), to_string(failure.kind()),
                      std::move(headers));
    } catch (const std::exception&) {
        return answer(500, "something went wrong here; the server's log says more", "");
    }
}

}  // namespace outfield::server
