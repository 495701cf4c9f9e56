// What a worker was about to do and what it was told is done, in a file that survives it: a line each, in one
// write(2).
//
//     begin write NAME FIELD TOKEN       done write NAME FIELD TOKEN
//     begin clear NAME FIELD -           begin unlink NAME - -
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace torture {

class Journal {
  public:
    explicit Journal(const std::filesystem::path& file);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    void begin(const std::string& verb, const std::string& name, const std::string& field,
               const std::string& token);
    void done(const std::string& verb, const std::string& name, const std::string& field,
              const std::string& token);
    void fail(const std::string& what);  // a broken promise

  private:
    void line(const std::string& text) const;
    int file_;
};

// What a record may be, now that its writer is dead.
struct Expectation {
    bool may_exist = false, may_be_absent = true;
    std::map<std::string, std::set<std::string>> fields;  // tokens that it may have; "": none
};

struct Expectations {
    std::map<std::string, Expectation> records;  // by name
    std::uint64_t done = 0;                      // acknowledged verbs
};

// Of all journals in the directory. Throws std::runtime_error with the words of the first failure that one
// tells.
Expectations read_journals(const std::filesystem::path& directory);

}  // namespace torture
