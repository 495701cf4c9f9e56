// Administrators at once, on one machine and on several.
#include "catalog/configurations.h"
#include "instance/disk_scene.h"

namespace outfield {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class AdministrationTest : public DiskScene {
  protected:
    void add_bucket() {
        outfield.configurations().add("far", "s3",
                                      Settings({{"url", "http://127.0.0.1:1"}, {"access_key_id", "id"}},
                                               {{"secret_access_key", Secret("secret")}}));
        outfield.containers().enter("far", "bucket");
    }

    // One administrator changes the retention, another one in some way whether links are presigned.
    template <typename SetPresigned>
    void retention_stands_beside(SetPresigned&& set_presigned) {
        add_bucket();
        at_once(
            150,
            [&](int round) {
                outfield.containers().change("far/bucket", {.retention = std::chrono::seconds(round)});
            },
            [&](int round) { set_presigned(round % 2 == 1); },
            [&](int round) {
                const auto now = outfield.containers().get("far/bucket");
                EXPECT_EQ(now.retention.count(), round);
                EXPECT_EQ(now.presigned, round % 2 == 1);
            });
    }

    void add_host() {
        outfield.configurations().add(
            "host", "ftp", Settings({{"path", "ftp://127.0.0.1:1/x"}, {"username", "u"}}, password("first")));
    }
    static std::map<std::string, Secret> password(const std::string& text) {
        return {{"password", Secret(text)}};
    }
    static void set_password(Instance& instance, const std::string& text) {
        instance.configurations().change("host", Settings({}, password(text)));
    }
    static std::string password_of(Instance& instance) {
        const Rooms rooms(instance);
        const auto row = sql::reading(rooms.catalog().database(), [](sql::Connection& connection) {
            return *catalog::Configurations(connection).find("host");
        });
        return rooms.connections().settings_of(row).secret("password").reveal();
    }
};

TEST_F(AdministrationTest, ChangesOfOneContainerAllStand) {
    retention_stands_beside(
        [&](bool presigned) { outfield.containers().change("far/bucket", {.presigned = presigned}); });
}

TEST_F(AdministrationTest, AContainerThatIsEnteredAgainKeepsWhatItHas) {
    add_bucket();
    at_once(
        150,
        [&](int round) {
            outfield.containers().change("far/bucket", {.retention = std::chrono::seconds(round)});
        },
        [&](int) { outfield.containers().enter("far", "bucket"); },
        [&](int round) { EXPECT_EQ(outfield.containers().get("far/bucket").retention.count(), round); });
    EXPECT_EQ(fault([&] { outfield.containers().enter("far", "bucket", {.retention = 7s}); }),
              ErrorKind::already_exists);
    EXPECT_EQ(fault([&] { outfield.containers().enter("far", "bucket", {.key_prefix = "other/"}); }),
              ErrorKind::already_exists);
    EXPECT_EQ(outfield.containers().get("far/bucket").retention.count(), 150);
}

TEST_F(AdministrationTest, ASynchronisationKeepsWhatAnotherChanges) {
    const auto here = folder.file("disk/sales"), away = folder.file("away");
    at_once(
        100,
        [&](int round) {
            outfield.containers().change("disk/sales", {.retention = std::chrono::seconds(round)});
        },
        [&](int round) {
            round % 2 == 1 ? fs::rename(here, away) : fs::rename(away, here);
            outfield.containers().synchronise("disk");
        },
        [&](int round) {
            const auto now = outfield.containers().get("disk/sales");
            EXPECT_EQ(now.retention.count(), round);
            EXPECT_EQ(now.vanished, round % 2 == 1);
        });
}

// And neither waits for the other without end.
TEST_F(AdministrationTest, ASecretIsChangedWhileTheKeyIs) {
    add_bucket();
    add_host();
    at_once(
        60, [&](int) { outfield.configurations().rotate_sealing_key(); },
        [&](int round) { set_password(outfield, std::to_string(round)); },
        [&](int round) { EXPECT_EQ(password_of(outfield), std::to_string(round)); });
}

TEST_F(AdministrationTest, NothingIsSealedWithAKeyThatAnotherRetired) {
    add_host();
    EXPECT_EQ(password_of(outfield), "first");
    another().configurations().retire_sealing_keys();
    set_password(outfield, "second");
    auto third = another();
    EXPECT_EQ(password_of(third), "second");
}

TEST_F(AdministrationTest, ASecretIsReadableWhileKeysAreRetired) {
    add_host();
    auto other = another();
    at_once(
        60, [&](int) { other.configurations().retire_sealing_keys(); },
        [&](int round) { set_password(outfield, std::to_string(round)); },
        [&](int round) {
            auto fresh = another();
            EXPECT_EQ(password_of(fresh), std::to_string(round));
        });
}

TEST_F(AdministrationTest, WhatIsListedAndMayNotBeUsedHasNotVanished) {
    fs::create_directories(folder.file("disk/found"));
    Rooms(outfield).connections().places().allow(folder.file("elsewhere"));
    const auto report = outfield.containers().synchronise("disk");
    EXPECT_EQ(report.unchanged, std::vector<std::string>{"sales"});
    EXPECT_EQ(report.vanished, std::vector<std::string>{});
    EXPECT_EQ(report.appeared, std::vector<std::string>{});
    EXPECT_FALSE(outfield.containers().get("disk/sales").vanished);

    fs::remove_all(folder.file("disk/sales"));
    EXPECT_EQ(outfield.containers().synchronise("disk").vanished, std::vector<std::string>{"sales"});
}

}  // namespace
}  // namespace outfield
