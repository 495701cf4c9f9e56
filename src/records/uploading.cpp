#include "records/uploading.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "fields/upload_source.h"

namespace outfield {

void Uploading::stage(const Model& model, const GivenValues& given) {
    auto& parts = records_.emplace_back();
    parts.reserve(given.uploads.size());
    for (const auto& [field, upload] : given.uploads) {
        const auto* source = upload->source.get();
        const bool again = source != nullptr && !seen_.insert(source).second;
        if (again && !upload->source->rewind())
            throw Error(
                ErrorKind::invalid,
                fmt::format("model '{}', field '{}': the same upload is wanted several times, and its source "
                            "cannot be read again",
                            model.name, field->name));
        parts.push_back({field, stage(model, *field, *upload)});
    }
    for (const auto& commands : given.commands)
        for (const auto& command : commands.list)
            if (command.kind == Command::Kind::create || command.kind == Command::Kind::update)
                stage(*commands.other->model, command.values);
}

// Those that wait already must not be taken for given up while this one comes.
Staged Uploading::stage(const Model& model, const NamedField& field, const Upload& upload) {
    const bool is_first = records_.size() == 1 && records_.front().empty();
    if (is_first || !upload.source) return staging_.stage(model.name, field.name, upload);
    if (std::chrono::steady_clock::now() - renewed_ > staging_.sign_of_life()) renew();
    auto renewing = upload;
    renewing.source =
        std::make_shared<UploadSource>(*upload.source, staging_.sign_of_life(), [this] { renew(); });
    return staging_.stage(model.name, field.name, renewing);
}

void Uploading::renew() {
    std::vector<const Staged*> waiting;
    for (const auto& parts : records_)
        for (const auto& part : parts) waiting.push_back(&part.staged);
    staging_.renew(waiting);
    renewed_ = std::chrono::steady_clock::now();
}

void Uploading::attach(sql::Connection& connection, const Model& model, RecordId record, std::size_t index) {
    for (auto& [field, staged] : records_[index])
        staging_.attach(connection, {model.name, record, field->name}, staged);
}

void Uploading::committed() noexcept {
    for (auto& parts : records_)
        for (auto& part : parts) Staging::committed(part.staged);
}

}  // namespace outfield
