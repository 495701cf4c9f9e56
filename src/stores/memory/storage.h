// The smallest store: objects in this process's memory. It is for tests, and for whoever wants to learn what
// a store must do: each verb here is the contract of <outfield/storage.h> with nothing else around it.
//
// Thread-safe: one mutex guards the maps and is never held while a source is read or a sink is written.
#pragma once

#include <outfield/storage.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace outfield::memory {

// Why no container can have this name; nullopt when one can. Names are 1 to 255 printable characters without
// "/".
std::optional<std::string> container_name_fault(std::string_view name);

class MemoryStorage final : public Storage, private ServerSideCopier {
  public:
    const Capabilities& capabilities() const noexcept override;

    Stored put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) override;
    void get(const ObjectAddress& address, ByteSink& sink, ByteRange range) override;
    std::optional<ObjectInfo> stat(const ObjectAddress& address) override;
    void remove(const ObjectAddress& address, Unfinished unfinished) override;
    ListPage list(const std::string& container, const std::string& prefix,
                  const std::optional<std::string>& cursor) override;  // in order of key, 1,000 a page
    std::vector<ContainerInfo> containers() override;
    void create_container(const std::string& name) override;
    ServerSideCopier* copier() noexcept override { return this; }

  private:
    // Never changed once it is stored, so that readers share it without the lock.
    struct Object {
        std::string bytes;
        Time modified;
    };
    using Objects = std::map<std::string, std::shared_ptr<const Object>, std::less<>>;
    struct Container {
        Time created;
        Objects objects;
    };

    void copy(const ObjectAddress& from, const ObjectAddress& to) override;

    Container& existing(const std::string& container);                 // the caller holds the lock
    std::shared_ptr<const Object> find(const ObjectAddress& address);  // nullptr: absent
    std::shared_ptr<const Object> existing_object(const ObjectAddress& address);

    std::mutex mutex_;
    std::map<std::string, Container, std::less<>> containers_;
};

}  // namespace outfield::memory
