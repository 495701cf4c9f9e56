#include "layers/measured.h"

#include <outfield/error.h>

#include <type_traits>

#include "layers/watched.h"

namespace outfield {
namespace {

using Clock = std::chrono::steady_clock;

class Watch {
  public:
    Watch(std::string configuration, std::string kind, std::shared_ptr<StoreObserver> observer)
        : configuration_(std::move(configuration)), kind_(std::move(kind)), observer_(std::move(observer)) {}

    // `call` gets the operation, to say how many bytes it was. `failed`: whether the caller's stream did.
    template <typename Call>
    std::invoke_result_t<Call, StoreOperation&> watch(std::string_view verb, std::string_view container,
                                                      std::string_view key, Call&& call,
                                                      const bool* failed = nullptr) const {
        StoreOperation operation{verb, configuration_, kind_, container, key};
        const auto begin = Clock::now();
        const auto tell = [&](std::string_view outcome, std::string_view words) {
            operation.outcome = failed && *failed ? "abandoned" : outcome;
            operation.words = words;
            operation.took = Clock::now() - begin;
            observer_->done(operation);
        };
        try {
            if constexpr (std::is_void_v<std::invoke_result_t<Call, StoreOperation&>>) {
                call(operation);
                tell("ok", {});
            } else {
                auto result = call(operation);
                tell("ok", {});
                return result;
            }
        } catch (const Error& error) {
            tell(to_string(error.kind()), error.what());
            throw;
        } catch (const std::exception& error) {
            tell("abandoned", error.what());
            throw;
        }
    }

  private:
    const std::string configuration_, kind_;
    const std::shared_ptr<StoreObserver> observer_;
};

class MeasuredCopier final : public ServerSideCopier {
  public:
    MeasuredCopier(ServerSideCopier& inner, const Watch& watch) : inner_(inner), watch_(watch) {}
    void copy(const ObjectAddress& from, const ObjectAddress& to) override {
        watch_.watch("copy", to.container, to.key, [&](StoreOperation&) { inner_.copy(from, to); });
    }

  private:
    ServerSideCopier& inner_;
    const Watch& watch_;
};

// Counts also what was delivered before a failure.
struct Delivered {
    StoreOperation& operation;
    const WatchedSink& sink;
    ~Delivered() { operation.bytes = sink.delivered; }
};

class MeasuredVersions final : public VersionReader {
  public:
    MeasuredVersions(VersionReader& inner, const Watch& watch) : inner_(inner), watch_(watch) {}
    std::vector<ObjectVersion> versions(const ObjectAddress& address, std::size_t most) override {
        return watch_.watch("list", address.container, address.key,
                            [&](StoreOperation&) { return inner_.versions(address, most); });
    }
    void get_version(const ObjectAddress& address, const std::string& version, ByteSink& sink,
                     ByteRange range) override {
        WatchedSink watched(sink);
        watch_.watch(
            "get", address.container, address.key,
            [&](StoreOperation& operation) {
                const Delivered delivered{operation, watched};
                inner_.get_version(address, version, watched, range);
            },
            &watched.failed);
    }

  private:
    VersionReader& inner_;
    const Watch& watch_;
};

class Measured final : public Layer {
  public:
    Measured(std::unique_ptr<Storage> store, std::string configuration,
             std::shared_ptr<StoreObserver> observer)
        : Layer(std::move(store)),
          watch_(std::move(configuration), inner().capabilities().kind, std::move(observer)) {
        if (auto* able = inner().copier()) copier_.emplace(*able, watch_);
        if (auto* able = inner().version_reader()) versions_.emplace(*able, watch_);
    }

    Stored put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) override {
        WatchedSource watched(source);
        return watch_.watch(
            "put", address.container, address.key,
            [&](StoreOperation& operation) {
                auto stored = inner().put(address, watched, options);
                operation.bytes = stored.size;
                return stored;
            },
            &watched.failed);
    }
    void get(const ObjectAddress& address, ByteSink& sink, ByteRange range) override {
        WatchedSink watched(sink);
        watch_.watch(
            "get", address.container, address.key,
            [&](StoreOperation& operation) {
                const Delivered delivered{operation, watched};
                inner().get(address, watched, range);
            },
            &watched.failed);
    }
    std::optional<ObjectInfo> stat(const ObjectAddress& address) override {
        return watch_.watch("stat", address.container, address.key,
                            [&](StoreOperation&) { return inner().stat(address); });
    }
    void remove(const ObjectAddress& address, Unfinished unfinished) override {
        watch_.watch("remove", address.container, address.key,
                     [&](StoreOperation&) { inner().remove(address, unfinished); });
    }
    ListPage list(const std::string& container, const std::string& prefix,
                  const std::optional<std::string>& cursor) override {
        return watch_.watch("list", container, prefix,
                            [&](StoreOperation&) { return inner().list(container, prefix, cursor); });
    }
    std::vector<ContainerInfo> containers() override {
        return watch_.watch("containers", {}, {}, [&](StoreOperation&) { return inner().containers(); });
    }
    void create_container(const std::string& name) override {
        watch_.watch("create", name, {}, [&](StoreOperation&) { inner().create_container(name); });
    }
    ServerSideCopier* copier() noexcept override { return copier_ ? &*copier_ : nullptr; }
    VersionReader* version_reader() noexcept override { return versions_ ? &*versions_ : nullptr; }

  private:
    const Watch watch_;
    std::optional<MeasuredCopier> copier_;
    std::optional<MeasuredVersions> versions_;
};

}  // namespace

std::unique_ptr<Storage> measured(std::unique_ptr<Storage> inner, std::string configuration,
                                  std::shared_ptr<StoreObserver> observer) {
    return std::make_unique<Measured>(std::move(inner), std::move(configuration), std::move(observer));
}

}  // namespace outfield
