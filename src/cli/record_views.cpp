#include "cli/record_views.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>
#include <vector>

#include "base/text.h"
#include "cli/session.h"
#include "cli/table.h"
#include "cli/values.h"
#include "documents/records.h"

namespace outfield::cli {
namespace {

namespace json = boost::json;

struct Options {
    std::string model, ids, fields, domain = "[]", order;
    std::optional<std::string> limit;
    std::size_t offset = 0;
    bool count = false;
};

struct ValueToText {
    std::string operator()(std::monostate) const { return "-"; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
    std::string operator()(double value) const { return fmt::format("{}", value); }
    std::string operator()(const std::string& value) const { return shown(value); }
    std::string operator()(const RecordIds& ids) const { return fmt::format("{}", fmt::join(ids, ", ")); }
    std::string operator()(const Commands&) const { return "-"; }  // is written, never read
    std::string operator()(const Upload& upload) const { return shown(upload.file_name); }
    std::string operator()(const Attachment& value) const {
        return fmt::format("{} ({}, {}) in {}/{}", shown(value.file_name), human_size(value.size),
                           shown(value.media_type), value.configuration, shown(value.container));
    }
};

std::string sheet_of(const Record& record) {
    std::vector<std::pair<std::string, std::string>> lines{{"id", fmt::format("{}", record.id)}};
    for (const auto& [name, value] : record.values)
        if (name != "id") lines.emplace_back(name, std::visit(ValueToText{}, value));
    return sheet(lines);
}

std::vector<std::string> names_in(const std::string& text) {
    std::vector<std::string> names;
    if (!text.empty())
        for (const auto name : split(text, ',')) names.emplace_back(trim(name));
    return names;
}

void read(Session& session, const Options& options) {
    const auto ids = parse_ids(options.ids);
    const auto records = session.instance().records().read(options.model, ids, names_in(options.fields));
    if (records.size() < ids.size()) {
        session.exit_code = exit_not_found;
        session.note(fmt::format("{} of the {} records of {} do not exist", ids.size() - records.size(),
                                 ids.size(), options.model));
    }
    json::array documents;
    std::string text;
    for (const auto& record : records) {
        if (session.json)
            documents.push_back(to_json(record));
        else
            text += (text.empty() ? "" : "\n") + sheet_of(record);
    }
    session.json ? session.print(documents) : session.print(text);
}

void search(Session& session, const Options& options) {
    const auto domain = Domain::parse(options.domain);
    auto& records = session.instance().records();
    if (options.count) {
        const auto count = records.count(options.model, domain);
        return session.report(fmt::format("{}", count), json::object{{"count", count}});
    }
    SearchOptions how{options.offset, {}, options.order};
    if (options.limit) {
        const auto limit = parse_unsigned(*options.limit);
        if (!limit)
            throw Error(ErrorKind::invalid,
                        fmt::format("--limit: {} is no number", in_quotes(*options.limit)));
        how.limit = *limit;
    }
    const auto ids = records.search(options.model, domain, how);
    if (session.json) return session.print(json::array(ids.begin(), ids.end()));
    for (const auto id : ids) session.print(fmt::format("{}\n", id));
}

}  // namespace

void add_record_views(Command& group) {
    auto options = std::make_shared<Options>();
    group.command("read", "Show records; of a file its name, size and place")
        .argument("MODEL", options->model, "The model")
        .argument("IDS", options->ids, "Records: 1,2,7-9")
        .option("--fields", options->fields, "NAMES", "Only these: name,file")
        .example("outfield record read sale.document 7 --fields name,file")
        .runs([options](Session& session) { read(session, *options); });
    group.command("search", "Print the numbers of the records that match")
        .argument("MODEL", options->model, "The model")
        .optional_argument("DOMAIN", options->domain, "A domain as JSON; every record when it is left out")
        .option("--order", options->order, "ORDER", "'name desc, id'")
        .option("--limit", options->limit, "N", "At most so many")
        .option("--offset", options->offset, "N", "Without the first so many")
        .flag("--count", options->count, "Only how many there are")
        .example(
            "outfield record search sale.document '[[\"name\", \"ilike\", \"contract\"]]' --order 'name'")
        .runs([options](Session& session) { search(session, *options); });
}

}  // namespace outfield::cli
