#include "http/head.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/status.hpp>
#include <chrono>

#include "base/text.h"
#include "wire/http_date.h"

namespace outfield::http {
namespace {

namespace beast = boost::beast;
using beast::http::field;
using Message = beast::http::request_header<>;

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

bool holds(beast::string_view list, beast::string_view token) {
    return beast::http::token_list(list).exists(token);
}

bool is_printable(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20U || byte == 0x7FU;
    });
}

void split_target(std::string_view target, RequestHead& head) {
    if (target.starts_with("http://") || target.starts_with("https://")) {
        const auto slash = target.find('/', target.find("://") + 3);
        target = slash == std::string_view::npos ? "/" : target.substr(slash);
    }
    if (target.empty() || (target.front() != '/' && target != "*") || !is_printable(target))
        throw Fault(400, "the request's target is no path");
    target = target.substr(0, target.find('#'));
    const auto mark = target.find('?');
    head.path = target.substr(0, mark);
    if (mark != std::string_view::npos) head.query = target.substr(mark + 1);
}

void look_at_framing(const Message& message, RequestHead& head) {
    const auto codings = message.count(field::transfer_encoding),
               lengths = message.count(field::content_length);
    if (codings > 0) {
        if (codings > 1 || lengths > 0 || head.version < 11)
            throw Fault(400, "the request's length can be understood in two ways");
        if (!beast::iequals(message[field::transfer_encoding], "chunked"))
            throw Fault(501, "the only transfer coding here is chunked");
        head.is_chunked = true;
    }
    if (lengths > 1) throw Fault(400, "the request has several lengths");
    if (lengths == 1) {
        head.length = parse_unsigned(view(message[field::content_length]));
        if (!head.length) throw Fault(400, "the Content-Length is no number");
    }
    const auto coded = message.equal_range(field::content_encoding);
    for (auto coding = coded.first; coding != coded.second; ++coding)
        if (!coding->value().empty() && !beast::iequals(coding->value(), "identity"))
            throw Fault(415, "compressed bodies are not taken", {{"Accept-Encoding", "identity"}});
}

void look_at_host(const Message& message, unsigned version) {
    const auto hosts = message.count(field::host);
    if (hosts > 1 || (hosts == 0 && version >= 11)) throw Fault(400, "the request has no Host, or several");
    static constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:[]%";
    if (view(message[field::host]).find_first_not_of(allowed) != std::string_view::npos)
        throw Fault(400, "the Host is none");
}

void look_at_expectation(const Message& message, RequestHead& head) {
    const auto expectation = message[field::expect];
    if (expectation.empty()) return;
    if (!beast::iequals(expectation, "100-continue")) throw Fault(417, "only 100-continue can be expected");
    head.expects_continue = head.version >= 11;
}

}  // namespace

RequestHead checked_head(const Message& message) {
    RequestHead head;
    head.version = message.version();
    if (head.version != 10 && head.version != 11) throw Fault(505, "this server speaks HTTP/1.1");
    head.method = view(message.method_string());
    split_target(view(message.target()), head);
    look_at_host(message, head.version);
    look_at_framing(message, head);
    look_at_expectation(message, head);
    const auto connection = message[field::connection];
    head.keeps_alive = head.version >= 11 ? !holds(connection, "close") : holds(connection, "keep-alive");
    return head;
}

// Made once a second.
static const std::string& date_of_now() {
    thread_local Time second{};
    thread_local std::string text;
    const auto current = std::chrono::floor<std::chrono::seconds>(now());
    if (text.empty() || current != second) text = wire::http_date(second = current);
    return text;
}

static void append(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    for (const char c : value)
        if (static_cast<unsigned char>(c) >= 0x20U) out += c;
    out += "\r\n";
}

std::string rendered_head(const RequestHead& request, unsigned status, std::string_view media_type,
                          const Headers& headers, std::optional<std::uint64_t> length, bool closes) {
    std::string out;
    out.reserve(512);
    out += request.version >= 11 ? "HTTP/1.1 " : "HTTP/1.0 ";
    out += std::to_string(status);
    out += ' ';
    out += reason_phrase(status);
    out += "\r\n";
    append(out, "Date", date_of_now());
    if (!media_type.empty()) append(out, "Content-Type", media_type);
    if (length) append(out, "Content-Length", std::to_string(*length));
    for (const auto& [name, value] : headers) append(out, name, value);
    if (closes)
        append(out, "Connection", "close");
    else if (request.version < 11)
        append(out, "Connection", "keep-alive");
    out += "\r\n";
    return out;
}

std::string_view reason_phrase(unsigned status) noexcept {
    if (status == 460) return "Checksum Mismatch";  // of the tus protocol
    const auto phrase = beast::http::obsolete_reason(static_cast<beast::http::status>(status));
    return {phrase.data(), phrase.size()};
}

}  // namespace outfield::http
