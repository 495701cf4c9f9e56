// The conformance suite of <outfield/storage.h>: every promise of the contract as a test that any store can
// join. A store's weakness is read from its Capabilities; no test knows a store by name. Link
// outfield::conformance, and join:
//
//     #include <outfield/conformance.h>
//
//     using namespace outfield::conformance;
//
//     std::vector<Candidate> candidates() {
//         return {{
//             .name = "mine",
//             .open = [] { return std::make_unique<MyStorage>("localhost"); },
//             .forbidden_names = {"", "UPPER"},
//         }};
//     }
//     INSTANTIATE_TEST_SUITE_P(Mine, StorageConformance, testing::ValuesIn(candidates()), name_of);
//
// Needs GoogleTest with its main(). The suite works in fresh containers whose names begin with
// Candidate::prefix, takes away every object that it put there, and leaves the empty containers, because the
// contract has no verb for those.
#pragma once

#include <gtest/gtest.h>
#include <outfield/storage.h>

#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace outfield::conformance {

struct Candidate {
    // Letters, digits and _: becomes part of the tests' names.
    std::string name;

    // A new Storage on the account or server under test. It may throw NotHere.
    std::function<std::unique_ptr<Storage>()> open;

    // Of the names of the containers that the suite creates; 16 characters of a-z and 0-9 follow.
    std::string prefix = "conformance-";

    // Names of containers that the store's rules refuse.
    std::vector<std::string> forbidden_names = {""};

    // Makes sure that a container of somebody else's exists, and names it; empty where there is nobody else.
    std::function<std::string()> container_of_another = {};

    // PEM file of the authorities with which presigned addresses are fetched; empty: the system's.
    std::string ca_file = {};

    // What one Storage has put, the next that `open` makes can read.
    bool survives_its_storage = true;
};

// Thrown by Candidate::open when the server is not there. The test is then skipped, loudly; it fails instead
// when the environment has CI or OUTFIELD_TEST_SERVERS=1, so that a server that did not start is never taken
// for success.
class NotHere : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

class StorageConformance : public testing::TestWithParam<Candidate> {
  protected:
    void SetUp() override;
    void TearDown() override;

    Storage& storage() { return *storage_; }
    const std::string& container() const { return container_; }

    // Keys of this test alone begin with scope(), for the container is shared and no key is used twice.
    const std::string& scope() const { return scope_; }
    ObjectAddress at(const std::string& key) const { return {container_, scope_ + key}; }

    std::string fresh_container();  // one of this test alone, emptied in the end
    std::string unused_container_name() const;

  private:
    std::unique_ptr<Storage> storage_;
    std::string container_;
    std::string scope_;
    std::vector<std::string> created_;
};

// The tests' names: Mine/StorageConformance.Something/name.
inline std::string name_of(const testing::TestParamInfo<Candidate>& candidate) {
    return candidate.param.name;
}

inline void PrintTo(const Candidate& candidate, std::ostream* out) {
    *out << candidate.name;
}

}  // namespace outfield::conformance
