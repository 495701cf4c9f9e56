// Signing keys, kept as long as the day, the region and the credentials are the same. Thread-safe.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "stores/s3/credentials.h"
#include "stores/s3/sigv4.h"

namespace outfield::s3 {

class SigningKeys {
  public:
    Sha256 key_for(const std::shared_ptr<const Credentials>& credentials, const SigningScope& scope);

  private:
    struct Kept {
        std::shared_ptr<const Credentials> credentials;
        std::string date;
        std::string region;
        Sha256 key;
    };
    std::mutex mutex_;
    std::vector<Kept> kept_;
};

}  // namespace outfield::s3
