#include <outfield/conformance.h>

#include <cstdlib>
#include <map>
#include <random>
#include <string_view>

#include "material.h"

namespace outfield::conformance {
namespace {

std::string random_name(const std::string& prefix) {
    constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::random_device random;
    std::uniform_int_distribution<std::size_t> letter(0, alphabet.size() - 1);
    std::string name = prefix;
    for (int i = 0; i < 16; ++i) name += alphabet[letter(random)];
    return name;
}

bool servers_are_promised() {
    const char* promised = std::getenv("OUTFIELD_TEST_SERVERS");
    return std::getenv("CI") != nullptr || (promised != nullptr && std::string_view(promised) == "1");
}

// One container serves all tests of a candidate in this program: accounts may have few.
const std::string& shared_container(const Candidate& candidate) {
    static std::map<std::string, std::string> names;
    return names.try_emplace(candidate.name, random_name(candidate.prefix)).first->second;
}

void empty(Storage& storage, const std::string& container, const std::string& prefix) {
    for (const auto& [key, times] : walk(storage, container, prefix).times) {
        storage.remove({container, key}, Unfinished::remove);
    }
}

}  // namespace

void StorageConformance::SetUp() {
    try {
        storage_ = GetParam().open();
    } catch (const NotHere& reason) {
        if (servers_are_promised()) FAIL() << reason.what();
        GTEST_SKIP() << "NOT TESTED: " << reason.what();
    }
    container_ = shared_container(GetParam());
    storage_->create_container(container_);
    static int tests = 0;
    scope_ = "t" + std::to_string(++tests) + "/";
}

void StorageConformance::TearDown() {
    if (!storage_ || container_.empty()) return;
    empty(*storage_, container_, scope_);
    for (const auto& container : created_) empty(*storage_, container, "");
}

std::string StorageConformance::unused_container_name() const {
    return random_name(GetParam().prefix);
}

std::string StorageConformance::fresh_container() {
    const auto name = unused_container_name();
    storage_->create_container(name);
    created_.push_back(name);
    return name;
}

}  // namespace outfield::conformance
