#include "base/media_type.h"

#include <gtest/gtest.h>

namespace outfield {
namespace {

TEST(MediaType, ComesFromTheNameOrTheBytes) {
    EXPECT_EQ(media_type_of_name("Contract.PDF"), "application/pdf");
    EXPECT_EQ(media_type_of_name("contract"), "");
    const std::string png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\b\6\0\0\0", 29);
    EXPECT_EQ(media_type_of_bytes(std::as_bytes(std::span(png))), "image/png");
}

}  // namespace
}  // namespace outfield
