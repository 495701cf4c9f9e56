#include "layers/retrying.h"

#include <algorithm>

#include "layers/watched.h"

namespace outfield {
namespace {

class Retrying final : public Layer,
                       private ServerSideCopier,
                       private UnfinishedLister,
                       private VersionReader {
  public:
    Retrying(std::unique_ptr<Storage> inner, RetryPolicy policy)
        : Layer(std::move(inner)), retries_(std::move(policy)) {}

    Stored put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) override {
        WatchedSource watched(source);
        const auto again = [&] { return !watched.failed && (!watched.touched || watched.rewind()); };
        return retries_.attempt([&] { return inner().put(address, watched, options); }, again);
    }

    void get(const ObjectAddress& address, ByteSink& sink, ByteRange range) override {
        WatchedSink watched(sink);
        retries_.attempt([&] { inner().get(address, watched, rest(range, watched.delivered)); },
                         [&] { return !watched.failed; });
    }

    std::optional<ObjectInfo> stat(const ObjectAddress& address) override {
        return retries_.attempt([&] { return inner().stat(address); });
    }
    void remove(const ObjectAddress& address, Unfinished unfinished) override {
        retries_.attempt([&] { inner().remove(address, unfinished); });
    }
    ListPage list(const std::string& container, const std::string& prefix,
                  const std::optional<std::string>& cursor) override {
        return retries_.attempt([&] { return inner().list(container, prefix, cursor); });
    }
    std::vector<ContainerInfo> containers() override {
        return retries_.attempt([&] { return inner().containers(); });
    }
    void create_container(const std::string& name) override {
        retries_.attempt([&] { inner().create_container(name); });
    }
    ServerSideCopier* copier() noexcept override { return inner().copier() == nullptr ? nullptr : this; }
    UnfinishedLister* unfinished_lister() noexcept override {
        return inner().unfinished_lister() == nullptr ? nullptr : this;
    }
    VersionReader* version_reader() noexcept override {
        return inner().version_reader() == nullptr ? nullptr : this;
    }

  private:
    void copy(const ObjectAddress& from, const ObjectAddress& to) override {
        retries_.attempt([&] { inner().copier()->copy(from, to); });
    }
    ListPage list_unfinished(const std::string& container, const std::string& prefix,
                             const std::optional<std::string>& cursor) override {
        return retries_.attempt(
            [&] { return inner().unfinished_lister()->list_unfinished(container, prefix, cursor); });
    }
    std::vector<ObjectVersion> versions(const ObjectAddress& address, std::size_t most) override {
        return retries_.attempt([&] { return inner().version_reader()->versions(address, most); });
    }
    void get_version(const ObjectAddress& address, const std::string& version, ByteSink& sink,
                     ByteRange range) override {
        WatchedSink watched(sink);
        retries_.attempt(
            [&] {
                inner().version_reader()->get_version(address, version, watched,
                                                      rest(range, watched.delivered));
            },
            [&] { return !watched.failed; });
    }

    static ByteRange rest(ByteRange range, std::uint64_t delivered) {
        range.offset += delivered;
        if (range.length) *range.length -= std::min(*range.length, delivered);
        return range;
    }

    Retries retries_;
};

}  // namespace

std::unique_ptr<Storage> retrying(std::unique_ptr<Storage> inner, RetryPolicy policy) {
    return std::make_unique<Retrying>(std::move(inner), std::move(policy));
}

}  // namespace outfield
