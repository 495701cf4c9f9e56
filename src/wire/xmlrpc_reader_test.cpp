#include "wire/xmlrpc_reader.h"

#include "wire/reading_scene.h"

namespace outfield::wire {
namespace {

constexpr std::string_view nl = "\n";

Call read(std::string_view document, const Limits& limits = {}, std::size_t step = 1'000'000) {
    Spilling spilling;
    const auto reader = xmlrpc_reader(limits, spilling.texts);
    for (; !document.empty(); document.remove_prefix(std::min(step, document.size())))
        reader->feed(document.substr(0, step));
    return reader->finish();
}

std::string call_with(std::string_view values) {
    return "<?xml version='1.0'?><methodCall><methodName>m</methodName><params>" + std::string(values) +
           "</params></methodCall>";
}
std::string param(std::string_view value) {
    return call_with("<param>" + std::string(value) + "</param>");
}
std::string value_of(std::string_view type_and_text) {
    return shown(read(param("<value>" + std::string(type_and_text) + "</value>")).params.at(0));
}
std::string refusal(std::string_view document, const Limits& limits = {}) {
    return refusal_of([&] { read(document, limits); });
}

TEST(XmlrpcReader, ReadsEachType) {
    EXPECT_EQ(value_of("<int>-7</int>"), "-7");
    EXPECT_EQ(value_of("<i4> +7 </i4>"), "7");
    EXPECT_EQ(value_of("<i8>9223372036854775807</i8>"), "9223372036854775807");
    EXPECT_EQ(value_of("<boolean>1</boolean>"), "true");
    EXPECT_EQ(value_of("<double>1.5e3</double>"), "1500.0");
    EXPECT_EQ(value_of("<string>a &lt;b&gt; &#233; <![CDATA[<c>]]></string>"), R"("a <b> )"
                                                                               "\xc3\xa9"
                                                                               R"( <c>")");
    EXPECT_EQ(value_of("bare text "), R"("bare text ")");
    EXPECT_EQ(value_of(""), R"("")");
    EXPECT_EQ(value_of("<string/>"), R"("")");
    EXPECT_EQ(value_of("<nil/>"), "null");
    EXPECT_EQ(value_of("<ex:nil/>"), "null");
    EXPECT_EQ(value_of("<base64>\nZm9v\nYg==\n</base64>"), R"("\nZm9v\nYg==\n")");
    EXPECT_EQ(value_of("<dateTime.iso8601>20261123T08:30:05</dateTime.iso8601>"), R"("2026-11-23 08:30:05")");
    EXPECT_EQ(value_of("<dateTime.iso8601>2026-11-23T08:30:05.123Z</dateTime.iso8601>"),
              R"("2026-11-23 08:30:05")");
    EXPECT_EQ(value_of(" <array> <data> <value><int>1</int></value> <value/> </data> </array> "),
              R"([1, ""])");
    EXPECT_EQ(value_of("<struct><member><name>a</name><value><struct/></value></member></struct>"),
              R"({"a": {}})");
}

TEST(XmlrpcReader, ReadsTheSameInPiecesOfAnySize) {
    const auto document = call_with(
        "<param><value><string>sale</string></value></param><param><value><array><data><value><struct>"
        "<member><name>name</name><value>r\xc3\xa9p &amp; co</value></member></struct></value></data></array>"
        "</value></param>");
    for (std::size_t step = 1; step < 40; ++step) {
        const auto call = read(document, {}, step);
        EXPECT_EQ(call.method, "m");
        EXPECT_EQ(shown(call.params), "[\"sale\", [{\"name\": \"r\xc3\xa9p & co\"}]]") << step;
    }
}

TEST(XmlrpcReader, NeedsNoParams) {
    EXPECT_EQ(read("<methodCall><methodName> version </methodName></methodCall>").method, "version");
    EXPECT_TRUE(read(call_with("")).params.empty());
}

TEST(XmlrpcReader, OfMembersOfOneNameTheLastCounts) {
    EXPECT_EQ(value_of("<struct><member><name>a</name><value>1</value></member><member><name>b</name>"
                       "<value>2</value></member><member><name>a</name><value>3</value></member></struct>"),
              R"({"a": "3", "b": "2"})");
}

TEST(XmlrpcReader, RefusesValuesThatAreNone) {
    EXPECT_EQ(refusal(param("<value><int>12x</int></value>")), "line 1: '12x' is no integer of 64 bits");
    EXPECT_EQ(refusal(param("<value><i8>9223372036854775808</i8></value>")),
              "line 1: '9223372036854775808' is no integer of 64 bits");
    EXPECT_EQ(refusal(param("<value><int/></value>")), "line 1: '' is no integer of 64 bits");
    EXPECT_EQ(refusal(param("<value><boolean>true</boolean></value>")),
              "line 1: 'true' is no boolean: it is 0 or 1");
    for (const char* number : {"1e999", "nan", "inf", "", "1,5"})
        EXPECT_EQ(refusal(param("<value><double>" + std::string(number) + "</double></value>")),
                  "line 1: '" + std::string(number) + "' is no finite number");
    for (const char* time : {"20261323T08:30:05", "20261123T25:30:05", "20261123", "2026112308:30:05x"})
        EXPECT_EQ(
            refusal(param("<value><dateTime.iso8601>" + std::string(time) + "</dateTime.iso8601></value>")),
            "line 1: '" + std::string(time) + "' is no time: it is written 20261123T08:30:05");
    EXPECT_EQ(refusal(param("<value><nil>x</nil></value>")), "line 1: 'x' is no nil: it is empty");
}

TEST(XmlrpcReader, RefusesWhatDoesNotBelongWhereItStands) {
    EXPECT_EQ(refusal("<methodResponse/>"), "line 1: <methodResponse> does not belong here, in the document");
    EXPECT_EQ(refusal("<methodCall>" + std::string(nl) + "<params/></methodCall>"),
              "line 2: <params> does not belong here, in <methodCall>");
    EXPECT_EQ(refusal("<methodCall><methodName>m</methodName><params/><params/></methodCall>"),
              "line 1: <params> does not belong here, in <methodCall>");
    EXPECT_EQ(refusal("<methodCall/>"), "line 1: <methodCall> has no <methodName>");
    EXPECT_EQ(refusal("<methodCall><methodName> </methodName></methodCall>"),
              "line 1: <methodName> is empty");
    EXPECT_EQ(refusal(call_with("<param/>")), "line 1: <param> has no <value>");
    EXPECT_EQ(refusal(call_with("x")), "line 1: text does not belong here, in <params>");
    EXPECT_EQ(refusal(param("<value/><value/>")), "line 1: <value> does not belong here, in <param>");
    EXPECT_EQ(refusal(param("<value><value/></value>")), "line 1: <value> does not belong here, in <value>");
    EXPECT_EQ(refusal(param("<value><int>1</int><int>2</int></value>")),
              "line 1: <int> does not belong here, in <value>");
    EXPECT_EQ(refusal(param("<value>x<int>1</int></value>")), "line 1: text stands before <int>");
    EXPECT_EQ(refusal(param("<value><int>1</int>x</value>")),
              "line 1: text does not belong here, in <value>");
    EXPECT_EQ(refusal(param("<value><array/></value>")), "line 1: <array> has no <data>");
    EXPECT_EQ(refusal(param("<value><struct><member><name>a</name></member></struct></value>")),
              "line 1: <member> has no <name> and <value>");
    EXPECT_EQ(refusal(param("<value><int><int>1</int></int></value>")),
              "line 1: <int> does not belong here, in a value");
}

TEST(XmlrpcReader, RefusesWhatIsNotWellFormed) {
    EXPECT_EQ(refusal(""), "line 1: no element found");
    EXPECT_EQ(refusal(call_with("").substr(0, 60)), "line 1: unclosed token");
    EXPECT_EQ(refusal(call_with("") + "x"), "line 1: junk after document element");
    EXPECT_EQ(refusal(call_with("") + "<a/>"), "line 1: junk after document element");
    EXPECT_EQ(refusal(param("<value></params>")), "line 1: mismatched tag");
    EXPECT_EQ(refusal(param("<value>\n\xff\xfe</value>")), "line 2: not well-formed (invalid token)");
    EXPECT_EQ(refusal(param("<value>\x01</value>")), "line 1: not well-formed (invalid token)");
    EXPECT_EQ(refusal(param("<value>&undefined;</value>")), "line 1: undefined entity");
}

TEST(XmlrpcReader, RefusesEntityBombs) {
    EXPECT_EQ(refusal("<?xml version='1.0'?>\n<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" +
                      param("<value>&b;</value>").substr(21)),
              "line 2: a document type is not taken");
    EXPECT_EQ(refusal("<!DOCTYPE l SYSTEM \"file:///etc/passwd\"><methodCall/>"),
              "line 1: a document type is not taken");
}

TEST(XmlrpcReader, RefusesNestingWithoutEnd) {
    std::string arrays, values;
    for (int i = 0; i < 200'000; ++i) arrays += "<value><array><data>", values += "<value>";
    EXPECT_EQ(refusal("<methodCall><methodName>m</methodName><params><param>" + arrays),
              "line 1: lists and structs stand more than 64 deep in one another");
    EXPECT_EQ(refusal("<methodCall><methodName>m</methodName><params><param>" + values),
              "line 1: <value> does not belong here, in <value>");
}

TEST(XmlrpcReader, HasLimits) {
    std::string many;
    for (int i = 0; i < 11; ++i) many += "<param><value/></param>";
    EXPECT_EQ(refusal(call_with(many), {.values = 10}),
              "line 1: the request has more than 10 values: send less at once");
    EXPECT_EQ(refusal(call_with("<param><value>12345</value></param><param><value>678901</value></param>"),
                      {.memory = 10}),
              "line 1: the texts of the request have more than 10 bytes together: send less at once");
    EXPECT_EQ(refusal("<methodCall><methodName>" + std::string(1025, 'm')),
              "line 1: <methodName> is longer than 1024 bytes");
    const std::string comment = "<methodCall><!--" + std::string(200'000, 'x');
    EXPECT_EQ(refusal(comment), "line 1: a tag or comment is too long");
    EXPECT_EQ(refusal_of([&] { read(comment, {}, 1); }), "line 1: a tag or comment is too long");
    std::string attributes = "<methodCall";
    for (int i = 0; i < 65; ++i) attributes += " a" + std::to_string(i) + "=''";
    EXPECT_EQ(refusal(attributes + "/>"), "line 1: there are too many attributes");
}

TEST(XmlrpcReader, KeepsLongTextsOutOfMemory) {
    Spilling spilling;
    const auto reader = xmlrpc_reader({.text = 100}, spilling.texts);
    const std::string text(5000, 'x');
    reader->feed(param("<value><string>" + text + "</string></value>"));
    const auto call = reader->finish();
    const auto* kept = call.params.at(0).as<std::shared_ptr<const LongText>>();
    ASSERT_TRUE(kept);
    EXPECT_EQ(whole(*(*kept)->open()), text);
}

TEST(XmlrpcReader, ShowsWhatIsKnownBehindAPiece) {
    Spilling spilling;
    const auto reader = xmlrpc_reader({.text = 100}, spilling.texts);
    const std::string document = call_with(
        "<param><value>db</value></param><param><value><int>2</int></value></param><param><value>"
        "<array><data><value><int>1</int></value><value>" +
        std::string(200, 'x'));
    reader->feed(document.substr(0, document.find("xx") + 150));
    EXPECT_EQ(reader->so_far().method + shown(reader->so_far().params), R"(m["db", 2, [1]])");
}

}  // namespace
}  // namespace outfield::wire
