#include "layers/breaker.h"

#include <type_traits>

#include "layers/circuit.h"
#include "layers/watched.h"
#include "stores/retries.h"

namespace outfield {
namespace {

bool is_no_answer(const Error& error) {
    return error.kind() == ErrorKind::unavailable || error.kind() == ErrorKind::outcome_unknown;
}

// `ours`: whether what was thrown came from the caller's own stream.
template <typename Verb, typename Ours>
std::invoke_result_t<Verb> through(Circuit& circuit, Verb&& verb, Ours&& ours) {
    circuit.enter();
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Verb>>) {
            verb();
            circuit.answered();
        } else {
            auto result = verb();
            circuit.answered();
            return result;
        }
    } catch (const Busy&) {
        throw;  // the store was not asked
    } catch (const Error& error) {
        if (!ours()) is_no_answer(error) ? circuit.failed(error.what()) : circuit.answered();
        throw;
    }
}

template <typename Verb>
std::invoke_result_t<Verb> through(Circuit& circuit, Verb&& verb) {
    return through(circuit, std::forward<Verb>(verb), [] { return false; });
}

class BreakingCopier final : public ServerSideCopier {
  public:
    BreakingCopier(ServerSideCopier& inner, Circuit& circuit) : inner_(inner), circuit_(circuit) {}
    void copy(const ObjectAddress& from, const ObjectAddress& to) override {
        through(circuit_, [&] { inner_.copy(from, to); });
    }

  private:
    ServerSideCopier& inner_;
    Circuit& circuit_;
};

class BreakingVersions final : public VersionReader {
  public:
    BreakingVersions(VersionReader& inner, Circuit& circuit) : inner_(inner), circuit_(circuit) {}
    std::vector<ObjectVersion> versions(const ObjectAddress& address, std::size_t most) override {
        return through(circuit_, [&] { return inner_.versions(address, most); });
    }
    void get_version(const ObjectAddress& address, const std::string& version, ByteSink& sink,
                     ByteRange range) override {
        WatchedSink watched(sink);
        through(
            circuit_, [&] { inner_.get_version(address, version, watched, range); },
            [&] { return watched.failed; });
    }

  private:
    VersionReader& inner_;
    Circuit& circuit_;
};

class Breaking final : public Layer {
  public:
    Breaking(std::unique_ptr<Storage> store, BreakerPolicy policy)
        : Layer(std::move(store)), circuit_(std::move(policy)) {
        if (auto* able = inner().copier()) copier_.emplace(*able, circuit_);
        if (auto* able = inner().version_reader()) versions_.emplace(*able, circuit_);
    }

    Stored put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) override {
        WatchedSource watched(source);
        return through(
            circuit_, [&] { return inner().put(address, watched, options); }, [&] { return watched.failed; });
    }
    void get(const ObjectAddress& address, ByteSink& sink, ByteRange range) override {
        WatchedSink watched(sink);
        through(
            circuit_, [&] { inner().get(address, watched, range); }, [&] { return watched.failed; });
    }
    std::optional<ObjectInfo> stat(const ObjectAddress& address) override {
        return through(circuit_, [&] { return inner().stat(address); });
    }
    void remove(const ObjectAddress& address, Unfinished unfinished) override {
        through(circuit_, [&] { inner().remove(address, unfinished); });
    }
    ListPage list(const std::string& container, const std::string& prefix,
                  const std::optional<std::string>& cursor) override {
        return through(circuit_, [&] { return inner().list(container, prefix, cursor); });
    }
    std::vector<ContainerInfo> containers() override {
        return through(circuit_, [&] { return inner().containers(); });
    }
    void create_container(const std::string& name) override {
        through(circuit_, [&] { inner().create_container(name); });
    }
    ServerSideCopier* copier() noexcept override { return copier_ ? &*copier_ : nullptr; }
    VersionReader* version_reader() noexcept override { return versions_ ? &*versions_ : nullptr; }

  private:
    Circuit circuit_;
    std::optional<BreakingCopier> copier_;
    std::optional<BreakingVersions> versions_;
};

}  // namespace

std::unique_ptr<Storage> breaking(std::unique_ptr<Storage> inner, BreakerPolicy policy) {
    if (policy.failures == 0) return inner;
    if (!policy.clock) policy.clock = [] { return std::chrono::steady_clock::now(); };
    return std::make_unique<Breaking>(std::move(inner), std::move(policy));
}

}  // namespace outfield
