// The S3 servers of the tests, and a proxy in front of one that commits faults. tests/servers/up starts them
// and sets the variables. Without them a test is skipped, loudly; it fails when the environment has CI or
// OUTFIELD_TEST_SERVERS=1.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "stores/s3/settings.h"
#include "stores/s3/storage.h"

namespace outfield::s3 {

inline bool servers_are_promised() {
    const char* promised = std::getenv("OUTFIELD_TEST_SERVERS");
    return std::getenv("CI") || (promised && std::string_view(promised) == "1");
}

inline std::string variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value ? value : "";
}

// A test against a server whose variables begin with `account()`.
class OnlineTest : public testing::Test {
  protected:
    explicit OnlineTest(std::string account = "OUTFIELD_TEST_S3") : account_(std::move(account)) {}
    void SetUp() override;

    // On the server's plain address, unless `url` names another.
    Options options(const std::string& url = "") const;
    Settings settings(std::map<std::string, std::string> changes = {}, const std::string& secret = "") const;

    // A bucket of this program's own.
    const std::string& bucket() const { return bucket_; }
    ObjectAddress at(const std::string& key) const;

  private:
    std::string account_;
    std::string bucket_;
};

class SwiftTest : public OnlineTest {
  protected:
    SwiftTest() : OnlineTest("OUTFIELD_TEST_SWIFT") {}
};

// Bytes that differ everywhere.
std::string content(std::size_t size);

}  // namespace outfield::s3
