#include "upkeep/inspection.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "catalog/containers.h"
#include "catalog/scrubbing.h"
#include "fields/reading.h"

namespace outfield {
namespace {

class PacedSink final : public ByteSink {
  public:
    PacedSink(std::uint64_t bytes_per_second, const std::function<void()>& while_reading)
        : rate_(bytes_per_second), while_reading_(while_reading) {}

    void write(Bytes bytes) override {
        if (while_reading_) while_reading_();
        count_ += bytes.size();
        if (rate_ == 0) return;
        const std::chrono::duration<double> due(static_cast<double>(count_) / static_cast<double>(rate_));
        wait_until(begin_ + std::chrono::duration_cast<Clock::duration>(due));
    }

  private:
    using Clock = std::chrono::steady_clock;

    // In short pieces, so that who wants the run to end is heard.
    void wait_until(Clock::time_point due) const {
        for (auto moment = Clock::now(); moment < due; moment = Clock::now()) {
            std::this_thread::sleep_until(std::min(due, moment + std::chrono::milliseconds(200)));
            if (while_reading_) while_reading_();
        }
    }

    std::uint64_t rate_;
    const std::function<void()>& while_reading_;
    std::uint64_t count_ = 0;
    Clock::time_point begin_ = Clock::now();
};

Attachment content_of(const catalog::Container& container, const catalog::Blob& blob) {
    Attachment content;
    content.configuration = container.configuration_name;
    content.container = container.name;
    content.key = blob.key;
    content.size = blob.size;
    content.sha256 = blob.sha256;
    return content;
}

// An object that is not there is damage only where the container is the right one.
Inspection absent(Storage& storage, const catalog::Container& container, const std::string& words) {
    if (Fence::is_in_sight(storage, container)) return {Inspection::Outcome::damaged, words};
    return {Inspection::Outcome::out_of_reach, fmt::format("{}; {}", words, Fence::out_of_sight)};
}

Inspection read_through(Storage& storage, const catalog::Container& container, const catalog::Blob& blob,
                        PacedSink sink) {
    try {
        read_verified(storage, content_of(container, blob), sink, {});
        return {};
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::corrupt) return {Inspection::Outcome::out_of_reach, error.what()};
        if (!storage.stat({container.name, blob.key})) return absent(storage, container, error.what());
        return {Inspection::Outcome::damaged, error.what()};
    }
}

bool is_live(sql::Connection& connection, std::int64_t blob) {
    const auto row = catalog::Blobs(connection).find(blob);
    return row && row->state == catalog::Blob::State::live;
}

}  // namespace

Inspection inspect(catalog::Catalog& catalog, Connections& connections, const catalog::Blob& blob,
                   std::uint64_t bytes_per_second, const std::function<void()>& while_reading) {
    using Outcome = Inspection::Outcome;
    Inspection found;
    try {
        const auto container = sql::reading(catalog.database(), [&](sql::Connection& connection) {
            return catalog::Containers(connection).get(blob.container);
        });
        found = read_through(*connections.of(container), container, blob, {bytes_per_second, while_reading});
    } catch (const Error& error) {
        found = {Outcome::out_of_reach, error.what()};
    }
    catalog.database().write([&](sql::Connection& connection) {
        catalog::Scrubbing scrubbing(connection);
        if (!is_live(connection, blob.id))
            found.outcome = Outcome::gone;
        else if (found.outcome == Outcome::whole)
            scrubbing.found_whole(blob.id);
        else if (found.outcome == Outcome::damaged)
            scrubbing.found_damaged(blob.id, found.words);
    });
    return found;
}

}  // namespace outfield
