#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>
#include <vector>

#include "base/plural.h"
#include "cli/commands.h"
#include "cli/interrupts.h"
#include "cli/record_views.h"
#include "cli/session.h"
#include "cli/values.h"
#include "documents/text.h"

namespace outfield::cli {
namespace {

namespace json = boost::json;

struct Options {
    std::string model, ids;
    std::vector<std::string> assignments;
};
using OptionsPtr = std::shared_ptr<Options>;

std::string counted(const Options& options, std::size_t count) {
    return fmt::format("{} of {}", plural(count, "record"), options.model);
}

void create(Session& session, const Options& options) {
    const InterruptWatch watch;
    const auto values = parse_values(session.instance().registry(), options.model, options.assignments);
    const auto id = session.instance().records().create(options.model, values);
    session.report(fmt::format("{}", id), json::object{{"model", json_text(options.model)}, {"id", id}});
}

void write(Session& session, const Options& options) {
    const InterruptWatch watch;
    const auto ids = parse_ids(options.ids);
    const auto values = parse_values(session.instance().registry(), options.model, options.assignments);
    session.instance().records().write(options.model, ids, values);
    session.report(
        fmt::format("Changed {}.", counted(options, ids.size())),
        json::object{{"model", json_text(options.model)}, {"changed", json::array(ids.begin(), ids.end())}});
}

void unlink(Session& session, const Options& options) {
    const auto ids = parse_ids(options.ids);
    session.instance().records().unlink(options.model, ids);
    session.report(
        fmt::format("Deleted {}; their files go when their retention ends.", counted(options, ids.size())),
        json::object{{"model", json_text(options.model)}, {"deleted", json::array(ids.begin(), ids.end())}});
}

constexpr const char* values_help =
    "NAME=VALUE by the field's type; FILE=@PATH reads a file, FILE=@- standard input, NAME= clears";

}  // namespace

void add_record(Command& program) {
    auto group = program.group("record", "Records of the declared models");
    group.example("outfield record create sale.document name='Contract 7' file=@contract.pdf")
        .example("outfield record search sale.document '[[\"name\", \"ilike\", \"contract\"]]'")
        .example("outfield record read sale.document 7");
    auto options = std::make_shared<Options>();
    group.command("create", "Create a record and print its number")
        .argument("MODEL", options->model, "The model, such as sale.document")
        .optional_arguments("NAME=VALUE", options->assignments, values_help)
        .example("outfield record create sale.document name='Contract 7' file=@contract.pdf")
        .runs([options](Session& session) { create(session, *options); });
    group.command("write", "Change fields of records")
        .argument("MODEL", options->model, "The model")
        .argument("IDS", options->ids, "Records: 1,2,7-9")
        .arguments("NAME=VALUE", options->assignments, values_help)
        .example("outfield record write sale.document 7 file=@contract-v2.pdf state=signed")
        .runs([options](Session& session) { write(session, *options); });
    group.command("unlink", "Delete records, with their files")
        .argument("MODEL", options->model, "The model")
        .argument("IDS", options->ids, "Records: 1,2,7-9")
        .example("outfield record unlink sale.document 7")
        .runs([options](Session& session) { unlink(session, *options); });
    add_record_views(group);
}

}  // namespace outfield::cli
