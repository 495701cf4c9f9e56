#include <outfield/time.h>

#include <vector>

#include "catalog/imports.h"
#include "importing/stages.h"
#include "records/writing.h"

namespace outfield::importing {

static constexpr std::size_t many = 256;

// Whether an error says something of one record, and nothing of the catalog.
static bool of_one_record(const Error& error) {
    return error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::conflict ||
           error.kind() == ErrorKind::already_exists || error.kind() == ErrorKind::not_found;
}

void Recorder::run(Queue<Transferred>& done) {
    // A transaction costs as much as several records; a file more or less in doubt after a crash costs
    // nothing.
    const auto next = [&] { return done.pop_all(many, std::chrono::milliseconds(50)); };
    for (auto batch = next(); !batch.empty(); batch = next()) {
        try {
            record(batch);
        } catch (const Error& error) {
            if (!of_one_record(error)) throw;
            for (auto& one : batch) try {
                    record({&one, 1});
                } catch (const Error& own) {
                    if (!of_one_record(own)) throw;
                    tally_.fault({one.job.file.relative, own.kind(), own.what()});
                }
        }
    }
}

void Recorder::record(std::span<Transferred> batch) {
    const auto time = to_string(now());
    std::vector<bool> recorded(batch.size());
    catalog_.database().write([&](sql::Connection& connection) {
        catalog::Imports(connection).lock(journal_);
        for (std::size_t i = 0; i < batch.size(); ++i) recorded[i] = record_in(connection, batch[i], time);
    });
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (!recorded[i]) continue;
        auto& one = batch[i];
        Staging::committed(one.staged);
        tally_.imported.fetch_add(1);
        tally_.imported_bytes.fetch_add(one.staged.stored().size);
    }
}

bool Recorder::record_in(sql::Connection& connection, Transferred& one, const std::string& time) {
    const auto& file = one.job.file;
    if (taken_meanwhile(connection, one)) return false;
    // A record of an earlier run that was deleted since is made anew.
    const bool again = one.job.again && touch(connection, *one.job.again, time);
    const auto record = again ? *one.job.again : create(connection, one, time);
    staging_.attach(connection, {request_.model, record, request_.field}, one.staged);
    catalog::Imports(connection)
        .done(journal_, journal_path(file.relative), {record, file.size, file.modified_ns});
    return true;
}

// Another import of the same name may be under way: the journal decides, in this transaction.
bool Recorder::taken_meanwhile(sql::Connection& connection, const Transferred& one) {
    const auto& file = one.job.file;
    const auto line = catalog::Imports(connection).find(journal_, journal_path(file.relative));
    return line && line->size == file.size && line->modified_ns == file.modified_ns &&
           line->record != one.job.again.value_or(0);
}

RecordId Recorder::create(sql::Connection& connection, const Transferred& one, const std::string& time) {
    auto values = request_.fixed;
    values[request_.field] = Upload{};  // it is staged already, and counts as set where it is required
    if (!request_.name_field.empty()) values[request_.name_field] = title_of(one.job.file.relative);
    auto given = values_of_new(models_, model_, values);
    given.uploads.clear();
    Uploading nothing(staging_);
    nothing.stage(*model_.model, given);
    const catalog::Telling nobody(nullptr);
    return Writing(connection, models_, nothing, {time}, nobody).insert(model_, given);
}

bool Recorder::touch(sql::Connection& connection, RecordId record, const std::string& time) {
    return connection.execute(model_.update({}), {time, nullptr, record}) > 0;
}

}  // namespace outfield::importing
