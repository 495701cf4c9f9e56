#include "upkeep/copying.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "fields/reading.h"
#include "fields/upload_source.h"
#include "layers/object_source.h"

namespace outfield {
namespace {

class TellingSink final : public ByteSink {
  public:
    explicit TellingSink(const CopyCalls& calls) : calls_(calls) {}
    void write(Bytes bytes) override {
        if (calls_.while_copying) calls_.while_copying(bytes.size());
        const auto time = std::chrono::steady_clock::now();
        if (time - renewed_ < calls_.interval) return;
        calls_.renew();
        renewed_ = time;
    }

  private:
    const CopyCalls& calls_;
    std::chrono::steady_clock::time_point renewed_ = std::chrono::steady_clock::now();
};

class TellingSource final : public ByteSource {
  public:
    TellingSource(ByteSource& inner, const WhileCopying& tell) : inner_(inner), tell_(tell) {}

    std::size_t read(std::span<std::byte> buffer) override {
        const auto count = inner_.read(buffer);
        if (tell_) tell_(count);
        return count;
    }
    std::optional<std::uint64_t> size() const override { return inner_.size(); }
    bool rewind() override { return inner_.rewind(); }

  private:
    ByteSource& inner_;
    const WhileCopying& tell_;
};

void check_copy(const CopyPlan& plan, const Stored& stored) {
    if (stored.size == plan.value.size && stored.sha256 == plan.value.sha256) return;
    throw Error(ErrorKind::corrupt,
                fmt::format("{}/{}/{} is damaged: it does not hash to what the catalog names, so nothing was "
                            "copied; the record of object {} still points to where it did",
                            plan.from.configuration_name, plan.from.name, plan.from_key, plan.blob));
}

std::unique_ptr<ByteSource> source_of(Storage& from, const CopyPlan& plan) {
    const ObjectAddress address{plan.from.name, plan.from_key};
    if (plan.from_version.empty()) return source_from_object(from, address, plan.value.size);
    auto* versions = from.version_reader();
    if (versions == nullptr)
        throw Error(ErrorKind::unsupported,
                    fmt::format("'{}' keeps no versions of objects", plan.from.configuration_name));
    return source_from_get([versions, address, version = plan.from_version](
                               ByteSink& sink) { versions->get_version(address, version, sink, {}); },
                           plan.value.size);
}

// The source gives the sign of life that keeps the reservation standing.
void copy_through(Storage& from, Storage& to, const CopyPlan& plan, const CopyCalls& calls) {
    const auto object = source_of(from, plan);
    TellingSource telling(*object, calls.while_copying);
    UploadSource source(telling, calls.interval, calls.renew);
    check_copy(plan, to.put({plan.to.name, plan.to_key}, source, {plan.value.media_type}));
}

void copy_within(Storage& storage, ServerSideCopier& copier, const CopyPlan& plan, const CopyCalls& calls) {
    copier.copy({plan.from.name, plan.from_key}, {plan.to.name, plan.to_key});
    calls.renew();
    auto arrived = plan.value;
    arrived.container = plan.to.name;
    arrived.key = plan.to_key;
    arrived.damage.clear();
    TellingSink sink(calls);
    read_verified(storage, arrived, sink, {});
}

}  // namespace

void copy_value(Connections& connections, const CopyPlan& plan, const CopyCalls& calls) {
    const auto to = connections.of(plan.to);
    const bool may_stay = plan.from.configuration == plan.to.configuration && plan.from_version.empty();
    auto* copier = may_stay ? to->copier() : nullptr;
    if (copier != nullptr)
        copy_within(*to, *copier, plan, calls);
    else
        copy_through(*connections.reader_of(plan.from), *to, plan, calls);
}

}  // namespace outfield
