#include "cli/server_configuration.h"

#include <gtest/gtest.h>
#include <outfield/error.h>

#include <fstream>

namespace outfield::cli {
namespace {

class ServerConfigurationTest : public testing::Test {
  protected:
    std::filesystem::path write(const std::string& text) {
        const auto file = std::filesystem::path(testing::TempDir()) / "outfield-configuration-test.toml";
        std::ofstream(file) << text;
        return file;
    }
    std::string refusal(const std::string& text) {
        try {
            read_server_configuration(write(text));
            return "taken";
        } catch (const Error& error) {
            return error.what();
        }
    }
};

TEST_F(ServerConfigurationTest, ReadsWhatItRenders) {
    const auto file = write(render_server_configuration({"sqlite:db file.db", "erp.key", "k3v9"}));
    const auto read = read_server_configuration(file);
    EXPECT_EQ(read.catalog, "sqlite:" + (file.parent_path() / "db file.db").native());
    EXPECT_EQ(read.sealing_key, file.parent_path() / "erp.key");
    EXPECT_EQ(read.environment, "k3v9");
}

TEST_F(ServerConfigurationTest, KeepsAbsolutePaths) {
    const auto read =
        read_server_configuration(write("catalog = 'sqlite:/srv/a.db'\nsealing_key = '/etc/k'\n"));
    EXPECT_EQ(read.catalog, "sqlite:/srv/a.db");
    EXPECT_EQ(read.sealing_key, "/etc/k");
}

TEST_F(ServerConfigurationTest, RefusesWithFileLineAndReason) {
    EXPECT_NE(refusal("catalog = 'sqlite:a'\nsealing_kye = 'k'\n")
                  .find(".toml:2: unknown key 'sealing_kye' "
                        "(did you mean 'sealing_key'?)"),
              std::string::npos);
    EXPECT_NE(refusal("catalog = 7\nsealing_key = 'k'\n").find(".toml:1: 'catalog' must be text"),
              std::string::npos);
    EXPECT_NE(refusal("catalog = 'sqlite:a'\n").find("'sealing_key' is missing"), std::string::npos);
    EXPECT_NE(refusal("catalog = 'sqlite:a'\n\n???\n").find(".toml:3: "), std::string::npos);
    EXPECT_THROW(read_server_configuration("/nowhere/outfield.toml"), Error);
}

TEST(ChangeEnvironment, LeavesTheRestOfTheText) {
    const auto file = std::filesystem::path(testing::TempDir()) / "change-environment.toml";
    std::ofstream(file) << "# mine\ncatalog = 'sqlite:a.db'\n  environment='old' # why\nsealing_key = 'k'\n";
    change_environment(file, "new1");
    EXPECT_EQ(read_server_configuration(file).environment, "new1");
    std::ifstream again(file);
    std::string text((std::istreambuf_iterator<char>(again)), {});
    EXPECT_EQ(text, "# mine\ncatalog = 'sqlite:a.db'\nenvironment = 'new1'\nsealing_key = 'k'\n");
    std::filesystem::remove(file);
}

TEST(ChangeEnvironment, AMissingKeyComesBeforeTheFirstTable) {
    const auto file = std::filesystem::path(testing::TempDir()) / "missing-environment.toml";
    std::ofstream(file) << "catalog = 'sqlite:a.db'\nsealing_key = 'k'\n\n[server]\nworkers = 2\n";
    EXPECT_THROW(require_environment(read_server_configuration(file), file), Error);
    change_environment(file, "new1");
    EXPECT_EQ(read_server_configuration(file).environment, "new1");
    EXPECT_NO_THROW(require_environment(read_server_configuration(file), file));
    std::filesystem::remove(file);
}

TEST_F(ServerConfigurationTest, AMissingEnvironmentIsRefusedWithWhatToWrite) {
    try {
        require_environment({"sqlite:a.db", "k", ""}, "outfield.toml", "k3v9");
        ADD_FAILURE() << "it was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_NE(std::string(error.what()).find("environment = 'k3v9'"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace outfield::cli
