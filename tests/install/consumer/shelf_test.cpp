// A store that is not ours joins the conformance suite: all that it takes stands at the end.
#include <outfield/conformance.h>
#include <outfield/error.h>

#include <array>
#include <map>
#include <mutex>

namespace {

using namespace outfield;

// Objects on a shelf, which many storages may share. It cannot list its containers and knows no times.
struct Shelf {
    std::mutex mutex;
    std::map<std::string, std::map<std::string, std::string>> containers;
};

class ShelfStorage final : public Storage {
  public:
    explicit ShelfStorage(Shelf& shelf) : shelf_(shelf) {}

    const Capabilities& capabilities() const noexcept override { return capabilities_; }

    Stored put(const ObjectAddress& address, ByteSource& source, const PutOptions&) override {
        with(address, [](auto&) {});
        std::string bytes;
        std::array<std::byte, 4096> piece;
        while (const auto length = source.read(piece)) {
            bytes.append(reinterpret_cast<const char*>(piece.data()), length);
        }
        if (source.size().value_or(bytes.size()) != bytes.size())
            throw Error(ErrorKind::conflict, "the source changed");
        const Stored stored{bytes.size(), sha256_of(bytes)};
        with(address, [&](auto& objects) { objects[address.key] = std::move(bytes); });
        return stored;
    }

    void get(const ObjectAddress& address, ByteSink& sink, ByteRange range) override {
        std::string bytes;
        with(address, [&](auto& objects) {
            const auto found = objects.find(address.key);
            if (found == objects.end()) throw Error(ErrorKind::not_found, "not on the shelf");
            if (range.offset < found->second.size()) {
                bytes = found->second.substr(range.offset, range.length.value_or(std::string::npos));
            }
        });
        if (!bytes.empty()) sink.write(std::as_bytes(std::span(bytes)));
    }

    std::optional<ObjectInfo> stat(const ObjectAddress& address) override {
        std::optional<ObjectInfo> info;
        with(address, [&](auto& objects) {
            const auto found = objects.find(address.key);
            if (found != objects.end()) info = ObjectInfo{.key = address.key, .size = found->second.size()};
        });
        return info;
    }

    void remove(const ObjectAddress& address, Unfinished) override {
        try {
            with(address, [&](auto& objects) { objects.erase(address.key); });
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::not_found) throw;
        }
    }

    ListPage list(const std::string& container, const std::string& prefix,
                  const std::optional<std::string>&) override {
        ListPage page;
        with({container, "any"}, [&](auto& objects) {
            for (const auto& [key, bytes] : objects) {
                if (key.starts_with(prefix)) page.objects.push_back({.key = key, .size = bytes.size()});
            }
        });
        return page;
    }

    std::vector<ContainerInfo> containers() override {
        throw Error(ErrorKind::unsupported, "a shelf does not list its containers");
    }

    void create_container(const std::string& name) override {
        if (name.empty()) throw Error(ErrorKind::invalid, "a container needs a name");
        const std::lock_guard lock(shelf_.mutex);
        shelf_.containers[name];
    }

  private:
    template <class Use>
    void with(const ObjectAddress& address, const Use& use) {
        if (!valid_key(address.key)) throw Error(ErrorKind::invalid, "no valid key");
        const std::lock_guard lock(shelf_.mutex);
        const auto found = shelf_.containers.find(address.container);
        if (found == shelf_.containers.end()) throw Error(ErrorKind::not_found, "there is no such container");
        use(found->second);
    }

    Shelf& shelf_;
    const Capabilities capabilities_{.kind = "shelf", .lists_containers = false, .reports_modified = false};
};

using namespace outfield::conformance;

std::vector<Candidate> candidates() {
    static Shelf shelf;
    return {{
        .name = "shelf",
        .open = [] { return std::make_unique<ShelfStorage>(shelf); },
    }};
}

INSTANTIATE_TEST_SUITE_P(Shelf, StorageConformance, testing::ValuesIn(candidates()), name_of);

}  // namespace
