// What the processes of the torture do, each until it is killed.
#pragma once

#include <outfield/error.h>
#include <outfield/instance.h>

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "journal.h"

namespace torture {

inline constexpr const char* model = "torture.document";

struct Work {
    outfield::Instance& instance;
    Journal& journal;
    std::string name;                     // of the process: no other has it
    std::vector<std::string> fields;      // the binary fields, one a store
    std::vector<std::string> containers;  // where a mover may move to
    std::filesystem::path directory;      // the trees of files that are imported, one a field
    std::minstd_rand random;
};

// Errors that the others cause and that promise nothing: a conflict, a store that is busy.
bool is_harmless(const outfield::Error& error);

// Adds files to a tree, imports whatever is in it, and takes its own files away once they are records. What
// an importer that was killed left is imported by the next one; several at once import no file twice.
class Importer {
  public:
    explicit Importer(Work& work) : work_(work) {}
    void step();

  private:
    Work& work_;
    std::uint64_t count_ = 0;
};

[[noreturn]] void write_for_ever(Work& work);  // its own records: create, overwrite, clear, unlink, read back
[[noreturn]] void read_for_ever(Work& work);   // anybody's
[[noreturn]] void move_for_ever(Work& work);   // anybody's values, to any container
[[noreturn]] void import_for_ever(Work& work);
[[noreturn]] void collect_for_ever(Work& work);

}  // namespace torture
