#include <fmt/format.h>
#include <outfield/error.h>
#include <outfield/records.h>
#include <outfield/time.h>

#include <set>

#include "base/text.h"
#include "catalog/catalog.h"
#include "records/writing.h"

namespace outfield {

// A few bytes can ask for their square: as many records with as many links, or with a long text each. Nobody
// else writes meanwhile.
static constexpr std::size_t most_links = 100'000;
static constexpr std::size_t most_bytes = 64U << 20U;

static void check_extent(const GivenValues& given, std::size_t records) {
    std::size_t links = 0, bytes = 0;
    for (const auto& commands : given.commands)
        for (const auto& command : commands.list) links += command.ids ? command.ids->size() : 1;
    for (const auto& parameter : given.parameters)
        if (const auto* text = std::get_if<std::string_view>(&parameter)) bytes += text->size();
    if (records > 1 && records * links > most_links)
        throw Error(
            ErrorKind::invalid,
            fmt::format("{} links of {} records are more than {} in one write: write fewer records at once",
                        links, records, most_links));
    if (records > 1 && records * bytes > most_bytes)
        throw Error(
            ErrorKind::invalid,
            fmt::format(
                "texts of {} in {} records are more than {} in one write: write fewer records at once",
                human_size(bytes), records, human_size(most_bytes)));
}

static RecordIds each_once(const RecordIds& ids) {
    const std::set<RecordId> sorted(ids.begin(), ids.end());
    return {sorted.begin(), sorted.end()};
}

void Records::write(std::string_view model, const RecordIds& asked, const Values& values, RecordId author) {
    const auto& stored = models_->get_writable(model);
    const auto given = values_of_change(*models_, stored, values);
    const auto ids = each_once(asked);
    if (ids.empty()) return;
    check_extent(given, ids.size());

    Uploading uploading(staging_);
    for (std::size_t i = 0; i < ids.size(); ++i) uploading.stage(*stored.model, given);

    const auto time = to_string(now());
    const catalog::Telling tell;
    catalog_.database().write([&](sql::Connection& connection) {
        Writing writing(connection, *models_, uploading, {time, author}, tell);
        for (const auto id : ids) writing.update(stored, id, given);
        writing.tell("write", stored, ids, values);
    });
    uploading.committed();
}

}  // namespace outfield
