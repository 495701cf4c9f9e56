#include "stores/ftp/address.h"

#include <outfield/error.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace outfield::ftp {
namespace {

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorKind::invalid, "The setting 'path' " + why +
                                        ". Write it as ftp://host[:port][/directory], for example "
                                        "ftp://ftp.example.org/archive.");
}

bool take(std::string_view& text, std::string_view start) {
    if (to_lower(text.substr(0, start.size())) != start) return false;
    text.remove_prefix(start.size());
    return true;
}

std::string decode(std::string_view text) {
    std::string decoded;
    for (; !text.empty(); text.remove_prefix(1)) {
        std::array<std::byte, 1> byte{};
        if (text.front() != '%') {
            decoded.push_back(text.front());
        } else if (text.size() > 2 && bytes_from_hex(text.substr(1, 2), byte)) {
            decoded.push_back(static_cast<char>(byte[0]));
            text.remove_prefix(2);
        } else {
            refuse("has a '%' that no two hexadecimal digits follow");
        }
    }
    return decoded;
}

std::uint16_t port_from(std::string_view text) {
    const auto port = parse_unsigned(text);
    if (!port || *port == 0 || *port > 65535)
        refuse("has the port " + in_quotes(text) + "; 1 to 65535 is possible");
    return static_cast<std::uint16_t>(*port);
}

void read_host(std::string_view text, Address& address) {
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == text.npos) refuse("has a '[' without its ']'");
        address.host = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
    } else {
        address.host = text.substr(0, text.find(':'));
        text.remove_prefix(address.host.size());
    }
    if (!text.empty()) address.port = port_from(text.substr(1));
    const auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' ||
               c == ':' || c == '%';
    };
    if (address.host.empty()) refuse("names no host");
    if (!std::ranges::all_of(to_lower(address.host), good))
        refuse("has an odd host name, " + in_quotes(address.host));
}

}  // namespace

Address parse_address(std::string_view text) {
    Address address;
    text = trim(text);
    const bool is_url = take(text, "ftp://") || (address.ftps = take(text, "ftps://"));
    if (!is_url && text.find("://") != text.npos) refuse("is no FTP address");
    const auto slash = std::min(text.find('/'), text.size());
    if (text.substr(0, slash).find('@') != text.npos) {
        refuse("has a user or a password in it; they belong into the settings 'username' and 'password'");
    }
    read_host(text.substr(0, slash), address);
    const auto raw = text.substr(std::min(slash + 1, text.size()));
    address.directory = is_url ? decode(raw) : std::string(raw);
    while (address.directory.ends_with('/') && address.directory != "/") address.directory.pop_back();
    const auto control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
    if (std::ranges::any_of(address.directory, control)) refuse("has control characters in its directory");
    for (const auto name : split(address.directory, '/')) {
        if (name == "." || name == "..") refuse("has \".\" or \"..\" in its directory");
    }
    return address;
}

std::string host_and_port(const Address& address) {
    const bool brackets = address.host.find(':') != address.host.npos;
    return (brackets ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

std::string encode_path(std::string_view path) {
    std::string encoded;
    for (const char c : path) {
        const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                           std::string_view("-_.~/").find(c) != std::string_view::npos;
        if (plain) {
            encoded.push_back(c);
        } else {
            encoded.append("%").append(to_hex(std::as_bytes(std::span(&c, 1))));
        }
    }
    return encoded;
}

}  // namespace outfield::ftp
