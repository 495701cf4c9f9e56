// What the processes of the torture do, each until it is killed.
#pragma once

#include <outfield/instance.h>

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
    std::minstd_rand random;
};

[[noreturn]] void write_for_ever(Work& work);  // its own records: create, overwrite, clear, unlink, read back
[[noreturn]] void read_for_ever(Work& work);   // anybody's
[[noreturn]] void move_for_ever(Work& work);   // anybody's values, to any container
[[noreturn]] void collect_for_ever(Work& work);

}  // namespace torture
