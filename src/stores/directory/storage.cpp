#include "stores/directory/storage.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/hashing_source.h"
#include "base/text.h"
#include "stores/directory/container_tree.h"
#include "stores/directory/errors.h"
#include "stores/directory/unfinished_file.h"
#include "stores/tree/names.h"
#include "stores/tree/unfinished.h"

namespace outfield::directory {
namespace {

constexpr std::size_t buffer_size = 256 * 1024;
// Each page reads its folders anew: small pages would take time with the square of a folder.
constexpr std::size_t page_size = 50'000;

using Names = std::vector<std::string>;

// The container and the folders below it, made where they are missing. Empty: one was pruned meanwhile.
std::vector<Folder> make_folders(const Folder& container, std::span<const std::string> names) {
    std::vector<Folder> folders;
    folders.push_back(*container.find(Names{}));
    for (const auto& name : names) {
        const Folder& parent = folders.back();
        auto next = parent.find(name);
        if (!next) {
            parent.make(name);
            next = parent.find(name);
        }
        if (!next && parent.look(name))
            throw error_of(ENOTDIR, "create " + in_quotes(parent.path() + "/" + name));
        if (!next) return {};
        folders.push_back(std::move(*next));
    }
    return folders;
}

Stored write_into(const std::vector<Folder>& folders, UnfinishedFile& file, ByteSource& source) {
    HashingSource hashing(source);
    std::vector<std::byte> buffer(buffer_size);
    while (const std::size_t got = hashing.read(buffer)) file.write(std::span(buffer).first(got));
    check_announced_size(source, hashing.count());
    file.publish();
    try {
        for (const auto& folder : folders) folder.sync();
    } catch (const Error& error) {
        throw Error(ErrorKind::outcome_unknown, error.what());
    }
    return hashing.finish();
}

std::size_t read_at(int file, std::span<std::byte> buffer, std::uint64_t offset, const std::string& name) {
    for (;;) {
        const ssize_t got = ::pread(file, buffer.data(), buffer.size(), static_cast<off_t>(offset));
        if (got > 0) return static_cast<std::size_t>(got);
        if (got == 0)
            throw Error(ErrorKind::conflict,
                        "The file " + in_quotes(name) + " became shorter while it was read.");
        if (errno != EINTR) throw error_of(errno, "read " + in_quotes(name));
    }
}

Error missing(const ObjectAddress& address) {
    return Error(ErrorKind::not_found, "There is no object " + in_quotes(address.key) + " in the container " +
                                           in_quotes(address.container) + ".");
}

}  // namespace

DirectoryStorage::DirectoryStorage(Options options) : options_(std::move(options)) {
    capabilities_.kind = "directory";
}

std::optional<Folder> DirectoryStorage::find_container(const std::string& name) const {
    tree::check_container_name(name);
    return Folder::open_root(options_.path).find(name);
}

Folder DirectoryStorage::open_container(const std::string& name) const {
    auto container = find_container(name);
    if (container) return std::move(*container);
    throw Error(ErrorKind::not_found, "There is no container " + in_quotes(name) + " in " +
                                          in_quotes(options_.path) +
                                          ". Create it, or choose one that is listed.");
}

Stored DirectoryStorage::put(const ObjectAddress& address, ByteSource& source, const PutOptions&) {
    const Names path = tree::path_of_key(address.key);
    const Folder container = open_container(address.container);
    for (int attempt = 0; attempt < 100; ++attempt) {
        const auto folders = make_folders(container, std::span(path).first(path.size() - 1));
        if (folders.empty()) continue;
        auto file = UnfinishedFile::create(folders.back(), path.back());
        if (file) return write_into(folders, *file, source);
    }
    throw Error(ErrorKind::unavailable,
                "The directories of " + in_quotes(address.key) + " vanish again and again.", Retry::yes);
}

Descriptor DirectoryStorage::open_object(const ObjectAddress& address) const {
    tree::check_container_name(address.container);
    Names path = tree::path_of_key(address.key);
    path.insert(path.begin(), address.container);
    auto file = Folder::open_root(options_.path).open_file(path);
    if (file) return file;
    open_container(address.container);  // when that is not there, it says so
    throw missing(address);
}

void DirectoryStorage::get(const ObjectAddress& address, ByteSink& sink, ByteRange range) {
    const Descriptor file = open_object(address);
    struct stat found {};
    if (::fstat(file.number(), &found) != 0) throw error_of(errno, "read " + in_quotes(address.key));
    const auto size = static_cast<std::uint64_t>(found.st_size);
    if (range.offset >= size) return;
    std::uint64_t left = std::min(range.length.value_or(UINT64_MAX), size - range.offset);
    std::vector<std::byte> buffer(std::min<std::uint64_t>(buffer_size, left));
    for (std::uint64_t offset = range.offset; left > 0;) {
        const auto wanted = std::span(buffer).first(std::min<std::uint64_t>(buffer.size(), left));
        const std::size_t got = read_at(file.number(), wanted, offset, address.key);
        sink.write(wanted.first(got));
        offset += got;
        left -= got;
    }
}

std::optional<ObjectInfo> DirectoryStorage::stat(const ObjectAddress& address) {
    const Names path = tree::path_of_key(address.key);
    const Folder container = open_container(address.container);
    const auto folder = container.find(std::span(path).first(path.size() - 1));
    const auto found = folder ? folder->look(path.back()) : std::nullopt;
    if (!found || S_ISDIR(found->st_mode)) return std::nullopt;
    if (!S_ISREG(found->st_mode)) throw error_of(ELOOP, "read " + in_quotes(address.key));
    return ObjectInfo{address.key, static_cast<std::uint64_t>(found->st_size), modified_of(*found)};
}

void DirectoryStorage::remove(const ObjectAddress& address, Unfinished unfinished) {
    Names path = tree::path_of_key(address.key);
    const auto container = open_container(address.container);
    auto folder = container.find(std::span(path).first(path.size() - 1));
    if (!folder) return;
    const auto found = folder->look(path.back());
    if (found && !S_ISDIR(found->st_mode)) folder->unlink(path.back());
    if (unfinished == Unfinished::remove) folder->unlink(tree::unfinished_name(path.back()));
    folder->sync();
    for (path.pop_back(); !path.empty(); path.pop_back()) {
        folder = container.find(std::span(path).first(path.size() - 1));
        if (!folder || !folder->prune(path.back())) return;
    }
}

ListPage DirectoryStorage::list(const std::string& container, const std::string& prefix,
                                const std::optional<std::string>& cursor) {
    const Folder folder = open_container(container);
    ContainerTree tree(folder);
    return tree::walk_page(tree, prefix, cursor, page_size);
}

ListPage DirectoryStorage::list_unfinished(const std::string& container, const std::string& prefix,
                                           const std::optional<std::string>& cursor) {
    const Folder folder = open_container(container);
    ContainerTree tree(folder);
    tree::UnfinishedTree unfinished(tree);
    return tree::walk_page(unfinished, prefix, cursor, page_size);
}

std::vector<ContainerInfo> DirectoryStorage::containers() {
    const Folder root = Folder::open_root(options_.path);
    std::vector<ContainerInfo> found;
    root.each([&](const std::string& name, Folder::Thing thing) {
        if (thing == Folder::Thing::folder && !tree::container_name_fault(name)) found.push_back({name, {}});
    });
    std::ranges::sort(found, {}, &ContainerInfo::name);
    return found;
}

void DirectoryStorage::create_container(const std::string& name) {
    tree::check_container_name(name);
    const Folder root = Folder::open_root(options_.path);
    if (!root.make(name) && !root.find(name)) {
        throw Error(ErrorKind::already_exists, "In " + in_quotes(options_.path) + " a file is named " +
                                                   in_quotes(name) + ". Choose another name.");
    }
    root.sync();
}

}  // namespace outfield::directory
