#include "stores/memory/storage.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <array>

namespace outfield::memory {
namespace {

constexpr std::size_t page_size = 1000;
constexpr std::size_t piece_size = 64 * 1024;

void require_valid(const ObjectAddress& address) {
    if (!valid_key(address.key)) {
        throw Error(ErrorKind::invalid, fmt::format("\"{}\" is no key of an object", address.key));
    }
}

std::string read_whole(ByteSource& source) {
    std::string bytes;
    std::array<std::byte, piece_size> piece;
    while (const auto length = source.read(piece)) {
        bytes.append(reinterpret_cast<const char*>(piece.data()), length);
    }
    if (const auto promised = source.size(); promised && *promised != bytes.size()) {
        throw Error(ErrorKind::conflict,
                    fmt::format("the source promised {} bytes and gave {}; it changed while it "
                                "was read: put it again",
                                *promised, bytes.size()));
    }
    return bytes;
}

ObjectInfo describe(const std::string& key, std::size_t size, Time modified) {
    return ObjectInfo{.key = key, .size = size, .modified = modified};
}

}  // namespace

std::optional<std::string> container_name_fault(std::string_view name) {
    if (name.empty() || name.size() > 255) return "a container's name has 1 to 255 characters";
    for (const char c : name) {
        if (c == '/' || c < ' ' || c > '~')
            return "a container's name has printable ASCII characters only, without \"/\"";
    }
    return std::nullopt;
}

const Capabilities& MemoryStorage::capabilities() const noexcept {
    static const Capabilities capabilities{.kind = "memory"};
    return capabilities;
}

Stored MemoryStorage::put(const ObjectAddress& address, ByteSource& source, const PutOptions&) {
    require_valid(address);
    {
        const std::lock_guard lock(mutex_);
        existing(address.container);
    }
    auto object = std::make_shared<const Object>(Object{read_whole(source), now()});
    const Stored stored{.size = object->bytes.size(), .sha256 = sha256_of(object->bytes)};
    const std::lock_guard lock(mutex_);
    existing(address.container).objects.insert_or_assign(address.key, std::move(object));
    return stored;
}

void MemoryStorage::get(const ObjectAddress& address, ByteSink& sink, ByteRange range) {
    const auto object = existing_object(address);
    const std::uint64_t size = object->bytes.size();
    if (range.offset >= size) return;
    const auto length = std::min(size - range.offset, range.length.value_or(size));
    if (length > 0) sink.write(std::as_bytes(std::span(object->bytes).subspan(range.offset, length)));
}

std::optional<ObjectInfo> MemoryStorage::stat(const ObjectAddress& address) {
    const auto object = find(address);
    if (!object) return std::nullopt;
    return describe(address.key, object->bytes.size(), object->modified);
}

void MemoryStorage::remove(const ObjectAddress& address, Unfinished) {
    require_valid(address);
    const std::lock_guard lock(mutex_);
    existing(address.container).objects.erase(address.key);
}

ListPage MemoryStorage::list(const std::string& container, const std::string& prefix,
                             const std::optional<std::string>& cursor) {
    const std::lock_guard lock(mutex_);
    const auto& objects = existing(container).objects;
    ListPage page;
    auto at = cursor ? objects.upper_bound(*cursor) : objects.lower_bound(prefix);
    for (; at != objects.end() && at->first.starts_with(prefix); ++at) {
        if (page.objects.size() == page_size) {
            page.next = page.objects.back().key;
            break;
        }
        page.objects.push_back(describe(at->first, at->second->bytes.size(), at->second->modified));
    }
    return page;
}

std::vector<ContainerInfo> MemoryStorage::containers() {
    const std::lock_guard lock(mutex_);
    std::vector<ContainerInfo> all;
    for (const auto& [name, container] : containers_)
        all.push_back({.name = name, .created = container.created});
    return all;
}

void MemoryStorage::create_container(const std::string& name) {
    if (const auto fault = container_name_fault(name)) throw Error(ErrorKind::invalid, *fault);
    const std::lock_guard lock(mutex_);
    containers_.try_emplace(name, Container{.created = now(), .objects = {}});
}

void MemoryStorage::copy(const ObjectAddress& from, const ObjectAddress& to) {
    require_valid(to);
    auto object = existing_object(from);
    const std::lock_guard lock(mutex_);
    existing(to.container).objects.insert_or_assign(to.key, std::move(object));
}

MemoryStorage::Container& MemoryStorage::existing(const std::string& container) {
    const auto found = containers_.find(container);
    if (found != containers_.end()) return found->second;
    throw Error(ErrorKind::not_found,
                fmt::format("there is no container \"{}\" in memory: create it", container));
}

std::shared_ptr<const MemoryStorage::Object> MemoryStorage::find(const ObjectAddress& address) {
    require_valid(address);
    const std::lock_guard lock(mutex_);
    const auto& objects = existing(address.container).objects;
    const auto found = objects.find(address.key);
    return found == objects.end() ? nullptr : found->second;
}

std::shared_ptr<const MemoryStorage::Object> MemoryStorage::existing_object(const ObjectAddress& address) {
    if (auto object = find(address)) return object;
    throw Error(ErrorKind::not_found,
                fmt::format("there is no object \"{}\" in container \"{}\"", address.key, address.container));
}

}  // namespace outfield::memory
