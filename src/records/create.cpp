#include <outfield/records.h>
#include <outfield/time.h>

#include "catalog/catalog.h"
#include "records/writing.h"

namespace outfield {

Records::Records(catalog::Catalog& catalog, const Registry& registry, Staging& staging)
    : catalog_(catalog),
      registry_(registry),
      staging_(staging),
      models_(std::make_unique<StoredModels>(registry, catalog.database().dialect())) {}

Records::~Records() = default;

RecordId Records::create(std::string_view model, const Values& values, RecordId author) {
    return create(model, std::vector{values}, author).front();
}

RecordIds Records::create(std::string_view model, const std::vector<Values>& many, RecordId author) {
    const auto& stored = models_->get_writable(model);
    std::vector<GivenValues> records;
    records.reserve(many.size());
    for (const auto& values : many) records.push_back(values_of_new(*models_, stored, values));
    if (records.empty()) return {};

    Uploading uploading(staging_);
    for (const auto& record : records) uploading.stage(*stored.model, record);

    const auto time = to_string(now());
    const catalog::Telling tell;
    const auto ids = sql::writing(catalog_.database(), [&](sql::Connection& connection) {
        Writing writing(connection, *models_, uploading, {time, author}, tell);
        RecordIds created;
        created.reserve(records.size());
        for (const auto& record : records) created.push_back(writing.insert(stored, record));
        for (std::size_t i = 0; i < created.size(); ++i)
            writing.tell("create", stored, {created[i]}, many[i]);
        return created;
    });
    uploading.committed();
    return ids;
}

RecordId Records::create(sql::Connection& connection, std::string_view model, const Values& values,
                         RecordId author) {
    const auto& stored = models_->get_writable(model);
    const auto given = values_of_new(*models_, stored, values);
    Uploading uploading(staging_);
    uploading.stage(*stored.model, given);
    const catalog::Telling nobody(nullptr);
    return Writing(connection, *models_, uploading, {to_string(now()), author}, nobody).insert(stored, given);
}

}  // namespace outfield
