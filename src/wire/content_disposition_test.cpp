#include "wire/content_disposition.h"

#include "base/text.h"
#include "wire/header_parameters.h"
#include "wire/reading_scene.h"

namespace outfield::wire {
namespace {

std::string saved(std::string_view name) {
    return content_disposition(Disposition::saved, name);
}

TEST(ContentDisposition, NamesAFileInBothForms) {
    EXPECT_EQ(saved("r\xc3\xa9p ort.txt"),
              R"(attachment; filename="rep ort.txt"; filename*=UTF-8''r%C3%A9p%20ort.txt)");
    EXPECT_EQ(content_disposition(Disposition::shown, "a.pdf"),
              R"(inline; filename="a.pdf"; filename*=UTF-8''a.pdf)");
    EXPECT_EQ(saved(""), "attachment");
    EXPECT_EQ(saved("\xe6\x8a\xa5\xe5\x91\x8a.pdf"),
              R"(attachment; filename="__.pdf"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf)");
    EXPECT_EQ(saved("e\xcc\x81\xc5\x81\xc3\x9f"),
              R"(attachment; filename="eL_"; filename*=UTF-8''e%CC%81%C5%81%C3%9F)");
}

TEST(ContentDisposition, LetsNoNameBreakOut) {
    EXPECT_EQ(saved("a\"b\\c.txt"), R"(attachment; filename="c.txt"; filename*=UTF-8''c.txt)");
    EXPECT_EQ(saved("a\"b;c.txt"), R"(attachment; filename="a_b;c.txt"; filename*=UTF-8''a%22b%3Bc.txt)");
    EXPECT_EQ(saved("x\r\nSet-Cookie: a=b"),
              R"(attachment; filename="xSet-Cookie: a=b"; filename*=UTF-8''xSet-Cookie%3A%20a%3Db)");
    EXPECT_EQ(saved("../../etc/passwd"), R"(attachment; filename="passwd"; filename*=UTF-8''passwd)");
    for (const char* nothing : {"a/..", ".", " ..", ".\x01."})
        EXPECT_EQ(saved(nothing), "attachment") << nothing;
    EXPECT_EQ(saved("\xff"), "attachment");
}

TEST(ContentDisposition, KeepsNamesShortWithoutBreakingCharacters) {
    std::string name(254, 'a');
    EXPECT_EQ(safe_file_name(name + "\xc3\xa9"), name);
}

TEST(FormDisposition, IsReadAsBrowsersWriteIt) {
    const auto form = parse_form_disposition(R"(form-data; name="ufile"; filename="C:\docs\r)"
                                             "\xc3\xa9"
                                             R"(p \"a\".txt")");
    EXPECT_EQ(form.name, "ufile");
    EXPECT_EQ(form.file_name, "r\xc3\xa9p \"a\".txt");
    EXPECT_EQ(
        parse_form_disposition("form-data; name=a; filename=x; filename*=utf-8'en'r%C3%A9p.txt").file_name,
        "r\xc3\xa9p.txt");
    EXPECT_EQ(parse_form_disposition("form-data; name=a; filename=x; filename*=latin1''r%E9p").file_name,
              "x");
    EXPECT_EQ(parse_form_disposition("Form-Data; Name=a").file_name, std::nullopt);
    EXPECT_EQ(parse_form_disposition("form-data; name=a; filename=\"\"").file_name, "");
}

TEST(FormDisposition, RefusesTheRest) {
    for (const char* bad :
         {"attachment; name=a", "form-data", "form-data; name=\"a", "form-data; name=\"a\" b",
          "form-data; =a", "form-data; name", "form-data; name=\"\xff\""})
        EXPECT_NE(refusal_of([&] { parse_form_disposition(bad); }), "") << bad;
    EXPECT_EQ(refusal_of([] { parse_parameters("a; b"); }),
              "the header 'a; b' is not written as value; name=value; ...");
}

}  // namespace
}  // namespace outfield::wire
