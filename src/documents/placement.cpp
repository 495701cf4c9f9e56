#include "documents/placement.h"

#include <boost/json.hpp>

#include "documents/text.h"

namespace outfield {

namespace json = boost::json;

json::object to_json(std::string_view model, std::string_view field, const Explanation& explanation) {
    json::object document{{"model", json_text(model)},
                          {"field", json_text(field)},
                          {"container", nullptr},
                          {"reasons", json_texts(explanation.reasons)},
                          {"missing", nullptr}};
    if (!explanation.container.empty())
        document["container"] = json_text(explanation.configuration + "/" + explanation.container);
    if (!explanation.missing.empty()) document["missing"] = json_text(explanation.missing);
    return document;
}

}  // namespace outfield
