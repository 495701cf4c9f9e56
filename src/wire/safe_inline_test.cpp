#include "wire/safe_inline.h"

#include <gtest/gtest.h>

namespace outfield::wire {
namespace {

TEST(SafeInline, ShowsWhatHoldsNoScripts) {
    for (const char* shown : {"text/plain", "TEXT/PLAIN; charset=utf-8", "image/png", "application/pdf",
                              "audio/ogg", "video/mp4"})
        EXPECT_TRUE(may_be_shown(shown)) << shown;
    for (const char* saved : {"text/html", "image/svg+xml", "IMAGE/SVG+XML ; x=y", "image/svg",
                              "application/xhtml+xml", "text/xml", "application/javascript", "text/css",
                              "application/octet-stream", "", "image", "audio/x+xml"})
        EXPECT_FALSE(may_be_shown(saved)) << saved;
}

TEST(ContentType, IsSafeToSend) {
    EXPECT_EQ(content_type("text/plain"), "text/plain; charset=utf-8");
    EXPECT_EQ(content_type("text/csv; charset=ISO-8859-1"), "text/csv; charset=iso-8859-1");
    EXPECT_EQ(content_type("text/csv; charset=\r\nX: y"), "text/csv; charset=utf-8");
    EXPECT_EQ(content_type("Image/PNG"), "image/png");
    for (const char* bad : {"", "/", "a/", "/b", "text", "text/pl ain", "text/plain\r\nX: y", "a/b/c"})
        EXPECT_EQ(content_type(bad), "application/octet-stream") << bad;
}

}  // namespace
}  // namespace outfield::wire
