// Cookies (RFC 6265).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace outfield::wire {

// The value of the cookie in a Cookie header, without quotes; the first of that name; nullopt: there is none.
// What is malformed is passed over, as browsers carry cookies of others too.
std::optional<std::string> cookie(std::string_view header, std::string_view name);

struct SetCookie {
    std::string name, value;  // of a token's characters
    std::string path = "/";
    std::optional<std::chrono::seconds> max_age;  // none: until the browser closes; 0: at once
    bool http_only = true;
    bool secure = false;
    std::string same_site = "Lax";
};

// "session_id=...; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax". Throws ErrorKind::invalid for characters
// that would break out of their place.
std::string render(const SetCookie& cookie);

}  // namespace outfield::wire
