#include "importing/import.h"

#include <fmt/format.h>

#include <optional>
#include <thread>
#include <vector>

#include "base/text.h"
#include "importing/stages.h"
#include "placement/placement.h"
#include "records/targets.h"

namespace outfield::importing {
namespace {

constexpr std::size_t jobs_waiting = 4096;
// Both bound the transaction of one batch too, and small values of the database store wait in memory.
constexpr std::size_t recordings_waiting = 512;
constexpr std::uint64_t bytes_waiting = 8 << 20;

std::string default_journal(const Request& request) {
    return fmt::format("{} {} {}", request.model, request.field,
                       journal_path(std::filesystem::weakly_canonical(request.directory)));
}

// What is the same in every record, and what no record can do without.
void check_values(catalog::Catalog& catalog, const Registry& registry, const Request& request) {
    const StoredModels models(registry, catalog.database().dialect());
    const auto& model = models.get_writable(request.model);
    auto values = request.fixed;
    values[request.field] = Upload{};
    if (!request.name_field.empty()) values[request.name_field] = "-";
    const auto given = values_of_new(models, model, values);
    catalog.database().write(
        [&](sql::Connection& connection) { Targets(connection, models).check(*model.model, given); });
}

const Field* name_field_of(const Registry& registry, const Request& request) {
    return request.name_field.empty() ? nullptr : &registry.field(request.model, request.name_field);
}

void check(const Registry& registry, const Request& request) {
    if (registry.field(request.model, request.field).type != FieldType::binary)
        throw Error(ErrorKind::invalid,
                    fmt::format("field '{}' of {} is not a binary field", request.field, request.model));
    if (request.fixed.contains(request.field) || request.fixed.contains(request.name_field))
        throw Error(ErrorKind::invalid, "a field that takes the file or its name cannot be set as well");
    if (request.transfers == 0 || request.transfers > 512)
        throw Error(ErrorKind::invalid,
                    fmt::format("{} transfers at a time: between 1 and 512 are possible", request.transfers));
    if (request.name_field.empty()) return;
    const auto type = registry.field(request.model, request.name_field).type;
    if (type != FieldType::character && type != FieldType::text)
        throw Error(ErrorKind::invalid,
                    fmt::format("field '{}' of {} holds no text, so it cannot take the file's name",
                                request.name_field, request.model));
}

}  // namespace

struct Import::Parts {
    catalog::Catalog& catalog;
    const Registry& registry;
    Staging& staging;
    Request request;
    std::string journal;
    Tally tally{request};
    std::optional<Reservations> reservations = {};
    Queue<Job> jobs{jobs_waiting};
    Queue<Transferred> done{recordings_waiting, bytes_waiting};

    // A thread whose failure ends the import and wakes those that wait for it.
    template <typename Work>
    std::jthread guarded(Work work) {
        return std::jthread([this, work] {
            try {
                work();
            } catch (...) {
                break_off();
            }
        });
    }
    // With the exception in flight.
    void break_off() {
        tally.end(std::current_exception());
        jobs.abandon();
        done.close();
    }

    void run();
};

Import::Import(catalog::Catalog& catalog, const Registry& registry, Staging& staging,
               const Placement& placement, Request request) {
    check(registry, request);
    check_values(catalog, registry, request);
    check_root(request.directory);
    placement.place(request.model, request.field);
    auto journal = request.journal.empty() ? default_journal(request) : request.journal;
    const bool reserves = !placement.names_no_store(request.model, request.field);
    parts_.reset(new Parts{catalog, registry, staging, std::move(request), std::move(journal)});
    if (reserves) parts_->reservations.emplace(staging, parts_->request.model, parts_->request.field);
}

Import::~Import() = default;

void Import::Parts::run() {
    Recorder recorder(catalog, registry, staging, request, journal, tally);
    const Field* const name_field = name_field_of(registry, request);
    std::jthread recording, scanning;
    std::vector<std::jthread> transfers;
    try {
        recording = guarded([&] { recorder.run(done); });
        for (std::size_t i = 0; i < request.transfers; ++i)
            transfers.push_back(guarded([&] {
                transfer(staging, reservations ? &*reservations : nullptr, request, name_field, jobs, done,
                         tally);
            }));
        scanning = guarded([&] { scan(catalog, request, journal, jobs, tally); });
    } catch (...) {  // there is no thread to be had: those that run must end
        break_off();
        throw;
    }
    scanning.join();
    tally.scanned = true;
    jobs.close();
    for (auto& one : transfers) one.join();
    done.close();
    recording.join();
}

Counts Import::run(const std::function<void(const Fault&)>& fault, const std::atomic<bool>& stop) {
    parts_->tally.begin(fault, stop);
    parts_->run();
    parts_->tally.rethrow_end();
    return counts();
}

Counts Import::counts() const noexcept {
    return parts_->tally.counts();
}

const std::string& Import::journal() const noexcept {
    return parts_->journal;
}

}  // namespace outfield::importing
