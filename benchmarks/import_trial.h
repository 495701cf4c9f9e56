// A catalog and a tree of files in a temporary directory, for `outfield import` into an S3 endpoint and for
// reading the records back.
#pragma once

#include <filesystem>
#include <string>

#include "measure.h"

namespace outfield::benchmarks {

class ImportTrial {
  public:
    ImportTrial(const std::string& outfield, const std::string& server, unsigned count, unsigned size);
    ~ImportTrial();
    ImportTrial(const ImportTrial&) = delete;
    ImportTrial& operator=(const ImportTrial&) = delete;

    Cost import() const;
    Cost read_back(unsigned threads) const;  // each value into a file of its own, as rclone leaves it

    std::string tree() const { return directory_ / "tree"; }
    std::string names() const { return directory_ / "names"; }  // a file with the names in the tree
    std::string fresh_folder() const;

  private:
    Cost outfield(std::vector<std::string> arguments) const;

    std::string program_;
    std::filesystem::path directory_;
    unsigned count_;
};

}  // namespace outfield::benchmarks
