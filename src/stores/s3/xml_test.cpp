#include "stores/s3/xml.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

namespace outfield::s3 {
namespace {

TEST(Xml, ReadsATree) {
    const auto root = parse_xml(
        R"(<?xml version="1.0"?><s3:A xmlns:s3="urn:x"><B>1 &amp; 2</B><s3:C><D/></s3:C><B>3</B></s3:A>)");
    EXPECT_EQ(root.name, "A");
    EXPECT_EQ(root.child_text("B"), "1 & 2");
    EXPECT_EQ(root.children.size(), 3U);
    ASSERT_TRUE(root.child("C"));
    EXPECT_TRUE(root.child("C")->child("D"));
    EXPECT_FALSE(root.child("E"));
    EXPECT_EQ(root.child_text("E"), "");
}

std::string refusal(const std::string& document) {
    try {
        parse_xml(document);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return error.what();
    }
    return "";
}

TEST(Xml, RefusesEntityBombs) {
    EXPECT_NE(refusal(R"(<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><l>&c;</l>)")
                  .find("document type"),
              std::string::npos);
    EXPECT_NE(refusal(R"(<!DOCTYPE l SYSTEM "file:///etc/passwd"><l/>)").find("document type"),
              std::string::npos);
    EXPECT_NE(refusal("<l>&undefined;</l>"), "");
}

TEST(Xml, RefusesWhatIsTooDeepTooLargeOrBroken) {
    std::string deep, wide = "<a>";
    for (int i = 0; i < 20; ++i) deep += "<a>";
    EXPECT_NE(refusal(deep).find("deeply"), std::string::npos);
    for (int i = 0; i < 200'001; ++i) wide += "<b/>";
    EXPECT_NE(refusal(wide + "</a>").find("too many"), std::string::npos);
    for (const char* broken :
         {"", "text", "<a>", "<a></b>", "<a/><b/>", "<a>\x01</a>", "<a>\xff\xfe</a>", "{}"})
        EXPECT_NE(refusal(broken), "") << broken;
}

TEST(Xml, EscapesText) {
    EXPECT_EQ(xml_escaped("\"a\" & <b> 'c'\x01\n"), "&quot;a&quot; &amp; &lt;b&gt; &apos;c&apos;\n");
}

}  // namespace
}  // namespace outfield::s3
