// The sealing keys of an installation, in a file of their own outside the catalog: 64 hexadecimal digits a
// line, readable by its owner alone. The first key seals, every key opens, so that a key can be replaced
// while secrets sealed with the one before are still about.
#pragma once

#include <filesystem>
#include <vector>

#include "base/seal.h"

namespace outfield {

class KeyRing {
  public:
    // A new file with one new key. already_exists, denied, out_of_space.
    static KeyRing create(const std::filesystem::path& file);

    // Throws ErrorKind::not_found, denied (others can read it: the message says which mode to set) or
    // invalid.
    static KeyRing load(const std::filesystem::path& file);

    std::string seal(const Secret& secret, std::string_view context) const {
        return keys_.front().seal(secret, context);
    }

    // Throws ErrorKind::corrupt when no key opens it.
    Secret open(std::string_view sealed, std::string_view context) const;

    std::size_t size() const noexcept { return keys_.size(); }

    // A new first key, and only the first key. The file is replaced in one step; when it throws, it and the
    // ring are as they were. Beside readers, not beside another change.
    void rotate(const std::filesystem::path& file);
    void retire(const std::filesystem::path& file);

  private:
    explicit KeyRing(std::vector<SealingKey> keys) : keys_(std::move(keys)) {}
    std::vector<SealingKey> keys_;  // never empty
};

}  // namespace outfield
