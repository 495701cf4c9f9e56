#include "catalog/findings.h"

#include <algorithm>

#include "catalog/blob_row.h"

namespace outfield::catalog {

void Findings::replace(std::string_view job, const FindingList& list) {
    connection_.execute("DELETE FROM outfield_finding WHERE job = $1", {job});
    connection_.execute(
        "INSERT INTO outfield_finding_list (job, ended, found) VALUES ($1, $2, $3) "
        "ON CONFLICT (job) DO UPDATE SET ended = excluded.ended, found = excluded.found",
        {job, microseconds(list.ended), static_cast<std::int64_t>(list.found)});
    const auto count = std::min(list.items.size(), FindingList::most_kept);
    for (std::size_t i = 0; i < count; ++i)
        connection_.execute("INSERT INTO outfield_finding (job, position, finding) VALUES ($1, $2, $3)",
                            {job, static_cast<std::int64_t>(i), std::string_view(list.items[i])});
}

std::optional<FindingList> Findings::of(std::string_view job) {
    const auto row =
        connection_.query_one("SELECT ended, found FROM outfield_finding_list WHERE job = $1", {job});
    if (!row) return std::nullopt;
    FindingList list{read_time(*row, 0), static_cast<std::uint64_t>(row->integer(1)), {}};
    for (const auto& item :
         connection_.query("SELECT finding FROM outfield_finding WHERE job = $1 ORDER BY position", {job}))
        list.items.push_back(item.text(0));
    return list;
}

void Findings::remove(std::string_view job, std::string_view item) {
    const auto gone =
        connection_.execute("DELETE FROM outfield_finding WHERE job = $1 AND finding = $2", {job, item});
    connection_.execute("UPDATE outfield_finding_list SET found = found - $2 WHERE job = $1", {job, gone});
}

}  // namespace outfield::catalog
