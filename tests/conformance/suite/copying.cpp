// ServerSideCopier, where the store offers one.
#include <outfield/conformance.h>

#include "material.h"

namespace outfield::conformance {

TEST_P(StorageConformance, CopiesWithoutMovingTheBytes) {
    auto* const copier = storage().copier();
    if (!copier) GTEST_SKIP() << "this store offers no copier";
    const auto elsewhere = fresh_container();
    for (const auto size : {std::uint64_t{0}, std::uint64_t{1000}, large}) {
        const auto bytes = content(size);
        const auto name = std::to_string(size);
        const ObjectAddress beside = at("copies/" + name);
        const ObjectAddress away{elsewhere, "copies/" + name};
        put(storage(), at(name), bytes);
        copier->copy(at(name), beside);
        copier->copy(at(name), away);
        storage().remove(at(name));
        EXPECT_TRUE(get(storage(), beside) == bytes) << size;
        EXPECT_TRUE(get(storage(), away) == bytes) << size;
        EXPECT_EQ(storage().stat(away).value().size, size);
    }
}

TEST_P(StorageConformance, CopyingWhatIsMissingIsAnError) {
    auto* const copier = storage().copier();
    if (!copier) GTEST_SKIP() << "this store offers no copier";
    put(storage(), at("there"), "there");
    const auto nowhere = unused_container_name();
    expect_error(
        ErrorKind::not_found, [&] { copier->copy(at("absent"), at("copy")); }, "absent source");
    expect_error(
        ErrorKind::not_found,
        [&] {
            copier->copy({nowhere, "absent"}, at("copy"));
        },
        "source container");
    expect_error(
        ErrorKind::not_found,
        [&] {
            copier->copy(at("there"), {nowhere, "copy"});
        },
        "target container");
    expect_absent(storage(), at("copy"));
}

}  // namespace outfield::conformance
