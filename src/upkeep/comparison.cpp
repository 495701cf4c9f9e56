#include "upkeep/comparison.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <utility>

#include "catalog/naming.h"
#include "stores/pages.h"

namespace outfield {
namespace {

constexpr std::size_t page_size = 1000;
constexpr int most_failures_in_a_row = 10;

bool must_have_its_object(const catalog::Blob& blob) {
    return blob.state == catalog::Blob::State::live || blob.state == catalog::Blob::State::condemned;
}

std::uint64_t& count_of(Finding::Kind kind, CheckTotals& totals) {
    switch (kind) {
        case Finding::Kind::missing:
            return totals.missing;
        case Finding::Kind::wrong_size:
            return totals.wrong_size;
        case Finding::Kind::stray:
            return totals.strays;
        case Finding::Kind::unfinished:
            return totals.unfinished;
        case Finding::Kind::out_of_reach:
            break;
    }
    return totals.out_of_reach;
}

}  // namespace

Comparison::Comparison(catalog::Catalog& catalog, Connections& connections,
                       const catalog::Container& container, Report report)
    : catalog_(catalog), connections_(connections), container_(container), report_(report) {}

void Comparison::run() {
    try {
        storage_ = connections_.of(container_);
        seen_.resize(
            static_cast<std::size_t>(sql::reading(catalog_.database(), [](sql::Connection& connection) {
                return catalog::Blobs(connection).end_of_ids();
            })));
        judges_ = may_judge_objects();
        if (judges_ || has_values()) look_up_objects();
        if (judges_) look_up_unfinished();
        look_at_rows();
    } catch (const Error& error) {
        out_of_reach("", error.what());
    }
}

bool Comparison::has_values() {
    return sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return !catalog::Blobs(connection).newest_stored(container_.id, 1).empty();
    });
}

// In a container that this catalog never wrote to, or that is another environment's, are objects of others.
bool Comparison::may_judge_objects() {
    switch (connections_.fence().owner_of(*storage_, container_)) {
        case Fence::Owner::ours:
            return true;
        case Fence::Owner::another:
            return false;
        case Fence::Owner::nobody:
            return has_values();  // and the marker was removed
    }
    return false;
}

void Comparison::look_up_objects() {
    const auto pages = objects_of(*storage_, container_.name, container_.key_prefix);
    each_page(pages, [&](const std::vector<ObjectInfo>& objects) {
        for (auto& one : rows_of(objects)) {
            if (is_marker(one.object.key)) continue;
            ++report_.totals.objects;
            if (one.blob)
                compare(*one.blob, one.object);
            else if (judges_ && !one.is_named && is_still_there(one.object.key))
                unnamed(Finding::Kind::stray, one.object, "no row of the catalog names this object");
        }
        step();
    });
}

void Comparison::compare(const catalog::Blob& blob, const ObjectInfo& object) {
    if (static_cast<std::size_t>(blob.id) < seen_.size()) seen_[static_cast<std::size_t>(blob.id)] = true;
    if (blob.state == catalog::Blob::State::condemned) ++report_.totals.condemned;
    if (must_have_its_object(blob))
        compare_size(blob, object);
    else
        ++report_.totals.under_way;
}

// And not one that was collected meanwhile. What Outfield cannot have written no collector removes, and a
// store is not asked for it: it would refuse the key.
bool Comparison::is_still_there(const std::string& key) {
    return !valid_key(key) || storage_->stat({container_.name, key});
}

void Comparison::look_up_unfinished() {
    auto* const lister = storage_->unfinished_lister();
    if (lister == nullptr) return;
    const auto pages = [&](const std::optional<std::string>& cursor) {
        return lister->list_unfinished(container_.name, container_.key_prefix, cursor);
    };
    each_page(pages, [&](const std::vector<ObjectInfo>& objects) {
        for (const auto& one : rows_of(objects)) {
            if (one.is_named) continue;  // a put under way, or `collect` clears it with the row
            unnamed(Finding::Kind::unfinished, one.object,
                    "an upload that was never finished, and that no row of the catalog names");
        }
    });
}

void Comparison::unnamed(Finding::Kind kind, const ObjectInfo& object, std::string_view words) {
    auto found = finding(kind, object.key);
    found.size = object.size;
    found.modified = object.modified;
    found.words = words;
    if (!valid_key(object.key))
        found.words += "; Outfield cannot have written it, because it gives no such keys";
    report(std::move(found));
}

void Comparison::look_at_rows() {
    std::int64_t after = 0;
    for (;;) {
        const auto page = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
            return catalog::Blobs(connection).of_container(container_.id, after, page_size);
        });
        if (page.empty()) return;
        after = page.back().id;
        for (const auto& blob : page)
            if (must_have_its_object(blob)) check_row(blob);
        step();
    }
}

void Comparison::check_row(const catalog::Blob& blob) {
    ++report_.totals.values;
    const auto id = static_cast<std::size_t>(blob.id);
    if (id < seen_.size() && seen_[id]) return;
    try {
        const auto object = storage_->stat({container_.name, blob.key});
        failures_in_a_row_ = 0;
        if (object)
            compare_size(blob, *object);
        else
            missing(blob);
    } catch (const Error& error) {
        if (++failures_in_a_row_ > most_failures_in_a_row) throw;
        out_of_reach(blob.key, error.what());
    }
}

std::vector<Comparison::Listed> Comparison::rows_of(const std::vector<ObjectInfo>& objects) {
    std::vector<Listed> listed;
    catalog_.database().read([&](sql::Connection& connection) {
        listed.clear();
        catalog::Naming naming(connection, container_);
        for (const auto& object : objects) {
            auto blob = catalog::Blobs(connection).find(container_.id, object.key);
            const bool is_named = blob || naming.find(object.key);
            listed.push_back({object, std::move(blob), is_named});
        }
    });
    return listed;
}

std::optional<catalog::Blob> Comparison::row(std::int64_t blob) {
    return sql::reading(catalog_.database(),
                        [&](sql::Connection& connection) { return catalog::Blobs(connection).find(blob); });
}

void Comparison::compare_size(const catalog::Blob& blob, const ObjectInfo& object) {
    if (object.size == blob.size) return;
    auto wrong = finding(Finding::Kind::wrong_size, blob.key);
    wrong.blob = blob.id;
    wrong.size = object.size;
    wrong.modified = object.modified;
    wrong.words = fmt::format("the object has {} bytes where the catalog names {}", object.size, blob.size);
    report(std::move(wrong));
}

void Comparison::missing(const catalog::Blob& blob) {
    const auto still = row(blob.id);
    if (!still || !must_have_its_object(*still)) return;  // collected meanwhile
    if (!in_sight_) in_sight_ = Fence::is_in_sight(*storage_, container_);
    if (!*in_sight_)
        return out_of_reach(blob.key, fmt::format("the object is not there, and {}", Fence::out_of_sight));
    auto lost = finding(Finding::Kind::missing, blob.key);
    lost.blob = blob.id;
    lost.words = fmt::format("the store has no such object; the catalog names one of {} bytes", blob.size);
    report(std::move(lost));
}

void Comparison::out_of_reach(const std::string& key, const std::string& reason) {
    auto unknown = finding(Finding::Kind::out_of_reach, key);
    unknown.words = reason;
    report(std::move(unknown));
}

Finding Comparison::finding(Finding::Kind kind, std::string key) const {
    Finding finding;
    finding.kind = kind;
    finding.configuration = container_.configuration_name;
    finding.container = container_.name;
    finding.key = std::move(key);
    return finding;
}

void Comparison::report(Finding finding) {
    ++count_of(finding.kind, report_.totals);
    report_.each(finding);
}

void Comparison::step() const {
    if (report_.progress) report_.progress(report_.totals);
}

}  // namespace outfield
