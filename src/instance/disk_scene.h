// For tests of the administration: an Outfield with a directory "disk" and the container "disk/sales" in it.
#pragma once

#include <gtest/gtest.h>
#include <outfield/error.h>
#include <outfield/instance.h>

#include <barrier>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>

#include "connections/connections.h"
#include "instance/rooms.h"
#include "sql/temporary_directory.h"
#include "sql/trial_database.h"

namespace outfield {

class DiskScene : public ::testing::Test {
  protected:
    DiskScene() {
        outfield.configurations().add("disk", "directory", disk());
        outfield.containers().create("disk", "sales");
    }

    Settings disk() const { return Settings({{"path", folder.file("disk")}}); }

    Instance another() {
        return Instance::open(url, folder.file("key"), {.environment = outfield.identity()});
    }

    // nullopt: it was done.
    template <typename Verb>
    static std::optional<ErrorKind> fault(Verb&& verb) {
        try {
            verb();
        } catch (const Error& error) {
            return error.kind();
        }
        return std::nullopt;
    }

    // Both begin at the same moment, round after round; none may fail.
    template <typename One, typename Other, typename Then>
    static void at_once(int rounds, One&& one, Other&& other, Then&& then) {
        for (int round = 1; round <= rounds && !HasFailure(); ++round) {
            std::barrier start(2);
            const auto run = [&](auto& verb) {
                start.arrive_and_wait();
                EXPECT_NO_THROW(verb(round));
            };
            {
                std::jthread beside([&] { run(other); });
                run(one);
            }
            then(round);
        }
    }

    sql::TemporaryDirectory folder;
    sql::TrialDatabase database;
    std::string url = database.url();
    Instance outfield = make();

  private:
    Instance make() {
        std::filesystem::create_directories(folder.file("disk"));
        return Instance::create(url, folder.file("key"));
    }
};

}  // namespace outfield
