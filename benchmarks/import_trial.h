// A catalog in the temporary directory, which should be on a real disk, and a tree of files in memory, for
// `outfield import` into an S3 endpoint and for reading the records back.
#pragma once

#include <filesystem>
#include <string>

#include "measure.h"

namespace outfield::benchmarks {

class ImportTrial {
  public:
    // `verify`: "on", as it is by default: the store is asked for the size of each object after its put.
    ImportTrial(const std::string& outfield, const std::string& server, unsigned count, unsigned size,
                const char* verify);
    ~ImportTrial();
    ImportTrial(const ImportTrial&) = delete;
    ImportTrial& operator=(const ImportTrial&) = delete;

    Cost import() const;
    enum class Into { memory, files };  // a file for each value, as rclone leaves it
    Cost read_back(unsigned threads, Into into) const;

    std::string tree() const { return files_ / "tree"; }
    std::string names() const { return files_ / "names"; }  // a file with the names in the tree
    std::string fresh_folder() const;

  private:
    Cost outfield(std::vector<std::string> arguments) const;

    std::string program_;
    std::filesystem::path directory_, files_;
    unsigned count_, size_;
};

}  // namespace outfield::benchmarks
