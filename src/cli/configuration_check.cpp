#include "cli/configuration_check.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/key_ring.h"
#include "base/text.h"
#include "cli/catalog_identity.h"
#include "cli/server_configuration.h"
#include "http/server.h"

namespace outfield::cli {
namespace {

namespace fs = std::filesystem;

class Findings {
  public:
    explicit Findings(const fs::path& file) : file_(file), document_(parse_configuration(file)) {}

    // What `look` throws is one.
    template <typename Look>
    void of(Look&& look) {
        try {
            look();
        } catch (const Error& error) {
            found_.faults.push_back(error);
        }
    }

    // The same, with the place of the setting before it.
    template <typename Look>
    void of_setting(std::string_view key, Look&& look) {
        of([&] {
            try {
                look();
            } catch (const Error& error) {
                throw Error(error.kind(), fmt::format("{}: {}", place_of(key), error.what()),
                            error.retryable() ? Retry::yes : Retry::no);
            }
        });
    }

    void note(std::string_view key, std::string_view what) {
        found_.notes.push_back(fmt::format("{}: {}", place_of(key), what));
    }

    ConfigurationFindings all() && { return std::move(found_); }

  private:
    std::string place_of(std::string_view key) const {
        return fmt::format("{}:{}: {}", file_.native(), document_.get(key)->source().begin.line, key);
    }

    const fs::path& file_;
    const toml::table document_;
    ConfigurationFindings found_;
};

std::string_view mend_of_key(ErrorKind kind) {
    if (kind == ErrorKind::not_found)
        return "; put its copy there, or where there is none: outfield key create";
    return kind == ErrorKind::invalid ? "; put its copy there" : "";
}

void check_sealing_key(const fs::path& file) try {
    if (::access(file.c_str(), R_OK) != 0 && errno == EACCES)
        throw Error(
            ErrorKind::denied,
            fmt::format("this user may not read {}: give the file to the user that the server runs as",
                        in_quotes(file.native())));
    KeyRing::load(file);
} catch (const Error& error) {
    throw Error(error.kind(), fmt::format("{}{}", error.what(), mend_of_key(error.kind())));
}

// A copy that is only read is served, too.
std::string other_environment(const std::string& own, const std::string& identity) {
    return fmt::format(
        "it is {} and the catalog's is '{}', so nothing will be written to its containers. To work "
        "with a copy: outfield environment detach. If this is the catalog's home now: outfield "
        "environment adopt",
        in_quotes(own), identity);
}

void look_at_installation(const fs::path& file, Findings& findings) {
    const auto own = read_server_configuration(file);
    std::optional<std::string> identity;
    findings.of_setting("catalog", [&] { identity = identity_of_catalog(own.catalog); });
    findings.of_setting("sealing_key", [&] { check_sealing_key(own.sealing_key); });
    findings.of([&] { require_environment(own, file, identity.value_or("")); });
    if (identity && !own.environment.empty() && own.environment != *identity)
        findings.note("environment", other_environment(own.environment, *identity));
}

void look_at_server(const server::Options& options, Findings& findings) {
    if (!options.certificate.empty())
        findings.of([&] { http::check_tls_files({options.certificate, options.key}); });
    findings.of([&] { server::check_temporary_directory(options); });
}

}  // namespace

ConfigurationFindings look_at_configuration(const fs::path& file,
                                            const std::function<server::Options()>& read_options) {
    Findings findings(file);
    findings.of([&] { look_at_installation(file, findings); });
    findings.of([&] { look_at_server(read_options(), findings); });
    return std::move(findings).all();
}

}  // namespace outfield::cli
