#include "stores/ftp/settings.h"

#include <outfield/error.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace outfield::ftp {
namespace {

constexpr std::array specs{
    SettingSpec{.name = "path",
                .label = "Path",
                .help = "The server and the directory that holds the containers, for example "
                        "ftp://ftp.example.org/archive; a directory from the server's root has two slashes, "
                        "ftp://ftp.example.org//srv/archive.",
                .required = true},
    SettingSpec{
        .name = "username", .label = "Username", .help = "The account on the server.", .required = true},
    SettingSpec{.name = "password", .label = "Password", .help = "The account's password.", .secret = true},
    SettingSpec{
        .name = "tls",
        .label = "TLS",
        .help = "explicit (default: AUTH TLS on the ordinary port, required), implicit (port 990), or off: "
                "the password and all files then travel in clear.",
        .default_value = "explicit",
        .choices = "explicit,implicit,off"},
    SettingSpec{.name = "tls_verify",
                .label = "Verify the certificate",
                .help = "on (default) or off; off lets anybody on the way read the password.",
                .default_value = "on",
                .choices = "on,off"},
    SettingSpec{
        .name = "ca_file",
        .label = "CA file",
        .help = "A PEM file with the authorities to trust, for example /etc/ssl/own-ca.pem; without it the "
                "system's."},
    SettingSpec{.name = "connections",
                .label = "Connections",
                .help = "How many connections are open at most, 1 to 64; the default is 8.",
                .default_value = "8"},
    SettingSpec{.name = "connect_timeout",
                .label = "Connect timeout",
                .help = "Seconds until a connection must stand, login included; the default is 30.",
                .default_value = "30"},
    SettingSpec{.name = "idle_timeout",
                .label = "Idle timeout",
                .help = "Seconds of silence after which a transfer is given up; the default is 60.",
                .default_value = "60"},
    SettingSpec{.name = "least_rate",
                .label = "Least rate",
                .help =
                    "Bytes a second that a transfer must move on the average of each idle timeout, or it is "
                    "given up; 0 means none, the default is 1KiB.",
                .default_value = "1KiB"},
    SettingSpec{.name = "control_timeout",
                .label = "Control timeout",
                .help =
                    "Seconds in all for an operation that moves no file's bytes and lists nothing, such as "
                    "a look or a removal; the default is 120.",
                .default_value = "120"},
    SettingSpec{.name = "attempts",
                .label = "Attempts",
                .help = "How often a call that fails for a passing reason is made, 1 to 20, the first time "
                        "included; the default is 5.",
                .default_value = "5"},
    SettingSpec{.name = "breaker",
                .label = "Breaker",
                .help =
                    "After so many failures in a row, over at least one pause, calls fail at once; 0 means "
                    "never, the default is 5.",
                .default_value = "5"},
    SettingSpec{.name = "breaker_pause",
                .label = "Breaker pause",
                .help = "Seconds between two tries of a server that does not answer; the default is 5.",
                .default_value = "5"},
};

Tls tls_from(const Settings& settings, bool ftps) {
    const std::string text = to_lower(settings.text_or("tls", ftps ? "implicit" : "explicit"));
    if (text == "explicit" && !ftps) return Tls::explicit_;
    if (text == "implicit") return Tls::implicit;
    if (text == "off" && !ftps) return Tls::off;
    if (ftps)
        throw Error(ErrorKind::invalid, "The setting 'path' says ftps://, so 'tls' can only be implicit.");
    throw Error(ErrorKind::invalid,
                "The setting 'tls' is " + in_quotes(text) + "; it can be explicit, implicit or off.");
}

}  // namespace

std::span<const SettingSpec> setting_specs() {
    return specs;
}

Options read_options(const Settings& settings) {
    check_settings("ftp", specs, settings);
    Options options;
    options.address = parse_address(settings.text("path"));
    options.username = settings.text("username");
    options.password = settings.secret("password");
    const auto ends_line = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
    if (std::ranges::any_of(options.username, ends_line) ||
        std::ranges::any_of(options.password.reveal(), ends_line)) {
        throw Error(ErrorKind::invalid,
                    "The settings 'username' and 'password' cannot have line ends in them.");
    }
    options.tls = tls_from(settings, options.address.ftps);
    if (options.address.port == 0) options.address.port = options.tls == Tls::implicit ? 990 : 21;
    options.tls_verify = settings.flag("tls_verify", true);
    options.ca_file = settings.text("ca_file");
    options.connections = static_cast<unsigned>(settings.number("connections", 8, 1, 64));
    options.connect_timeout = std::chrono::seconds(settings.number("connect_timeout", 30, 1, 600));
    options.idle_timeout = std::chrono::seconds(settings.number("idle_timeout", 60, 1, 3600));
    options.control_timeout = std::chrono::seconds(settings.number("control_timeout", 120, 1, 3600));
    options.least_rate = settings.bytes("least_rate", least_rate_default, 0, 1ULL << 30U);
    return options;
}

}  // namespace outfield::ftp
