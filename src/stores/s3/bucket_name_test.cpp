#include "stores/s3/bucket_name.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

namespace outfield::s3 {
namespace {

TEST(BucketName, TakesWhatS3Takes) {
    for (const char* name :
         {"abc", "sale-documents", "a.b.c", "1-2", "my.bucket-2026", "1.2.3.4.5", "xn-name"})
        EXPECT_EQ(bucket_name_fault(name), std::nullopt) << name;
    EXPECT_EQ(bucket_name_fault(std::string(63, 'a')), std::nullopt);
}

TEST(BucketName, SaysWhichRuleIsBroken) {
    const std::pair<const char*, const char*> faults[] = {{"", "3 to 63"},
                                                          {"ab", "3 to 63"},
                                                          {"Sale", "'S'"},
                                                          {"a_b", "'_'"},
                                                          {"a b", "' '"},
                                                          {"-abc", "begins"},
                                                          {"abc-", "ends"},
                                                          {".abc", "begins"},
                                                          {"a..b", "'..'"},
                                                          {"a.-b", "'.-'"},
                                                          {"a-.b", "'-.'"},
                                                          {"192.168.1.1", "IP"},
                                                          {"xn--abc", "'xn--'"},
                                                          {"sthree-abc", "sthree-"},
                                                          {"abc-s3alias", "s3alias"},
                                                          {"abc--x-s3", "--x-s3"},
                                                          {"abc--ol-s3", "ol-s3"},
                                                          {"abc/def", "'/'"},
                                                          {"abc\n", "\\x0a"},
                                                          {"b\xc3\xbc"
                                                           "cher",
                                                           "\\xc3"}};
    for (const auto& [name, words] : faults) {
        const auto fault = bucket_name_fault(name);
        ASSERT_TRUE(fault.has_value()) << name;
        EXPECT_NE(fault->find(words), std::string::npos) << name << ": " << *fault;
    }
    EXPECT_TRUE(bucket_name_fault(std::string(64, 'a')).has_value());
}

TEST(BucketName, OldBucketsStayUsable) {
    EXPECT_NO_THROW(check_usable_bucket("Old_Bucket"));
    for (const char* name : {"", "a/b", "..", ".", "a b", "a\nb"})
        EXPECT_THROW(check_usable_bucket(name), Error) << name;
}

}  // namespace
}  // namespace outfield::s3
