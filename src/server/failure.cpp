#include "server/failure.h"

#include <outfield/error.h>

#include "http/exchange.h"
#include "methods/methods.h"
#include "server/json_call.h"

namespace outfield::server {
namespace {

bool is_ours(ErrorKind kind) {
    return kind == ErrorKind::corrupt || kind == ErrorKind::out_of_space || kind == ErrorKind::unavailable ||
           kind == ErrorKind::outcome_unknown;
}

}  // namespace

Failure failure_of(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const http::ConnectionLost& lost) {
        return {"lost", lost.what(), false};
    } catch (const http::Fault& fault) {
        return {"refused", fault.what(), fault.status() >= 500};
    } catch (const methods::Refusal& refusal) {
        return {"refused", refusal.what(), false};
    } catch (const SessionExpired&) {
        return {"refused", "the session has expired", false};
    } catch (const Error& failure) {
        return {std::string(to_string(failure.kind())), failure.what(), is_ours(failure.kind())};
    } catch (const std::exception& fault) {
        return {"fault", fault.what(), true};
    }
}

}  // namespace outfield::server
