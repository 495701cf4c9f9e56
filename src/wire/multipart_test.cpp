#include "wire/multipart.h"

#include "wire/reading_scene.h"

namespace outfield::wire {
namespace {

struct Noted final : FormHandler {
    void part_begin(const FormPart& part) override {
        text += "[" + part.name + "|" + part.file_name.value_or("-") + "|" + part.media_type + "]";
    }
    void part_data(std::string_view piece) override {
        EXPECT_FALSE(piece.empty());
        text += piece;
    }
    void part_end() override { text += ";"; }
    std::string text;
};

std::string read(std::string_view form, std::size_t step = 1'000'000, const FormLimits& limits = {}) {
    Noted noted;
    MultipartReader reader("XX", noted, limits);
    for (; !form.empty(); form.remove_prefix(std::min(step, form.size()))) reader.feed(form.substr(0, step));
    reader.finish();
    return noted.text;
}
std::string refusal(std::string_view form, const FormLimits& limits = {}) {
    return refusal_of([&] { read(form, 1'000'000, limits); });
}
std::string part(std::string_view name, std::string_view data) {
    return "--XX\r\nContent-Disposition: form-data; name=\"" + std::string(name) + "\"\r\n\r\n" +
           std::string(data) + "\r\n";
}

TEST(Multipart, HandsPartsOnInPiecesOfAnySize) {
    const std::string form =
        part("csrf_token", "abc") +
        "--XX  \r\ncontent-disposition: form-data; name=\"ufile\"; filename=\"../r\xc3\xa9p.txt\"\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n\r\n--X\r\n--\r\r\n" +
        "\r\n" + part("empty", "") + "--XX--\r\nand what follows";
    for (std::size_t step = 1; step < 80; ++step)
        EXPECT_EQ(read(form, step),
                  "[csrf_token|-|]abc;[ufile|r\xc3\xa9p.txt|text/plain]\r\n--X\r\n--\r\r\n;[empty|-|];")
            << step;
}

TEST(Multipart, TakesAPreambleAndAnEmptyPart) {
    EXPECT_EQ(read("preamble\r\n--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--XX--"),
              "[a|-|];");
    EXPECT_EQ(read("--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n--XX--"), "[a|-|];");
    EXPECT_EQ(read("--XX--"), "");
}

TEST(Multipart, RefusesBrokenForms) {
    EXPECT_EQ(refusal(""), "the form ends too early: its last boundary is missing");
    EXPECT_EQ(refusal(part("a", "b")), "part 1 of the form ends too early: its last boundary is missing");
    EXPECT_EQ(refusal("--XXY\r\n"), "the form has a boundary with something behind it");
    EXPECT_EQ(refusal(std::string(5000, 'x')), "the form does not begin with its boundary");
    EXPECT_EQ(refusal("--XX\r\n\r\nabc\r\n--XX--"), "part 1 of the form has no Content-Disposition");
    EXPECT_EQ(
        refusal("--XX\r\nContent-Disposition: form-data\r\n\r\n\r\n--XX--"),
        "part 1 of the form has bad headers: its Content-Disposition is not written form-data; name=\"...\"");
}

TEST(Multipart, HasLimits) {
    EXPECT_EQ(refusal(part("a", "") + part("b", "") + "--XX--", {.parts = 1}),
              "part 2 of the form is one too many: 1 are taken");
    EXPECT_EQ(refusal("--XX\r\nX: " + std::string(200, 'x'), {.header_bytes = 100}),
              "part 1 of the form has headers of more than 100 bytes");
}

TEST(Multipart, HasTheSameLimitsInPiecesOfAnySize) {
    const std::string_view header = "\r\nContent-Disposition: form-data; name=a";
    const auto form = "--XX" + std::string(header) + "\r\n\r\nb\r\n--XX--";
    for (const std::size_t step : {1, 2, 3, 5, 1000}) {
        EXPECT_EQ(read(form, step, {.header_bytes = header.size()}), "[a|-|]b;");
        EXPECT_NE(refusal_of([&] { read(form, step, {.header_bytes = header.size() - 1}); }), "");
        EXPECT_EQ(read(std::string(4094, 'x') + "\r\n" + form, step), "[a|-|]b;");
        EXPECT_EQ(refusal_of([&] { read(std::string(4095, 'x') + "\r\n" + form, step); }),
                  "the form does not begin with its boundary");
    }
}

TEST(Multipart, FindsItsBoundary) {
    EXPECT_EQ(boundary_in("multipart/form-data; boundary=----WebKitFormBoundaryx"),
              "----WebKitFormBoundaryx");
    EXPECT_EQ(boundary_in("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\""), "a b");
    EXPECT_EQ(refusal_of([] { boundary_in("text/plain"); }),
              "the Content-Type of a form with files is multipart/form-data");
    for (const char* bad :
         {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a\rb\""})
        EXPECT_EQ(refusal_of([&] { boundary_in(bad); }),
                  "the Content-Type of the form names no boundary of 1 to 70 characters");
}

}  // namespace
}  // namespace outfield::wire
