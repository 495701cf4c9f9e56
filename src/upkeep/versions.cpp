#include "upkeep/versions.h"

#include <outfield/error.h>
#include <outfield/sha256.h>

#include "catalog/containers.h"

namespace outfield {
namespace {

constexpr std::size_t most_listed = 1000;
constexpr std::size_t most_read = 20;

class HashingSink final : public ByteSink {
  public:
    void write(Bytes bytes) override { hasher.update(bytes); }
    Sha256Hasher hasher;
};

bool is_whole(VersionReader& versions, const ObjectAddress& address, const ObjectVersion& version,
              const Sha256& wanted) {
    HashingSink sink;
    versions.get_version(address, version.id, sink, {});
    return sink.hasher.finish() == wanted;
}

}  // namespace

std::optional<std::string> whole_version(catalog::Catalog& catalog, Connections& connections,
                                         const catalog::Blob& blob) {
    const auto container = sql::reading(catalog.database(), [&](sql::Connection& connection) {
        return catalog::Containers(connection).get(blob.container);
    });
    const auto storage = connections.of(container);
    auto* versions = storage->version_reader();
    if (versions == nullptr) return std::nullopt;
    const ObjectAddress address{container.name, blob.key};
    std::optional<Error> fault;
    std::size_t read = 0;
    for (const auto& version : versions->versions(address, most_listed)) {
        if (version.size != blob.size) continue;
        if (++read > most_read) break;
        try {
            if (is_whole(*versions, address, version, blob.sha256)) return version.id;
        } catch (const Error& error) {
            fault = error;
        }
    }
    if (fault) throw Error(*fault);
    return std::nullopt;
}

}  // namespace outfield
