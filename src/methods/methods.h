// OpenERP's methods on models, by name, with the rights of whoever calls.
#pragma once

#include <outfield/instance.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "access/access.h"
#include "methods/caller.h"
#include "wire/value.h"

namespace outfield::methods {

// How a call is refused, by the faults that OpenERP's clients know.
class Refusal : public std::runtime_error {
  public:
    enum class Kind {
        application,  // 1: a wrong argument, field, domain; a method that does not exist
        user,         // 2, UserError
        missing,      // 2, MissingError: no such record or model
        validation,   // 2, ValidationError
        denied,       // 3, AccessDenied: not logged in
        access,       // 4, AccessError: no right to that
    };
    Refusal(Kind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
    Kind kind() const noexcept { return kind_; }

  private:
    Kind kind_;
};

// Thread-safe; lives no longer than the instance and the access.
class Methods {
  public:
    Methods(Instance& instance, access::Access& access);
    ~Methods();

    // `args` and `kwargs` as clients send them. Throws Refusal for what the caller did wrong, and Error for
    // what failed on our side.
    wire::Value call(const Caller& caller, std::string_view model, std::string_view method,
                     const wire::List& args, const wire::Struct& kwargs);

    // version(), as common.version and /web/webclient/version_info answer it.
    static wire::Struct version();
    // What a session begins with: uid, name, username, user_context, company_id, db, ... (session info).
    wire::Struct session_info(const access::Identity& identity, std::string_view database) const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace outfield::methods
