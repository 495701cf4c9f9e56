// The findings of a check in a file: a line of JSON each, so that what is done about them was seen before.
#pragma once

#include <outfield/check.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

namespace outfield::cli {

class FindingWriter {
  public:
    explicit FindingWriter(
        const std::string& path);  // replaces a file that is there. Errors: denied, unavailable
    void add(const Finding& finding);
    void finish();  // throws out_of_space where not all could be written

  private:
    std::string path_;
    std::ofstream file_;
};

// Throws ErrorKind::invalid as "FILE:LINE: reason", not_found.
void read_findings(const std::string& path, const std::function<void(const Finding&)>& each);

}  // namespace outfield::cli
