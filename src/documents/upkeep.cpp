#include "documents/upkeep.h"

#include <boost/json.hpp>

#include "documents/text.h"

namespace outfield {

namespace json = boost::json;

json::object to_json(const Finding& finding) {
    json::object object{{"finding", to_string(finding.kind)},
                        {"configuration", json_text(finding.configuration)},
                        {"container", json_text(finding.container)},
                        {"key", json_text(finding.key)},
                        {"object", nullptr},
                        {"size", finding.size},
                        {"modified", nullptr},
                        {"words", json_text(finding.words)}};
    if (finding.blob != 0) object["object"] = finding.blob;
    if (finding.modified) object["modified"] = to_string(*finding.modified);
    return object;
}

json::object to_json(const CheckTotals& totals) {
    return {{"sound", totals.sound()},         {"objects", totals.objects},
            {"values", totals.values},         {"condemned", totals.condemned},
            {"under_way", totals.under_way},   {"missing", totals.missing},
            {"wrong_size", totals.wrong_size}, {"strays", totals.strays},
            {"unfinished", totals.unfinished}, {"out_of_reach", totals.out_of_reach}};
}

json::object to_json(const ScrubTotals& totals) {
    return {{"whole", totals.whole},
            {"whole_bytes", totals.whole_bytes},
            {"damaged", totals.damaged},
            {"out_of_reach", totals.out_of_reach},
            {"faults", json_texts(totals.faults)}};
}

json::object to_json(const Collection& done, const Waiting& waiting) {
    return {{"removed", done.removed},           {"removed_bytes", done.removed_bytes},
            {"revisited", done.revisited},       {"failed", done.failed},
            {"faults", json_texts(done.faults)}, {"kept", waiting.values},
            {"kept_bytes", waiting.bytes},       {"uploads", waiting.uploads},
            {"next", json_time(waiting.next)}};
}

}  // namespace outfield
