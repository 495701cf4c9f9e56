#include "documents/containers.h"

#include <boost/json.hpp>

#include "documents/text.h"

namespace outfield {

namespace json = boost::json;

json::object to_json(const ContainerSummary& container) {
    return {{"id", container.id},
            {"configuration", json_text(container.configuration)},
            {"kind", container.kind},
            {"name", json_text(container.name)},
            {"modules", json_texts(container.modules)},
            {"key_prefix", json_text(container.key_prefix)},
            {"retention_seconds", container.retention.count()},
            {"presigned", container.presigned},
            {"vanished", container.vanished},
            {"origin", container.origin},
            {"live", container.live},
            {"live_bytes", container.live_bytes},
            {"condemned", container.condemned},
            {"condemned_bytes", container.condemned_bytes},
            {"reserved", container.reserved}};
}

json::object to_json(const Synchronisation& seen) {
    return {{"appeared", json_texts(seen.appeared)},
            {"returned", json_texts(seen.returned)},
            {"vanished", json_texts(seen.vanished)},
            {"unchanged", json_texts(seen.unchanged)}};
}

json::object to_json(const EnvironmentStatus& status) {
    json::array containers;
    for (const auto& one : status.containers)
        containers.push_back(json::object{{"configuration", json_text(one.configuration)},
                                          {"container", json_text(one.name)},
                                          {"standing", to_string(one.standing)},
                                          {"words", json_text(one.words)}});
    return {
        {"environment", status.catalog}, {"agrees", status.agrees}, {"containers", std::move(containers)}};
}

}  // namespace outfield
