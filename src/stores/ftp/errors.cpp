#include "stores/ftp/errors.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace outfield::ftp {
namespace {

struct Meaning {
    ErrorKind kind;
    Retry retry;
    const char* remedy;
};

constexpr Meaning full{ErrorKind::out_of_space, Retry::no,
                       "Make room on the server, or raise the account's quota."};
constexpr Meaning busy{ErrorKind::unavailable, Retry::yes, "Lower 'connections' if this happens often."};
constexpr Meaning passing{ErrorKind::unavailable, Retry::yes, ""};
constexpr Meaning refused{ErrorKind::denied, Retry::no,
                          "Give the account the permission to read and write there."};
constexpr Meaning bad_login{ErrorKind::denied, Retry::no, "Check 'username' and 'password'."};
constexpr Meaning no_tls{ErrorKind::unsupported, Retry::no,
                         "Set 'tls' as the server has it; 'off' sends password and files in clear."};
constexpr Meaning bad_certificate{ErrorKind::denied, Retry::no,
                                  "Name the authority that signed the server's certificate in 'ca_file', and "
                                  "the host as the certificate does."};
constexpr Meaning unknown_command{ErrorKind::unsupported, Retry::no,
                                  "The server does not know that command."};
constexpr Meaning bad_name{ErrorKind::invalid, Retry::no, "The server takes no such name."};

bool says(const Reply& reply, std::initializer_list<std::string_view> phrases) {
    const std::string text = to_lower(reply.text);
    return std::ranges::any_of(phrases, [&](auto phrase) { return text.find(phrase) != text.npos; });
}

Meaning meaning_of(const Reply& reply) {
    // Some servers use a general code and tell the reason in words only.
    if (says(reply, {"no space left", "quota exceeded", "disk quota", "disc quota", "disk full"}))
        return full;
    switch (reply.code) {
        case 452:
        case 552:
            return full;
        case 421:
            return busy;
        case 530:
            // proftpd's way to say that too many are logged in.
            return says(reply, {"maximum number", "too many", ", max "}) ? busy : bad_login;
        case 331:
        case 332:
        case 430:
        case 532:
            return bad_login;
        case 522:
            return {ErrorKind::unavailable, Retry::yes, "The server wants the TLS session to be used again."};
        case 521:
        case 533:
        case 534:
        case 535:
        case 536:
            return no_tls;
        case 500:
        case 502:
        case 504:
            return unknown_command;
        case 501:
            return bad_name;
        case 550:
        case 553:
            return refused;
        default:
            return reply.code < 500 ? passing : refused;
    }
}

Meaning meaning_of(CURLcode code) {
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return {ErrorKind::unavailable, Retry::yes, "Check the host name in 'path'."};
        case CURLE_COULDNT_CONNECT:
            return {ErrorKind::unavailable, Retry::yes,
                    "Check host and port in 'path', and that the server runs."};
        case CURLE_LOGIN_DENIED:
            return bad_login;
        case CURLE_USE_SSL_FAILED:
            return no_tls;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_ISSUER_ERROR:
            return bad_certificate;
        case CURLE_SSL_CACERT_BADFILE:
            return {ErrorKind::invalid, Retry::no, "The setting 'ca_file' must name a readable PEM file."};
        case CURLE_SSL_CONNECT_ERROR:
            return {ErrorKind::unavailable, Retry::yes,
                    "The TLS handshake failed: check 'tls' and the port."};
        case CURLE_REMOTE_DISK_FULL:
            return full;
        default:
            return passing;
    }
}

Error make(const Meaning& meaning, const std::string& what, const std::string& why) {
    std::string message = "Cannot " + what + ": " + why + ".";
    if (*meaning.remedy) message.append(" ").append(meaning.remedy);
    return Error(meaning.kind, message, meaning.retry);
}

// These say more than the last reply does.
bool stands_above_replies(CURLcode code) {
    static constexpr std::array codes{CURLE_USE_SSL_FAILED, CURLE_PEER_FAILED_VERIFICATION,
                                      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
                                      CURLE_SSL_CONNECT_ERROR};
    return std::ranges::find(codes, code) != codes.end();
}

}  // namespace

Error error_of(const Reply& reply, const std::string& what) {
    return make(meaning_of(reply), what,
                "the server answered " + std::to_string(reply.code) + " " + in_quotes(reply.text));
}

Error error_of(const Outcome& outcome, const std::string& what) {
    const Exchange* last = outcome.transcript.last();
    if (last && last->refused() && !stands_above_replies(outcome.code))
        return error_of(last->replies.back(), what);
    const std::string detail = outcome.detail.empty() ? curl_easy_strerror(outcome.code) : outcome.detail;
    return make(meaning_of(outcome.code), what, in_quotes(detail));
}

}  // namespace outfield::ftp
