#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/server_configuration.h"
#include "cli/session.h"
#include "cli/table.h"
#include "sql/postgresql/url.h"

namespace outfield::cli {
namespace {

namespace fs = std::filesystem;

// Never over a file that is there.
void write_new_file(const fs::path& file, const std::string& text) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    const bool written = descriptor >= 0 &&
                         ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                         ::fsync(descriptor) == 0;
    const int code = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (written) return;
    if (descriptor >= 0) ::unlink(file.c_str());
    const auto kind = code == EEXIST                    ? ErrorKind::already_exists
                      : code == EACCES || code == EROFS ? ErrorKind::denied
                      : code == ENOSPC                  ? ErrorKind::out_of_space
                                                        : ErrorKind::unavailable;
    throw Error(kind, fmt::format("cannot write {}: {}", in_quotes(file.native()), std::strerror(code)));
}

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw Error(
            error == std::errc::permission_denied ? ErrorKind::denied : ErrorKind::invalid,
            fmt::format("cannot make the directory {}: {}", in_quotes(folder.native()), error.message()));
}

std::string next_steps(const fs::path& file) {
    const auto config = fs::exists("outfield.toml") && fs::equivalent("outfield.toml", file)
                            ? std::string()
                            : fmt::format("\nFirst: export OUTFIELD_CONFIG={}", file.native());
    return fmt::format(
        R"(Made {}, its catalog and its sealing key. Keep a copy of outfield.key apart from backups of the catalog.
{}
Next:
  outfield module install FILE.toml          which models and binary fields there are
  outfield config add NAME --kind s3         how to reach an S3 account (or ftp, directory)
  outfield config test NAME                  does it work?
  outfield container create NAME BUCKET      somewhere to put files
  outfield container assign BUCKET MODULE    whose files go there
  outfield explain                           where every binary field goes, and why)",
        shown(file.native()), config);
}

void check_catalog(const std::string& url) {
    if (!sql::postgresql::is_url(url))
        throw Error(ErrorKind::invalid,
                    "--catalog takes the URL of a PostgreSQL database: postgresql://USER@HOST/DATABASE");
    if (sql::postgresql::has_password(url))
        throw Error(
            ErrorKind::invalid,
            "a password in the URL would stand in outfield.toml: put it into ~/.pgpass or $PGPASSWORD");
}

void init(Session& session, const std::string& directory, const std::string& catalog) {
    const fs::path folder = fs::absolute(directory.empty() ? "." : directory).lexically_normal();
    if (!catalog.empty()) check_catalog(catalog);
    make_folder(folder);
    const auto file = folder / "outfield.toml";
    if (fs::exists(file))
        throw Error(ErrorKind::already_exists,
                    fmt::format("{} exists already: nothing was changed", in_quotes(file.native())));
    const auto url = catalog.empty() ? "sqlite:" + (folder / "outfield.db").native() : catalog;
    auto instance = Instance::create(url, folder / "outfield.key");
    write_new_file(file, render_server_configuration({catalog.empty() ? "sqlite:outfield.db" : catalog,
                                                      "outfield.key", instance.identity()}));
    session.report(next_steps(file), boost::json::object{{"configuration", file.native()}});
}

}  // namespace

void add_init(Command& program) {
    auto directory = std::make_shared<std::string>();
    auto catalog = std::make_shared<std::string>();
    program.command("init", "Make a new outfield.toml, catalog and sealing key")
        .optional_argument("DIRECTORY", *directory, "Where; the current directory when it is left out")
        .option("--catalog", *catalog, "URL",
                "A PostgreSQL database for the catalog, instead of a SQLite file beside outfield.toml")
        .example("outfield init")
        .example("outfield init /srv/erp")
        .example("outfield init --catalog postgresql://erp@db.example.com/outfield")
        .runs([=](Session& session) { init(session, *directory, *catalog); });
}

}  // namespace outfield::cli
