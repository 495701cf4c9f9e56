// containers and create_container.
#include <outfield/conformance.h>

#include <algorithm>

#include "material.h"

namespace outfield::conformance {

TEST_P(StorageConformance, CreatesAContainerOnceHoweverOftenAsked) {
    const auto bucket = fresh_container();
    put(storage(), {bucket, "kept"}, "kept");
    EXPECT_NO_THROW(storage().create_container(bucket));
    EXPECT_EQ(get(storage(), {bucket, "kept"}), "kept");
}

TEST_P(StorageConformance, ListsItsContainers) {
    if (!storage().capabilities().lists_containers)
        GTEST_SKIP() << "this store says that it cannot list containers";
    const auto before = storage().containers();
    const auto bucket = fresh_container();
    const auto after = storage().containers();
    const auto count = [](const std::vector<ContainerInfo>& all, const std::string& name) {
        return std::count_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
    };
    EXPECT_EQ(count(before, bucket), 0);
    EXPECT_EQ(count(after, bucket), 1);
    EXPECT_EQ(count(after, container()), 1);
    for (const auto& one : after) EXPECT_EQ(count(after, one.name), 1) << one.name;
}

TEST_P(StorageConformance, RefusesForbiddenContainerNames) {
    for (const auto& name : GetParam().forbidden_names) {
        expect_error(
            ErrorKind::invalid, [&] { storage().create_container(name); }, "container \"" + name + '"');
    }
}

TEST_P(StorageConformance, RefusesTheContainerOfAnother) {
    if (!GetParam().container_of_another) GTEST_SKIP() << "there is nobody else on this store";
    const auto name = GetParam().container_of_another();
    expect_error(
        ErrorKind::already_exists, [&] { storage().create_container(name); }, "create_container");
    expect_error(
        ErrorKind::denied,
        [&] {
            put(storage(), {name, "key"}, "x");
        },
        "put");
    expect_error(
        ErrorKind::denied,
        [&] {
            get(storage(), {name, "key"});
        },
        "get");
    expect_error(
        ErrorKind::denied, [&] { storage().list(name, "", std::nullopt); }, "list");
}

}  // namespace outfield::conformance
