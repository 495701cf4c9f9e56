// How a failed call is told to OpenERP's clients, in the three forms that they know.
#pragma once

#include <exception>
#include <string>

#include "wire/value.h"
#include "wire/xmlrpc_writer.h"

namespace outfield::server {

struct RpcFault {
    int code = 1;                // of /xmlrpc/2/
    std::string exception_name;  // "odoo.exceptions.AccessDenied"
    std::string message;
    bool is_ours = false;  // not the caller's mistake: worth a line in the log
};

// Never holds a secret or where in the program it happened.
RpcFault rpc_fault(std::exception_ptr error);

// Of /xmlrpc/: a text as the code, and the message behind it.
std::pair<wire::FaultCode, std::string> old_fault(const RpcFault& fault);

// data of a JSON-RPC error.
wire::Struct json_fault(const RpcFault& fault);

}  // namespace outfield::server
