#include "stores/s3/credentials.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/text.h"

namespace outfield::s3 {

static std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

// False when there are none; half of a pair is refused.
static bool usable(const Credentials& credentials) {
    const bool id = !credentials.access_key_id.empty();
    const bool secret = !credentials.secret_access_key.empty();
    if (id != secret)
        throw Error(
            ErrorKind::invalid,
            fmt::format("the S3 credentials of {} are half: {} is set and {} is not; give both or neither",
                        credentials.origin, id ? "the access key id" : "the secret access key",
                        id ? "the secret access key" : "the access key id"));
    return id;
}

static Credentials from_environment() {
    return {environment("AWS_ACCESS_KEY_ID"), Secret(environment("AWS_SECRET_ACCESS_KEY")),
            Secret(environment("AWS_SESSION_TOKEN")), "the environment (AWS_ACCESS_KEY_ID)"};
}

static std::filesystem::path shared_credentials_file() {
    if (const auto named = environment("AWS_SHARED_CREDENTIALS_FILE"); !named.empty()) return named;
    const auto home = environment("HOME");
    return home.empty() ? std::filesystem::path{} : std::filesystem::path(home) / ".aws" / "credentials";
}

std::optional<Credentials> credentials_in_profile(std::string_view file_text, std::string_view profile) {
    Credentials found;
    bool inside = false;
    for (auto line : split(file_text, '\n')) {
        line = trim(line);
        if (line.empty() || line.front() == '#' || line.front() == ';') continue;
        if (line.front() == '[') {
            inside = trim(line.substr(1, line.find(']') - 1)) == profile;
            continue;
        }
        const auto equals = line.find('=');
        if (!inside || equals == line.npos) continue;
        const auto name = to_lower(trim(line.substr(0, equals)));
        const std::string value(trim(line.substr(equals + 1)));
        if (name == "aws_access_key_id") found.access_key_id = value;
        if (name == "aws_secret_access_key") found.secret_access_key = Secret(value);
        if (name == "aws_session_token") found.session_token = Secret(value);
    }
    if (found.access_key_id.empty() && found.secret_access_key.empty()) return std::nullopt;
    return found;
}

CredentialSource::CredentialSource(Credentials configured) {
    configured.origin = "this storage configuration";
    if (!usable(configured)) {
        configured = from_environment();
        if (!usable(configured)) {
            file_ = shared_credentials_file();
            const auto profile = environment("AWS_PROFILE");
            profile_ = profile.empty() ? "default" : profile;
            read_file();
            return;
        }
    }
    credentials_ = std::make_shared<const Credentials>(std::move(configured));
}

void CredentialSource::require_any() const {
    if (credentials_) return;
    throw Error(ErrorKind::invalid,
                fmt::format("no S3 credentials: neither this storage configuration (access_key_id and "
                            "secret_access_key), nor the environment (AWS_ACCESS_KEY_ID and "
                            "AWS_SECRET_ACCESS_KEY), nor profile '{}' of {} has any",
                            profile_, file_.empty() ? "~/.aws/credentials" : file_.string()));
}

// False when the file has no credentials; those read before stay.
bool CredentialSource::read_file() {
    std::error_code error;
    const auto version = std::filesystem::last_write_time(file_, error);
    if (error || (credentials_ && version == read_at_version_)) return false;
    std::ifstream in(file_, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    auto found = credentials_in_profile(text.str(), profile_);
    if (!found) return false;
    found->origin = fmt::format("profile '{}' of {}", profile_, file_.string());
    if (!usable(*found)) return false;
    credentials_ = std::make_shared<const Credentials>(std::move(*found));
    read_at_version_ = version;
    return true;
}

std::shared_ptr<const Credentials> CredentialSource::current() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (!file_.empty() && now - looked_at_ >= std::chrono::seconds(1)) {
        looked_at_ = now;
        try {
            read_file();
        } catch (const Error&) {  // half-written by the tool that rotates: the next look finds the whole
        }
    }
    require_any();
    return credentials_;
}

}  // namespace outfield::s3
