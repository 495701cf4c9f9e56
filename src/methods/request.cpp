#include "methods/request.h"

#include "methods/model_rules.h"

namespace outfield::methods {

void Request::require(access::Right right, std::string_view other) const {
    try {
        access.require(caller.identity, other, right);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::denied) throw;
        throw Refusal(Refusal::Kind::access, error.what());
    }
}

void Request::audit(std::string_view action, RecordId record, std::string_view detail) const {
    access.audit(caller.identity, caller.peer, action, model.name, record, detail);
}

Request Request::on(std::string_view other) const {
    return {instance, access, caller, instance.registry().model(other), rules_of(other), arguments};
}

}  // namespace outfield::methods
