#include <fmt/format.h>
#include <outfield/binary_fields.h>
#include <outfield/error.h>
#include <outfield/objects.h>
#include <outfield/records.h>
#include <outfield/upkeep.h>

#include <thread>

#include "administration/names.h"
#include "administration/unnamed_objects.h"
#include "base/text.h"
#include "catalog/attachments.h"
#include "catalog/blobs.h"
#include "catalog/catalog.h"
#include "catalog/object_rows.h"
#include "connections/connections.h"
#include "fields/reading.h"
#include "stores/pages.h"

namespace outfield {
namespace {

constexpr std::size_t page_size = 1000;
constexpr std::chrono::milliseconds look_again_after(200);

std::string state_word(catalog::Blob::State state) {
    switch (state) {
        case catalog::Blob::State::reserved:
            return "reserved";
        case catalog::Blob::State::live:
            return "live";
        case catalog::Blob::State::condemned:
            return "condemned";
        case catalog::Blob::State::doomed:
            return "doomed";
    }
    return "";
}

ObjectSummary in_container(const catalog::Container& container, std::string key) {
    ObjectSummary out;
    out.configuration = container.configuration_name;
    out.container = container.name;
    out.key = std::move(key);
    return out;
}

// Adds what the catalog knows of a blob.
void describe(sql::Connection& connection, const catalog::Blob& blob, ObjectSummary& out) {
    out.blob = blob.id;
    out.state = state_word(blob.state);
    out.sha256 = blob.sha256;
    out.media_type = blob.media_type;
    if (const auto row = catalog::Attachments(connection).of_blob(blob.id)) {
        out.record = row->address;
        out.file_name = row->attachment.file_name;
    }
}

ObjectSummary of_row(const catalog::AttachmentRow& row) {
    ObjectSummary out;
    out.configuration = row.attachment.configuration;
    out.container = row.attachment.container;
    out.key = row.attachment.key;
    out.size = row.attachment.size;
    out.modified = row.attachment.written;
    out.blob = row.attachment.blob;
    out.state = "live";
    out.sha256 = row.attachment.sha256;
    out.media_type = row.attachment.media_type;
    out.file_name = row.attachment.file_name;
    out.record = row.address;
    return out;
}

struct Found {
    catalog::Container container;
    std::string key;
    std::optional<catalog::Blob> blob;
};

Found find_object(sql::Connection& connection, std::string_view object) {
    catalog::Containers containers(connection);
    catalog::Blobs blobs(connection);
    if (const auto number = parse_unsigned(object.starts_with('#') ? object.substr(1) : object)) {
        auto blob = blobs.find(static_cast<std::int64_t>(*number));
        if (!blob)
            throw Error(ErrorKind::not_found, fmt::format("there is no object {} in the catalog", *number));
        return {containers.get(blob->container), blob->key, std::move(blob)};
    }
    // CONFIGURATION/CONTAINER/KEY, or CONTAINER/KEY.
    for (auto slash = object.find('/'); slash != std::string_view::npos;
         slash = object.find('/', slash + 1)) {
        for (const auto& row : containers.all()) {
            const auto name = object.substr(0, slash);
            if (name != row.name && name != row.configuration_name + "/" + row.name) continue;
            std::string key(object.substr(slash + 1));
            auto blob = blobs.find(row.id, key);
            if (name == row.name) find_container(connection, name);  // refuses a name that several have
            return {row, std::move(key), std::move(blob)};
        }
    }
    throw Error(
        ErrorKind::not_found,
        fmt::format("{} names no object: give its number, or CONTAINER/KEY (outfield object list CONTAINER "
                    "shows both)",
                    in_quotes(object)));
}

const catalog::Blob& catalogued_blob(const Found& found) {
    if (found.blob) return *found.blob;
    throw Error(ErrorKind::not_found,
                fmt::format("{}/{} is not in the catalog: no record owns it (remove it with "
                            "--stray)",
                            found.container.name, in_quotes(found.key)));
}

// Each with what the catalog knows of it; without markers.
std::vector<ObjectSummary> summaries_of(catalog::Catalog& catalog, const catalog::Container& container,
                                        const std::vector<ObjectInfo>& objects) {
    return sql::reading(catalog.database(), [&](sql::Connection& connection) {
        std::vector<ObjectSummary> summaries;
        for (const auto& object : objects) {
            if (is_marker(object.key)) continue;
            const auto blob = catalog::Blobs(connection).find(container.id, object.key);
            auto& out = summaries.emplace_back(in_container(container, object.key));
            out.size = object.size;
            out.modified = object.modified;
            if (blob) describe(connection, *blob, out);
        }
        return summaries;
    });
}

}  // namespace

ObjectSummary Objects::add(std::string_view container, const Upload& upload) {
    auto placed = upload;
    placed.container = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return find_container(connection, container).id;
    });
    const Values values{{"name", upload.file_name}, {"datas", std::move(placed)}};
    const auto record = records_.create(loose_model, values);
    const auto attachment = binaries_.describe({std::string(loose_model), record, "datas"});
    return view(std::to_string(attachment->blob));
}

void Objects::list(std::string_view name, const std::function<void(const ObjectSummary&)>& each) {
    catalog::Container container;
    bool outside = false;  // values of an earlier key prefix
    catalog_.database().read([&](sql::Connection& connection) {
        container = find_container(connection, name);
        outside = catalog::Containers(connection).has_keys_outside(container.id, container.key_prefix);
    });
    const auto storage = connections_.of(container);
    const auto& prefix = container.key_prefix;
    each_page(objects_of(*storage, container.name, prefix), [&](const std::vector<ObjectInfo>& objects) {
        for (const auto& summary : summaries_of(catalog_, container, objects)) each(summary);
    });
    if (!outside) return;
    each_page(objects_of(*storage, container.name, ""), [&](const std::vector<ObjectInfo>& objects) {
        for (const auto& summary : summaries_of(catalog_, container, objects))
            if (summary.blob && !summary.key.starts_with(prefix)) each(summary);
    });
}

void Objects::catalogued(std::string_view container, std::string_view model,
                         const std::function<void(const ObjectSummary&)>& each) {
    auto& database = catalog_.database();
    const auto id = container.empty() ? 0 : sql::reading(database, [&](sql::Connection& c) {
        return find_container(c, container).id;
    });
    std::int64_t after = 0;
    for (;;) {
        const auto page = sql::reading(
            database, [&](sql::Connection& c) { return catalog::Attachments(c).page(id, after, page_size); });
        for (const auto& row : page)
            if (model.empty() || row.address.model == model) each(of_row(row));
        if (page.size() < page_size) return;
        after = page.back().attachment.blob;
    }
}

std::vector<CataloguedObject> Objects::page(const ObjectQuery& query) {
    return sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return catalog::ObjectRows(connection).page(query);
    });
}

CataloguedObject Objects::known(std::int64_t blob) {
    auto found = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return catalog::ObjectRows(connection).find(blob);
    });
    if (!found)
        throw Error(ErrorKind::not_found,
                    fmt::format("object {} is neither a record's value nor in the trash", blob));
    return *std::move(found);
}

std::vector<CataloguedObject> Objects::history(const FieldAddress& address, std::size_t limit) {
    return sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return catalog::ObjectRows(connection).of_field(address, limit);
    });
}

std::vector<ModelUsage> Objects::usage(std::int64_t container) {
    return sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return catalog::ObjectRows(connection).usage(container);
    });
}

ObjectSummary Objects::view(std::string_view object) {
    ObjectSummary out;
    const auto found = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        auto here = find_object(connection, object);
        out = in_container(here.container, here.key);
        if (here.blob) {
            describe(connection, *here.blob, out);
            out.size = here.blob->size;
            out.modified = here.blob->created;
        }
        return here;
    });
    if (found.blob) return out;
    const auto info = connections_.of(found.container)->stat({found.container.name, found.key});
    if (!info)
        throw Error(ErrorKind::not_found, fmt::format("neither the catalog nor the store knows {}/{}",
                                                      found.container.name, in_quotes(found.key)));
    out.size = info->size;
    out.modified = info->modified;
    return out;
}

// A blob whose content the catalog knows, as its value was; of the others only the store can tell.
static std::optional<Attachment> known_content(const Found& found) {
    if (!found.blob) return std::nullopt;
    using State = catalog::Blob::State;
    if (found.blob->state == State::reserved || found.blob->state == State::doomed)
        throw Error(ErrorKind::conflict, fmt::format("object {} is {}: it is not whole, or about to go",
                                                     found.blob->id, state_word(found.blob->state)));
    Attachment known;
    known.configuration = found.container.configuration_name;
    known.container = found.container.name;
    known.key = found.key;
    known.size = found.blob->size;
    known.sha256 = found.blob->sha256;
    return known;
}

void Objects::read(std::string_view object, ByteSink& sink) {
    const auto found = sql::reading(
        catalog_.database(), [&](sql::Connection& connection) { return find_object(connection, object); });
    const auto storage = connections_.of(found.container);
    if (const auto known = known_content(found))
        read_verified(*storage, *known, sink, {});
    else
        storage->get({found.container.name, found.key}, sink);
}

std::string Objects::presigned_url(std::string_view object, std::chrono::seconds valid_for) {
    const auto found = sql::reading(
        catalog_.database(), [&](sql::Connection& connection) { return find_object(connection, object); });
    known_content(found);
    if (!found.blob) view(object);  // the store must have it
    const auto storage = connections_.of(found.container);
    auto* presigner = storage->presigner();
    if (presigner == nullptr)
        throw Error(ErrorKind::unsupported,
                    fmt::format("'{}' is of the kind {}, which makes no addresses for others: only S3 does",
                                found.container.configuration_name, found.container.kind));
    return presigner->presign_get({found.container.name, found.key}, valid_for);
}

Move Objects::move_now(std::string_view object, std::string_view to_container,
                       const std::function<void(std::uint64_t)>& while_copying) {
    const auto [blob, to] = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        return std::pair(catalogued_blob(find_object(connection, object)).id,
                         find_container(connection, to_container).id);
    });
    return mover_.move(blob, to, while_copying);
}

ObjectSummary Objects::move(std::string_view object, std::string_view to_container,
                            const std::function<void(std::uint64_t)>& while_copying) {
    for (;;) {
        const auto move = move_now(object, to_container, while_copying);
        if (move.outcome == Move::Outcome::gone)
            throw Error(ErrorKind::not_found,
                        fmt::format("object {} is not the value of any record", object));
        if (move.outcome != Move::Outcome::under_way) return view(std::to_string(move.blob));
        if (while_copying) while_copying(0);
        std::this_thread::sleep_for(look_again_after);
    }
}

void Objects::remove(std::string_view object) {
    const auto row = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
        const auto blob = catalogued_blob(find_object(connection, object)).id;
        auto attachment = catalog::Attachments(connection).of_blob(blob);
        if (!attachment)
            throw Error(ErrorKind::conflict,
                        fmt::format("object {} is no record's value any more: it goes when its "
                                    "retention ends",
                                    blob));
        return *std::move(attachment);
    });
    if (row.address.model == loose_model)
        records_.unlink(loose_model, {row.address.record});
    else
        binaries_.clear(row.address, row.attachment.blob);
}

void Objects::remove_stray(std::string_view object) {
    const auto found = sql::reading(
        catalog_.database(), [&](sql::Connection& connection) { return find_object(connection, object); });
    if (found.blob && found.blob->state == catalog::Blob::State::doomed)
        throw Error(ErrorKind::conflict,
                    fmt::format("{}/{} is being removed already, as object {}: outfield collect ends that",
                                found.container.name, found.key, found.blob->id));
    if (found.blob)
        throw Error(ErrorKind::conflict,
                    fmt::format("{}/{} is in the catalog as object {}: delete it without --stray",
                                found.container.name, found.key, found.blob->id));
    check_stray_key(found.container, found.key);
    catalog_.database().read(
        [&](sql::Connection& connection) { require_unnamed(connection, found.container, found.key); });
    const auto storage = connections_.of(found.container);
    if (!storage->stat({found.container.name, found.key}))
        throw Error(ErrorKind::not_found,
                    fmt::format("there is no object {} in {}", in_quotes(found.key), found.container.name));
    remove_unnamed(catalog_, *storage, found.container, found.key);
}

}  // namespace outfield
