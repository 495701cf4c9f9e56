#include "uploads/checksum.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

#include <span>
#include <string>

namespace outfield::uploads {
namespace {

bool matches(std::string_view header, std::string_view bytes) {
    auto checksum = Checksum::parse(header);
    for (const char byte : bytes) checksum.update(std::as_bytes(std::span(&byte, 1)));
    return checksum.matches();
}

TEST(Checksum, KnowsThreeAlgorithms) {
    EXPECT_TRUE(matches("sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=", "hello"));
    EXPECT_TRUE(matches("md5 XUFAKrxLKna5cZ2REBfFkg==", "hello"));
    EXPECT_TRUE(matches("sha256 LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=", "hello"));
    EXPECT_TRUE(matches("sha1 2jmj7l5rSw0yVb/vlWAYkK/YBwk=", ""));
    EXPECT_FALSE(matches("sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=", "hellO"));
}

TEST(Checksum, RefusesWhatIsNone) {
    for (const auto* header :
         {"", "sha1", "sha1 ", "sha1 qvTG", "SHA1 qvTGHdzF6KLavt4PO0gs2a6pQ00=", "crc32 qvTGHQ==",
          "sha256 qvTGHdzF6KLavt4PO0gs2a6pQ00=", "sha1 !!!!", "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00= and more",
          "sha256,sha1,md5 qvTGHdzF6KLavt4PO0gs2a6pQ00="}) {
        try {
            Checksum::parse(header);
            ADD_FAILURE() << header;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::invalid) << header;
        }
    }
}

}  // namespace
}  // namespace outfield::uploads
