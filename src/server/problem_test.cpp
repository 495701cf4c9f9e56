#include "server/problem.h"

#include <gmock/gmock.h>
#include <outfield/error.h>

#include <boost/json.hpp>

#include "methods/methods.h"

namespace outfield::server {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

template <typename Thrown>
http::Answer answer_to(Thrown thrown) {
    return problem(std::make_exception_ptr(std::move(thrown)));
}

TEST(Problem, NamesTheKind) {
    const auto answer = answer_to(Error(ErrorKind::not_found, "no object \"x\"\r\n"));
    EXPECT_EQ(answer.status, 404U);
    EXPECT_EQ(answer.media_type, "application/problem+json");
    EXPECT_EQ(boost::json::parse(answer.body), (boost::json::value{{"title", "Not Found"},
                                                                   {"status", 404},
                                                                   {"detail", "no object \"x\"\r\n"},
                                                                   {"kind", "not found"}}));
    EXPECT_THAT(answer.headers, Contains(Pair("X-Content-Type-Options", "nosniff")));
}

TEST(Problem, HasAStatusForEachKind) {
    const std::pair<ErrorKind, unsigned> cases[] = {
        {ErrorKind::already_exists, 409}, {ErrorKind::conflict, 409},    {ErrorKind::denied, 403},
        {ErrorKind::invalid, 400},        {ErrorKind::corrupt, 500},     {ErrorKind::unsupported, 501},
        {ErrorKind::out_of_space, 507},   {ErrorKind::unavailable, 503}, {ErrorKind::outcome_unknown, 504}};
    for (const auto& [kind, status] : cases) EXPECT_EQ(answer_to(Error(kind, "x")).status, status);
    EXPECT_THAT(answer_to(Error(ErrorKind::unavailable, "x")).headers, Contains(Pair("Retry-After", "5")));
}

TEST(Problem, OfARefusalSaysWhoMayNot) {
    using methods::Refusal;
    EXPECT_EQ(answer_to(Refusal(Refusal::Kind::access, "no")).status, 403U);
    EXPECT_EQ(answer_to(Refusal(Refusal::Kind::validation, "no")).status, 400U);
    const auto fault = answer_to(http::Fault(405, "no", {{"Allow", "GET"}}));
    EXPECT_EQ(fault.status, 405U);
    EXPECT_THAT(fault.headers, Contains(Pair("Allow", "GET")));
}

TEST(Problem, KeepsWhatIsNobodysBusiness) {
    const auto answer = answer_to(std::runtime_error("password=hunter2 at 0x1234"));
    EXPECT_EQ(answer.status, 500U);
    EXPECT_THAT(answer.body, Not(HasSubstr("hunter2")));
}

TEST(Problem, IsJsonWhateverTheWords) {
    const auto answer = answer_to(Error(ErrorKind::invalid, std::string("\x01\xFF\"\\</script>\0", 15)));
    EXPECT_THAT(answer.body, HasSubstr("\\u0001"));
    EXPECT_NO_THROW(boost::json::parse(answer.body));
}

}  // namespace
}  // namespace outfield::server
