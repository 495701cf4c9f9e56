#include <outfield/error.h>
#include <outfield/records.h>
#include <outfield/time.h>

#include "catalog/catalog.h"
#include "records/targets.h"
#include "records/uploading.h"

namespace outfield {

Records::Records(catalog::Catalog& catalog, const Registry& registry, Staging& staging)
    : catalog_(catalog),
      registry_(registry),
      staging_(staging),
      models_(std::make_unique<StoredModels>(registry, catalog.database().dialect())) {}

Records::~Records() = default;

RecordId Records::create(std::string_view model, const Values& values) {
    return create(model, std::vector{values}).front();
}

RecordIds Records::create(std::string_view model, const std::vector<Values>& many) {
    const auto& stored = models_->get(model);
    std::vector<GivenValues> records;
    records.reserve(many.size());
    for (const auto& values : many) records.push_back(values_of_new(registry_, stored, values));
    if (records.empty()) return {};

    Uploading uploading(staging_);
    for (const auto& record : records) uploading.stage(*stored.model, record);

    const auto time = to_string(now());
    const auto ids = sql::writing(catalog_.database(), [&](sql::Connection& connection) {
        Targets targets(connection, *models_, *stored.model);
        RecordIds created;
        created.reserve(records.size());
        std::vector<sql::Parameter> parameters;
        for (const auto& record : records) {
            targets.check(record);
            parameters.assign({time, time});
            parameters.insert(parameters.end(), record.parameters.begin(), record.parameters.end());
            created.push_back(connection.query(stored.insert, sql::Parameters(parameters)).at(0).integer(0));
            uploading.attach(connection, *stored.model, created.back(), created.size() - 1);
        }
        return created;
    });
    uploading.committed();
    return ids;
}

}  // namespace outfield
