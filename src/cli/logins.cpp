#include "cli/logins.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "base/text.h"
#include "instance/rooms.h"

namespace outfield::cli {

access::Access open_access(Session& session) {
    auto& instance = session.instance();
    return {Rooms(instance).catalog(), instance.registry()};
}

RecordId user_of(Session& session, const std::string& login) {
    const auto found = session.instance().records().search("res.users", {{"login", "=", login}});
    if (found.empty())
        throw Error(ErrorKind::not_found,
                    fmt::format("there is no user with the login {}; 'outfield user list' shows all",
                                in_quotes(login, 60)));
    return found.front();
}

}  // namespace outfield::cli
