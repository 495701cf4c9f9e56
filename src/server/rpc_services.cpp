#include "server/rpc_services.h"

#include <fmt/format.h>

#include "base/acting.h"
#include "base/text.h"

namespace outfield::server {
namespace {

using methods::Refusal;

[[noreturn]] void refuse(const std::string& message) {
    throw Refusal(Refusal::Kind::application, message);
}

const wire::Value& parameter(const wire::List& params, std::size_t place, std::string_view method) {
    if (place < params.size()) return params[place];
    refuse(fmt::format("{}() is missing its parameter {}", method, place + 1));
}

const std::string& text_parameter(const wire::List& params, std::size_t place, std::string_view method) {
    if (const auto* text = parameter(params, place, method).as<std::string>()) return *text;
    refuse(fmt::format("parameter {} of {}() must be text", place + 1, method));
}

void check_database(const Site& site, const wire::List& params, std::string_view method) {
    const auto& name = text_parameter(params, 0, method);
    if (name != site.options.database)
        refuse(fmt::format("database {} does not exist; this server has '{}'", in_quotes(name, 80),
                           site.options.database));
}

void note_login(const std::optional<access::Identity>& identity, std::string_view login) {
    auto* work = Acting::current();
    if (!work) return;
    if (identity)
        work->asked_by(identity->user, identity->login);
    else
        work->refused_login(login);
}

wire::Value common(Site& site, std::string_view method, const wire::List& params, const std::string& peer) {
    if (method == "version") return methods::Methods::version();
    if (method == "about") return "Outfield: binary fields that live outside your database";
    if (method != "authenticate" && method != "login")
        refuse(fmt::format("Method not found: {}", in_quotes(method, 80)));
    check_database(site, params, method);
    const auto& login = text_parameter(params, 1, method);
    const auto identity = site.access.authenticate(login, text_parameter(params, 2, method), peer);
    note_login(identity, login);
    return identity ? wire::Value(identity->user) : wire::Value(false);
}

wire::Value database(Site& site, std::string_view method, const wire::List& params) {
    if (method == "list") return wire::List{site.options.database};
    if (method == "server_version") return *methods::Methods::version().find("server_version");
    if (method == "db_exist") return text_parameter(params, 0, method) == site.options.database;
    refuse(fmt::format("Method not found: {}", in_quotes(method, 80)));
}

access::Identity user_of(Site& site, const wire::List& params, std::string_view method,
                         const std::string& peer) {
    check_database(site, params, method);
    const auto* user = parameter(params, 1, method).as<std::int64_t>();
    const auto* password = parameter(params, 2, method).as<std::string>();
    auto identity = user && password ? site.access.authenticate(*user, *password, peer) : std::nullopt;
    note_login(identity, user ? std::to_string(*user) : std::string());
    if (!identity) throw Refusal(Refusal::Kind::denied, "Access Denied");
    return *std::move(identity);
}

wire::Value object(Site& site, std::string_view method, const wire::List& params, const std::string& peer) {
    if (method != "execute_kw" && method != "execute")
        refuse(fmt::format("Method not found: {}", in_quotes(method, 80)));
    const auto identity = user_of(site, params, method, peer);
    const auto& model = text_parameter(params, 3, method);
    const auto& name = text_parameter(params, 4, method);
    if (method == "execute") {
        const auto rest = params.begin() + 5;
        return call_method(site, identity, peer, model, name, wire::List(rest, params.end()), {});
    }
    static const wire::List no_args;
    const auto* args = params.size() > 5 ? params[5].as<wire::List>() : &no_args;
    if (!args && !params[5].is_unset()) refuse("the arguments of execute_kw() must be a list");
    const auto* kwargs = params.size() > 6 ? params[6].as<wire::Struct>() : nullptr;
    if (params.size() > 6 && !kwargs && !params[6].is_unset())
        refuse("the keyword arguments of execute_kw() must be a struct");
    return call_method(site, identity, peer, model, name, args ? *args : no_args,
                       kwargs ? *kwargs : wire::Struct{});
}

// Of foreign text, what a line of the log can bear.
std::string legible(std::string_view name) {
    const auto quoted = in_quotes(name, 80);
    return quoted.substr(1, quoted.size() - 2);
}

void note_call(std::string_view model, std::string_view method, const wire::List& args) {
    auto* work = Acting::current();
    if (!work) return;
    work->calls(fmt::format("{}.{}", legible(model), legible(method)));
    const auto* id = args.empty() ? nullptr : args[0].as<std::int64_t>();
    const auto* ids = args.empty() ? nullptr : args[0].as<wire::List>();
    if (ids && ids->size() == 1) id = ids->front().as<std::int64_t>();
    if (id) work->handles(legible(model), *id, {});
}

}  // namespace

wire::Value call_service(Site& site, std::string_view service, std::string_view method,
                         const wire::List& params, const std::string& peer) {
    if (service == "common") return common(site, method, params, peer);
    if (service == "object") return object(site, method, params, peer);
    if (service == "db") return database(site, method, params);
    refuse(fmt::format("there is no service {}; there are: common, object, db", in_quotes(service, 80)));
}

void require_credentials(Site& site, std::string_view service, const wire::List& params,
                         const std::string& peer) {
    if (service != "object" || params.size() < 3) throw Refusal(Refusal::Kind::denied, "Access Denied");
    user_of(site, params, "execute_kw", peer);
}

wire::Value call_method(Site& site, const access::Identity& identity, const std::string& peer,
                        std::string_view model, std::string_view method, const wire::List& args,
                        wire::Struct kwargs) {
    note_call(model, method, args);
    methods::Caller caller{identity, peer, {}};
    for (auto member = kwargs.begin(); member != kwargs.end(); ++member) {
        if (member->first != "context") continue;
        if (auto* context = member->second.as<wire::Struct>())
            caller.context = std::move(*context);
        else if (!member->second.is_unset())
            refuse("the context must be a struct");
        kwargs.erase(member);
        break;
    }
    return site.methods.call(caller, model, method, args, kwargs);
}

}  // namespace outfield::server
