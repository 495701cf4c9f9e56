// Where containers of kind directory may be. Whoever may enter a container may read and adopt what lies in
// it, so none may hold the files that Outfield itself lives on: the catalog, the sealing key, outfield.toml.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace outfield {

// Filled before other threads use it.
class Places {
  public:
    // No container may have this file in it, at whatever depth.
    void keep_out(const std::filesystem::path& file);
    // Containers lie below this directory, or another that was allowed; before the first, they lie anywhere.
    void allow(const std::filesystem::path& directory);

    // Both throw ErrorKind::denied, and say why. `path` is a configuration's setting. They look at the disk:
    // a symbolic link counts as what it leads to.
    void check_path(const std::string& path) const;
    void check_container(const std::string& path, std::string_view container) const;

  private:
    std::vector<std::filesystem::path> own_files_, allowed_;
};

}  // namespace outfield
