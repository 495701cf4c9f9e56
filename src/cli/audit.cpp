#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/logins.h"
#include "cli/session.h"
#include "cli/table.h"
#include "cli/values.h"
#include "documents/access.h"

namespace outfield::cli {
namespace {

namespace json = boost::json;

struct Options {
    std::size_t limit = 50;
    std::optional<std::string> before;
};

std::string object_of(const access::AuditEntry& entry) {
    if (entry.model.empty()) return "";
    return entry.record == 0 ? shown(entry.model) : fmt::format("{},{}", shown(entry.model), entry.record);
}

void audit(Session& session, const Options& options) {
    Table table({">ENTRY", "TIME (UTC)", "LOGIN", "FROM", "ACTION", "RECORD", "DETAIL"});
    auto access = open_access(session);
    const auto before = options.before ? parse_id(*options.before) : 0;
    for (const auto& entry : access.audit_entries(before, std::min<std::size_t>(options.limit, 1'000'000))) {
        if (session.json)
            session.print(to_json(entry));
        else
            table.add({fmt::format("{}", entry.id), to_string(entry.time), shown(entry.login),
                       shown(entry.peer), shown(entry.action), object_of(entry), shown(entry.detail)});
    }
    if (!session.json) session.print(table.empty() ? "The audit log is empty.\n" : table.text());
}

}  // namespace

void add_audit(Command& program) {
    auto options = std::make_shared<Options>();
    program.command("audit", "Who logged in, changed configuration or deleted records; the newest first")
        .option("--limit", options->limit, "N", "At most so many entries (50)")
        .option("--before", options->before, "ENTRY", "Those before this one: the next page")
        .example("outfield audit")
        .example("outfield audit --limit 1000 --json")
        .runs([options](Session& session) { audit(session, *options); });
}

}  // namespace outfield::cli
