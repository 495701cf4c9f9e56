#include <fmt/format.h>
#include <outfield/upkeep.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "base/crash_point.h"
#include "catalog/blobs.h"
#include "catalog/containers.h"
#include "connections/connections.h"
#include "upkeep/fault_list.h"

namespace outfield {
namespace {

constexpr std::chrono::minutes longest_claim{10};

class Run {
  public:
    Run(catalog::Catalog& catalog, Connections& connections, std::chrono::seconds claim,
        const CollectOptions& options)
        : catalog_(catalog), connections_(connections), claim_(claim), options_(options) {}

    std::vector<catalog::Blob> claim_batch() {
        return sql::writing(catalog_.database(), [&](sql::Connection& connection) {
            return catalog::Blobs(connection).claim_garbage(options_.batch, claim_);
        });
    }

    void remove_all(const std::vector<catalog::Blob>& batch) {
        std::atomic<std::size_t> next{0};
        const auto work = [&] {
            for (auto i = next++; i < batch.size(); i = next++) remove(batch[i]);
        };
        std::vector<std::jthread> threads;
        for (std::size_t i = 1; i < std::min(options_.threads, batch.size()); ++i) threads.emplace_back(work);
        work();
    }

    Collection result() {
        const std::lock_guard lock(mutex_);
        return result_;
    }

  private:
    void remove(const catalog::Blob& blob) {
        try {
            crash_point("collect claimed");
            remove_object(blob);
            crash_point("collect removed");
            const bool gone = sql::writing(catalog_.database(), [&](sql::Connection& connection) {
                return catalog::Blobs(connection).collected(blob.id, options_.revisit);
            });
            crash_point("collected");
            const std::lock_guard lock(mutex_);
            (gone ? result_.removed : result_.revisited) += 1;
            if (gone) result_.removed_bytes += blob.size;
        } catch (const Error& error) {
            failed(error.what());
        }
    }

    void remove_object(const catalog::Blob& blob) {
        const auto container = sql::reading(catalog_.database(), [&](sql::Connection& connection) {
            return catalog::Containers(connection).get(blob.container);
        });
        if (container.is_foreign) return;  // the row alone: the bytes are another environment's
        // Also pieces: a put that was tried twice, or a removal that was cut, may have left some under the
        // key.
        try {
            connections_.of(container)->remove({container.name, blob.key}, Unfinished::remove);
        } catch (const Error& error) {
            // Out of sight is not gone: an unmounted disk, another server behind the name. A synchronisation
            // that found the container vanished is an administrator's word that it is gone.
            const bool vanished = container.state == catalog::Container::State::vanished;
            if (error.kind() != ErrorKind::not_found || !vanished) throw;
        }
    }

    void failed(const std::string& reason) {
        const std::lock_guard lock(mutex_);
        ++result_.failed;
        add_fault(result_.faults, reason);
    }

    catalog::Catalog& catalog_;
    Connections& connections_;
    const std::chrono::seconds claim_;
    const CollectOptions& options_;
    std::mutex mutex_;
    Collection result_;
};

}  // namespace

Collector::Collector(catalog::Catalog& catalog, Connections& connections, std::chrono::seconds lease)
    : catalog_(catalog),
      connections_(connections),
      claim_(std::min<std::chrono::seconds>(lease, longest_claim)) {}

Collection Collector::collect(const CollectOptions& options,
                              const std::function<void(const Collection&)>& progress) {
    Run run(catalog_, connections_, claim_, options);
    for (auto batch = run.claim_batch(); !batch.empty(); batch = run.claim_batch()) {
        run.remove_all(batch);
        if (progress) progress(run.result());
    }
    return run.result();
}

}  // namespace outfield
