#include "base/key_ring.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <outfield/error.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/text.h"

namespace outfield {
namespace {

namespace fs = std::filesystem;

// Neither reads nor replaces a file that is there.
void write_new(const fs::path& file, const std::vector<SealingKey>& keys) {
    Secret text;
    for (const auto& key : keys) text = Secret(text.reveal() + key.to_hex().reveal() + "\n");
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0)
        throw Error(errno == EEXIST ? ErrorKind::already_exists : ErrorKind::denied,
                    fmt::format("cannot create the sealing key file {}: {}", in_quotes(file.native()),
                                std::strerror(errno)));
    const auto& bytes = text.reveal();
    const bool written =
        ::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
        ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (written) return;
    ::unlink(file.c_str());
    throw Error(ErrorKind::out_of_space,
                fmt::format("cannot write the sealing key file {}", in_quotes(file.native())));
}

// The owner of the file stays: it may be another user's, and root rotates.
void replace(const fs::path& file, const std::vector<SealingKey>& keys) {
    const fs::path draft = file.native() + ".new";
    struct stat before {};
    fs::remove(draft);
    write_new(draft, keys);
    const bool kept =
        ::stat(file.c_str(), &before) == 0 && ::chown(draft.c_str(), before.st_uid, before.st_gid) == 0;
    if (!kept) {
        fs::remove(draft);
        throw Error(ErrorKind::denied, fmt::format("cannot give the new sealing key file the owner of {}",
                                                   in_quotes(file.native())));
    }
    fs::rename(draft, file);
}

void check_mode(const fs::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0)
        throw Error(errno == EACCES ? ErrorKind::denied : ErrorKind::not_found,
                    fmt::format("the sealing key file {} cannot be read: {}", in_quotes(file.native()),
                                std::strerror(errno)));
    if ((status.st_mode & 077U) != 0)
        throw Error(ErrorKind::denied,
                    fmt::format("the sealing key file {0} can be read by others: run chmod 600 {0}",
                                in_quotes(file.native())));
}

}  // namespace

KeyRing KeyRing::create(const fs::path& file) {
    KeyRing ring({SealingKey::generate()});
    write_new(file, ring.keys_);
    return ring;
}

KeyRing KeyRing::load(const fs::path& file) {
    check_mode(file);
    std::ifstream in(file);
    const Secret text{std::string(std::istreambuf_iterator<char>(in), {})};
    std::vector<SealingKey> keys;
    for (const auto line : split(trim(text.reveal()), '\n')) {
        const auto key = SealingKey::from_hex(trim(line));
        if (!key)
            throw Error(ErrorKind::invalid,
                        fmt::format("the sealing key file {} does not hold 64 hexadecimal digits in line {}",
                                    in_quotes(file.native()), keys.size() + 1));
        keys.push_back(*key);
    }
    return KeyRing(std::move(keys));
}

Secret KeyRing::open(std::string_view sealed, std::string_view context) const {
    for (std::size_t i = 0; i + 1 < keys_.size(); ++i) {
        try {
            return keys_[i].open(sealed, context);
        } catch (const Error&) {
            // One of the other keys may be the one.
        }
    }
    return keys_.back().open(sealed, context);
}

void KeyRing::rotate(const fs::path& file) {
    std::vector<SealingKey> keys{SealingKey::generate()};
    keys.insert(keys.end(), keys_.begin(), keys_.end());
    replace(file, keys);
    keys_ = std::move(keys);
}

void KeyRing::retire(const fs::path& file) {
    const std::vector keys{keys_.front()};
    replace(file, keys);
    keys_ = keys;
}

}  // namespace outfield
