#include "server/rpc_fault.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "http/answer.h"
#include "methods/methods.h"

namespace outfield::server {
namespace {

using Kind = methods::Refusal::Kind;

RpcFault fault_of(const methods::Refusal& refusal) {
    const std::string message = refusal.what();
    switch (refusal.kind()) {
        case Kind::application:
            return {1, "builtins.ValueError", message};
        case Kind::user:
            return {2, "odoo.exceptions.UserError", message};
        case Kind::missing:
            return {2, "odoo.exceptions.MissingError", message};
        case Kind::validation:
            return {2, "odoo.exceptions.ValidationError", message};
        case Kind::denied:
            return {3, "odoo.exceptions.AccessDenied", "Access Denied"};
        case Kind::access:
            return {4, "odoo.exceptions.AccessError", message};
    }
    return {};
}

RpcFault fault_of(const Error& error) {
    const auto message = fmt::format("{} ({})", error.what(), to_string(error.kind()));
    switch (error.kind()) {
        case ErrorKind::not_found:
            return {2, "odoo.exceptions.MissingError", message};
        case ErrorKind::denied:
            return {4, "odoo.exceptions.AccessError", message};
        case ErrorKind::already_exists:
        case ErrorKind::conflict:
        case ErrorKind::unsupported:
            return {2, "odoo.exceptions.UserError", message};
        case ErrorKind::invalid:
            return {1, "builtins.ValueError", message};
        default:
            return {2, "odoo.exceptions.UserError", message, true};
    }
}

}  // namespace

RpcFault rpc_fault(std::exception_ptr error) {
    try {
        std::rethrow_exception(error);
    } catch (const methods::Refusal& refusal) {
        return fault_of(refusal);
    } catch (const http::Fault& fault) {
        if (fault.status() == 401) return {3, "odoo.exceptions.AccessDenied", "Access Denied"};
        return {2, "odoo.exceptions.UserError", fault.what()};
    } catch (const Error& failure) {
        return fault_of(failure);
    } catch (const std::bad_alloc&) {
        return {1, "builtins.MemoryError", "not enough memory for this request", true};
    } catch (const std::exception&) {
        return {1, "builtins.Exception", "something went wrong here; the server's log says more", true};
    }
}

std::pair<wire::FaultCode, std::string> old_fault(const RpcFault& fault) {
    if (fault.code == 3) return {std::string("AccessDenied"), "Access Denied"};
    const auto dot = fault.exception_name.rfind('.');
    const auto name = fault.exception_name.substr(dot + 1);
    if (fault.code == 2 || fault.code == 4)
        return {fmt::format("warning -- {}\n\n{}", name, fault.message), ""};
    return {fault.message, fault.message};
}

wire::Struct json_fault(const RpcFault& fault) {
    return {{"name", fault.exception_name},
            {"debug", ""},
            {"message", fault.message},
            {"arguments", wire::List{fault.message}},
            {"context", wire::Struct{}}};
}

}  // namespace outfield::server
