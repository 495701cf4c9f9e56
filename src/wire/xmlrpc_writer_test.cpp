#include "wire/xmlrpc_writer.h"

#include "base/text.h"
#include "wire/reading_scene.h"

namespace outfield::wire {
namespace {

std::string written(const Value& value) {
    StringTextSink sink;
    write_xmlrpc_response(sink, value);
    const std::string_view before = "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value>",
                           after = "</value>\n</param>\n</params>\n</methodResponse>\n";
    EXPECT_THAT(sink.text, testing::StartsWith(before));
    EXPECT_THAT(sink.text, testing::EndsWith(after));
    return sink.text.substr(before.size(), sink.text.size() - before.size() - after.size());
}

Value content(std::string bytes, std::uint64_t announced) {
    Content made{announced, [bytes](ByteSink& sink) { sink.write(std::as_bytes(std::span(bytes))); }};
    return std::make_shared<const Content>(std::move(made));
}

TEST(XmlrpcWriter, WritesEachType) {
    EXPECT_EQ(written({}), "<boolean>0</boolean>");
    EXPECT_EQ(written(true), "<boolean>1</boolean>");
    EXPECT_EQ(written(-5), "<int>-5</int>");
    EXPECT_EQ(written(std::int64_t{2147483647}), "<int>2147483647</int>");
    EXPECT_EQ(written(std::int64_t{2147483648}), "<double>2147483648.0</double>");
    EXPECT_EQ(written(0.1), "<double>0.1</double>");
    EXPECT_EQ(written(std::numeric_limits<double>::infinity()), "<boolean>0</boolean>");
    EXPECT_EQ(
        written(List{1, "a"}),
        "<array><data>\n<value><int>1</int></value>\n<value><string>a</string></value>\n</data></array>");
    EXPECT_EQ(
        written(Struct{{"a<", false}}),
        "<struct>\n<member>\n<name>a&lt;</name>\n<value><boolean>0</boolean></value>\n</member>\n</struct>");
}

TEST(XmlrpcWriter, WritesTextThatEveryReaderTakes) {
    EXPECT_EQ(written("a & <b> \"c\" \t\n\r \x01\x1f r\xc3\xa9p"),
              "<string>a &amp; &lt;b&gt; \"c\" \t\n&#13;  r\xc3\xa9p</string>");
    EXPECT_EQ(written("\xff x \xc3 \xed\xa0\x80\xef\xbf\xbe!"),
              "<string>\xef\xbf\xbd x \xef\xbf\xbd \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd!</string>");
}

TEST(XmlrpcWriter, WritesContentAsBase64) {
    EXPECT_EQ(written(content("foob", 4)), "<string>Zm9vYg==</string>");
    EXPECT_EQ(written(content("", 0)), "<boolean>0</boolean>");
    StringTextSink sink;
    try {
        write_xmlrpc_response(sink, content("foo", 4));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::corrupt);
        EXPECT_STREQ(error.what(), "a value of 4 bytes was read as 3 bytes");
    }
}

TEST(XmlrpcWriter, WritesLongTextsInPieces) {
    Spilling spilling;
    const auto writer = spilling.texts.begin();
    std::string text = "x";
    while (text.size() < 200'000) text += "\xe2\x82\xac";
    writer->write(text);
    EXPECT_TRUE(written(writer->finish()) == "<string>" + text + "</string>");
}

TEST(XmlrpcWriter, WritesFaults) {
    StringTextSink numbered, named;
    write_xmlrpc_fault(numbered, 3, "Access Denied");
    EXPECT_EQ(
        numbered.text,
        "<?xml "
        "version='1.0'?>\n<methodResponse>\n<fault>\n<value><struct>\n<member>\n<name>faultCode</name>\n"
        "<value><int>3</int></value>\n</member>\n<member>\n<name>faultString</name>\n<value><string>Access "
        "Denied</string></value>\n</member>\n</struct></value>\n</fault>\n</methodResponse>\n");
    write_xmlrpc_fault(named, "AccessDenied", "Access Denied");
    EXPECT_THAT(named.text, testing::HasSubstr("<value><string>AccessDenied</string></value>"));
}

TEST(XmlrpcWriter, EndsDepth) {
    Value deep = 1;
    for (int i = 0; i < 300; ++i) deep = List{std::move(deep)};
    StringTextSink sink;
    EXPECT_EQ(refusal_of([&] { write_xmlrpc_response(sink, deep); }), "an answer is more than 200 deep");
}

}  // namespace
}  // namespace outfield::wire
