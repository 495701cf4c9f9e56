#include <fmt/format.h>

#include <exception>

#include "importing/stages.h"
#include "records/stored_value.h"
#include "stores/retries.h"

namespace outfield::importing {
namespace {

// Ends a transfer that is under way when the import ends. Nothing failed, so no Error.
struct Stopped : std::exception {
    const char* what() const noexcept override { return "the import was stopped"; }
};

// Counts what is read, and remembers whether it was the file that failed and not its store.
class WatchedSource final : public ByteSource {
  public:
    WatchedSource(std::unique_ptr<ByteSource> inner, Tally& tally)
        : inner_(std::move(inner)), tally_(tally) {}

    std::size_t read(std::span<std::byte> buffer) override {
        if (tally_.ending()) throw Stopped{};
        try {
            const auto count = inner_->read(buffer);
            given_ += count;
            tally_.sent_bytes.fetch_add(count, std::memory_order_relaxed);
            return count;
        } catch (...) {
            failed_ = true;
            throw;
        }
    }
    std::optional<std::uint64_t> size() const override { return inner_->size(); }
    bool rewind() override {
        tally_.sent_bytes.fetch_sub(given_, std::memory_order_relaxed);
        given_ = 0;
        return inner_->rewind();
    }
    bool failed() const noexcept { return failed_; }

  private:
    std::unique_ptr<ByteSource> inner_;
    Tally& tally_;
    std::uint64_t given_ = 0;
    bool failed_ = false;
};

class Transfer {
  public:
    Transfer(Staging& staging, Reservations* reservations, const Request& request, const Field* name_field,
             Queue<Job>& jobs, Tally& tally)
        : staging_(staging),
          reservations_(reservations),
          request_(request),
          name_field_(name_field),
          jobs_(jobs),
          tally_(tally) {}

    // nullopt: it failed and was reported.
    std::optional<Transferred> run(Job job) {
        std::shared_ptr<WatchedSource> source;
        try {
            const auto path = request_.directory / job.file.relative;
            const auto before = look_at(request_.directory, job.file.relative);
            if (!before) throw Error(ErrorKind::not_found, "the file vanished");
            job.file = *before;
            check_name(job);
            source = std::make_shared<WatchedSource>(source_from_file(path), tally_);
            auto staged = stage_in_turn({source, title_of(job.file.relative), ""});
            tally_.store_works();
            if (look_at(request_.directory, job.file.relative) != before)
                throw Error(ErrorKind::conflict, "the file changed while it was read");
            return Transferred{std::move(job), std::move(staged)};
        } catch (const Stopped&) {
            return std::nullopt;
        } catch (const Error& error) {
            const bool of_file = !source || source->failed() || error.kind() == ErrorKind::conflict;
            const Fault fault{job.file.relative, error.kind(), error.what()};
            of_file ? tally_.fault(fault) : tally_.store_fault(fault);
            return std::nullopt;
        }
    }

  private:
    void check_name(const Job& job) const {
        if (name_field_ == nullptr || job.again) return;
        if (const auto fault = value_fault(*name_field_, title_of(job.file.relative)))
            throw Error(ErrorKind::invalid,
                        fmt::format("field '{}' cannot take its name: {}", request_.name_field, *fault));
    }

    // More transfers than the store has connections: large files ahead may take any time.
    Staged stage_in_turn(const Upload& upload) {
        for (;;) try {
                return stage(upload);
            } catch (const Busy&) {
                if (tally_.ending()) throw Stopped{};
                if (!upload.source->rewind()) throw;
            }
    }
    Staged stage(const Upload& upload) {
        if (!reservations_) return staging_.stage(request_.model, request_.field, upload);
        return staging_.put(reservations_->take(jobs_.size() + 1), upload);
    }

    Staging& staging_;
    Reservations* const reservations_;
    const Request& request_;
    const Field* const name_field_;
    Queue<Job>& jobs_;
    Tally& tally_;
};

}  // namespace

void transfer(Staging& staging, Reservations* reservations, const Request& request, const Field* name_field,
              Queue<Job>& jobs, Queue<Transferred>& done, Tally& tally) {
    Transfer transfer(staging, reservations, request, name_field, jobs, tally);
    while (auto job = jobs.pop()) {
        if (tally.ending()) {
            jobs.abandon();
            return;
        }
        auto transferred = transfer.run(*std::move(job));
        if (!transferred) continue;
        const auto size = transferred->staged.stored().size;
        done.push(*std::move(transferred), size);
    }
}

}  // namespace outfield::importing
