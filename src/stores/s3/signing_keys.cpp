#include "stores/s3/signing_keys.h"

namespace outfield::s3 {

static constexpr std::size_t most_kept = 16;

Sha256 SigningKeys::key_for(const std::shared_ptr<const Credentials>& credentials,
                            const SigningScope& scope) {
    const std::lock_guard lock(mutex_);
    for (const auto& kept : kept_)
        if (kept.credentials == credentials && kept.date == scope.date() && kept.region == scope.region)
            return kept.key;
    if (kept_.size() >= most_kept) kept_.clear();
    const auto key = signing_key(credentials->secret_access_key, scope);
    kept_.push_back({credentials, std::string(scope.date()), scope.region, key});
    return key;
}

}  // namespace outfield::s3
