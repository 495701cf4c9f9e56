#include "server/findings.h"

#include <boost/json/serialize.hpp>

#include "catalog/containers.h"
#include "catalog/scrubbing.h"
#include "documents/text.h"

namespace outfield::server {
namespace {

namespace json = boost::json;

json::value text_or_null(const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(json_text(text));
}

}  // namespace

json::object finding_document(const Finding& finding) {
    return {{"kind", to_string(finding.kind)},
            {"configuration", text_or_null(finding.configuration)},
            {"container", text_or_null(finding.container)},
            {"key", text_or_null(finding.key)},
            {"blob", finding.blob == 0 ? json::value(nullptr) : json::value(finding.blob)},
            {"size", finding.size},
            {"modified", json_time(finding.modified)},
            {"words", json_text(finding.words)}};
}

void FoundSoFar::add(const json::object& document) {
    if (++list_.found <= catalog::FindingList::most_kept) list_.items.push_back(json::serialize(document));
}

catalog::FindingList FoundSoFar::list() const {
    auto list = list_;
    list.ended = now();
    return list;
}

void add_damaged(catalog::Catalog& catalog, FoundSoFar& found) {
    catalog.database().read([&](sql::Connection& connection) {
        std::int64_t last = 0;
        for (;;) {
            const auto page = catalog::Scrubbing(connection).damaged(last, 1000);
            if (page.empty()) return;
            for (const auto& blob : page) {
                const auto container = catalog::Containers(connection).get(blob.container);
                Finding finding;
                finding.configuration = container.configuration_name;
                finding.container = container.name;
                finding.key = blob.key;
                finding.blob = blob.id;
                finding.size = blob.size;
                finding.words = blob.damage;
                auto document = finding_document(finding);
                document["kind"] = "damaged";
                found.add(document);
                last = blob.id;
            }
        }
    });
}

}  // namespace outfield::server
