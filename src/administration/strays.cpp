#include <fmt/format.h>
#include <outfield/error.h>
#include <outfield/records.h>
#include <outfield/strays.h>

#include "administration/loose_attachment.h"
#include "administration/names.h"
#include "administration/unnamed_objects.h"
#include "base/media_type.h"
#include "base/text.h"
#include "catalog/attachments.h"
#include "catalog/blobs.h"
#include "connections/connections.h"

namespace outfield {
namespace {

std::string place(const Finding& finding) {
    return fmt::format("{}/{}/{}", finding.configuration, finding.container, finding.key);
}

void require_stray(const Finding& finding) {
    if (finding.key.empty() ||
        (finding.kind != Finding::Kind::stray && finding.kind != Finding::Kind::unfinished))
        throw Error(ErrorKind::invalid,
                    fmt::format("{} is no stray object: it is {}", place(finding), to_string(finding.kind)));
}

catalog::Container container_without_row(catalog::Catalog& catalog, const Finding& finding) {
    return sql::reading(catalog.database(), [&](sql::Connection& connection) {
        auto container = find_container(connection, finding.configuration + "/" + finding.container);
        check_stray_key(container, finding.key);
        require_unnamed(connection, container, finding.key);
        return container;
    });
}

void require_age(const Finding& finding, const std::optional<Time>& modified, std::chrono::seconds grace) {
    if (grace.count() == 0) return;
    if (!modified)
        throw Error(ErrorKind::conflict,
                    fmt::format("the store does not tell the age of {}: it may be an upload of this minute",
                                place(finding)));
    if (now() - *modified < grace)
        throw Error(ErrorKind::conflict, fmt::format("{} is of {} UTC, younger than the grace period",
                                                     place(finding), to_string(*modified)));
}

// A bucket that was only synchronised is full of objects that no row names.
void require_own(Connections& connections, Storage& storage, const catalog::Container& container,
                 const Finding& finding) {
    switch (connections.fence().owner_of(storage, container)) {
        case Fence::Owner::ours:
            return;
        case Fence::Owner::another:
            throw Error(
                ErrorKind::denied,
                fmt::format("{} belongs to another environment, carries the marker of it and is only read "
                            "here",
                            place(finding)));
        case Fence::Owner::nobody:
            throw Error(
                ErrorKind::denied,
                fmt::format("{} is in a container that carries no marker, so what no row names there is "
                            "somebody else's. If the container is this catalog's: outfield config test {} "
                            "--container {}",
                            place(finding), container.configuration_name, container.name));
    }
}

ObjectInfo existing_object(Storage& storage, const catalog::Container& container, const Finding& finding) {
    if (auto info = storage.stat({container.name, finding.key})) return *std::move(info);
    throw Error(ErrorKind::not_found, fmt::format("{} is gone by now", place(finding)));
}

class SurveyingSink final : public ByteSink {
  public:
    void write(Bytes bytes) override {
        hasher.update(bytes);
        size += bytes.size();
        const auto more = std::min(bytes.size(), media_type_head - head.size());
        head.append(reinterpret_cast<const char*>(bytes.data()), more);
    }
    Sha256Hasher hasher;
    std::uint64_t size = 0;
    std::string head;
};

std::string file_name_of(const Finding& finding) {
    return finding.key.substr(finding.key.rfind('/') + 1);
}

}  // namespace

void Strays::remove(const Finding& finding, std::chrono::seconds grace) {
    require_stray(finding);
    const auto container = container_without_row(catalog_, finding);
    const auto storage = connections_.of(container);
    require_own(connections_, *storage, container, finding);
    if (finding.kind == Finding::Kind::stray)
        require_age(finding, existing_object(*storage, container, finding).modified, grace);
    else
        require_age(finding, finding.modified, grace);
    remove_unnamed(catalog_, *storage, container, finding.key);
}

RecordId Strays::adopt(const Finding& finding, std::chrono::seconds grace) {
    require_stray(finding);
    if (finding.kind != Finding::Kind::stray)
        throw Error(ErrorKind::invalid,
                    fmt::format("{} is an unfinished upload: it can only be removed", place(finding)));
    const auto container = container_without_row(catalog_, finding);
    const auto storage = connections_.of(container);
    require_own(connections_, *storage, container, finding);
    require_age(finding, existing_object(*storage, container, finding).modified, grace);
    SurveyingSink survey;
    storage->get({container.name, finding.key}, survey);
    const auto name = file_name_of(finding);
    auto media_type = media_type_of_name(name);
    if (media_type.empty()) media_type = media_type_of_bytes(std::as_bytes(std::span(survey.head)));
    const Stored stored{survey.size, survey.hasher.finish()};
    const Sighting sighting;  // reading may have taken long
    container_without_row(catalog_, finding);
    existing_object(*storage, container, finding);
    const auto attach = [&](const FieldAddress& address) {
        catalog_.database().write([&](sql::Connection& connection) {
            decide_unnamed(connection, container, finding.key);  // nor did another adopt it meanwhile
            sighting.require_recent();
            const auto blob =
                catalog::Blobs(connection).add_live(container.id, finding.key, stored, media_type);
            catalog::Attachments(connection).set(address, blob, name);
        });
    };
    return attach_to_new_record(records_, name, attach).record;
}

}  // namespace outfield
