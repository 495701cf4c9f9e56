// The keys to an account, found where AWS's own tools find them: in the configuration, then in the
// environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN), then in the shared credentials
// file (AWS_SHARED_CREDENTIALS_FILE or ~/.aws/credentials, profile AWS_PROFILE or "default").
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
#pragma once

#include <outfield/settings.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace outfield::s3 {

struct Credentials {
    std::string access_key_id;
    Secret secret_access_key;
    Secret session_token;  // may be empty
    std::string origin;    // "the environment", for messages
};

// Of one profile of a shared credentials file; nullopt when the file has no such profile or that no keys.
std::optional<Credentials> credentials_in_profile(std::string_view file_text, std::string_view profile);

// Thread-safe. Follows the credentials file when it changes, because keys are rotated.
class CredentialSource {
  public:
    // `configured` may be empty. Throws ErrorKind::invalid: half of a pair.
    explicit CredentialSource(Credentials configured);

    // The same pointer as long as the credentials are the same. Throws ErrorKind::invalid: there are none
    // anywhere.
    std::shared_ptr<const Credentials> current();

  private:
    bool read_file();
    void require_any() const;

    std::mutex mutex_;
    std::shared_ptr<const Credentials> credentials_;
    std::filesystem::path file_;  // empty: the credentials come from elsewhere and stay
    std::string profile_;
    std::filesystem::file_time_type read_at_version_{};
    std::chrono::steady_clock::time_point looked_at_{};
};

}  // namespace outfield::s3
