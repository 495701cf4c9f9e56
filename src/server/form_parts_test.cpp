#include "server/form_parts.h"

#include <gmock/gmock.h>
#include <outfield/error.h>

namespace outfield::server {
namespace {

using testing::HasSubstr;

const std::string content_type = "multipart/form-data; boundary=edge";
const std::string end = "--edge--\r\n";

std::string part(const std::string& name, const std::string& content) {
    return "--edge\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + content + "\r\n";
}

// Gives one byte at a time.
class Drips final : public ByteSource {
  public:
    explicit Drips(std::string text) : text_(std::move(text)) {}
    std::size_t read(std::span<std::byte> buffer) override {
        if (at_ == text_.size() || buffer.empty()) return 0;
        buffer[0] = static_cast<std::byte>(text_[at_++]);
        return 1;
    }

  private:
    std::string text_;
    std::size_t at_ = 0;
};

std::string all_of(ByteSource& source) {
    std::string text;
    std::array<std::byte, 7> piece{};
    for (std::size_t count = 0; (count = source.read(piece)) > 0;)
        text.append(reinterpret_cast<const char*>(piece.data()), count);
    return text;
}

std::string fault_of_form(const std::string& body, std::size_t limit = 100) {
    try {
        FormParts parts(std::make_shared<Drips>(body), content_type);
        while (parts.next() != nullptr) parts.read_text(limit);
        return "";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return error.what();
    }
}

TEST(FormParts, ComeOneAfterTheOther) {
    const auto body = part("a", "one") + part("empty", "") + part("b", std::string(500, 'x')) + end;
    for (const bool drips : {true, false}) {
        std::shared_ptr<ByteSource> source = std::make_shared<Drips>(body);
        if (!drips) source = source_from(std::string(body));
        FormParts parts(source, content_type);
        ASSERT_EQ(parts.next()->name, "a");
        EXPECT_EQ(parts.read_text(3), "one");
        ASSERT_EQ(parts.next()->name, "empty");
        EXPECT_EQ(parts.read_text(0), "");
        ASSERT_EQ(parts.next()->name, "b");
        EXPECT_EQ(all_of(*parts.content()), std::string(500, 'x'));
        EXPECT_EQ(parts.next(), nullptr);
        EXPECT_EQ(parts.next(), nullptr);
    }
}

TEST(FormParts, WhatWasNotReadIsPassed) {
    FormParts parts(std::make_shared<Drips>(part("a", std::string(500, 'x')) + part("b", "two") + end),
                    content_type);
    parts.next();
    std::array<std::byte, 3> some{};
    parts.content()->read(some);
    ASSERT_EQ(parts.next()->name, "b");
    EXPECT_EQ(parts.read_text(100), "two");
}

TEST(FormParts, ContentDoesNotGoOnInTheNextPart) {
    FormParts parts(source_from(part("a", "one") + part("b", "two") + end), content_type);
    parts.next();
    const auto content = parts.content();
    EXPECT_EQ(all_of(*content), "one");
    EXPECT_EQ(all_of(*content), "");
}

TEST(FormParts, WhatIsNoFormIsRefused) {
    EXPECT_THAT(fault_of_form(part("a", "one")), HasSubstr("ends too early"));
    EXPECT_THAT(fault_of_form(part("a", "one") + "--edge"), HasSubstr("ends too early"));
    EXPECT_THAT(fault_of_form(""), HasSubstr("ends too early"));
    EXPECT_THAT(fault_of_form(std::string(10'000, 'x')), HasSubstr("does not begin with its boundary"));
    EXPECT_THAT(fault_of_form(part("a", "four") + end, 3),
                HasSubstr("the form's part 'a' is longer than 3 bytes"));
    EXPECT_THAT(fault_of_form("--edge\r\nX: " + std::string(20'000, 'y')), HasSubstr("16384 bytes"));
    std::string many;
    for (int i = 0; i < 1001; ++i) many += part("a", "");
    EXPECT_THAT(fault_of_form(many + end), HasSubstr("part 1001"));
    EXPECT_THROW(FormParts(source_from(std::string()), "multipart/form-data"), Error);
    EXPECT_THROW(
        FormParts(source_from(std::string()), "multipart/form-data; boundary=" + std::string(71, 'a')),
        Error);
    EXPECT_THROW(FormParts(source_from(std::string()), "multipart/form-data; boundary=\"a\r\nb\""), Error);
}

}  // namespace
}  // namespace outfield::server
