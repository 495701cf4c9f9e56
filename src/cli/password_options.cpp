#include "cli/password_options.h"

#include <outfield/error.h>

#include "access/password_rules.h"
#include "access/random_secrets.h"
#include "cli/standard_input.h"

namespace outfield::cli {
namespace {

std::optional<Secret> ask_twice() {
    auto password = ask_secret("Password");
    if (password.empty()) return std::nullopt;
    if (ask_secret("The same again").reveal() != password.reveal())
        throw Error(ErrorKind::invalid, "the two passwords differ; nothing was changed");
    return password;
}

}  // namespace

void PasswordOptions::declare(Command& command) {
    command
        .option("--password-file", file_, "FILE",
                "The password is the first line of FILE; '-' is standard input.")
        .option("--password-env", variable_, "VARIABLE", "The same from a variable of the environment.")
        .flag("--generate", generate_, "Make a random one and print it, once")
        .refused_option("--password",
                        "a password is not taken from the command line, where every user of this machine can "
                        "read it; use --password-file FILE, --password-env VARIABLE or --generate");
}

std::optional<Secret> PasswordOptions::read_given() const {
    if (generate_) return access::generate_password();
    if (file_) return secret_from_file(*file_, "Password");
    if (variable_) return secret_from_environment(*variable_);
    return standard_input_is_terminal() ? ask_twice() : std::nullopt;
}

std::optional<Secret> PasswordOptions::read() const {
    if (file_.has_value() + variable_.has_value() + generate_ > 1)
        throw Error(ErrorKind::invalid,
                    "give one of --password-file, --password-env and --generate, not several");
    auto password = read_given();
    if (password) access::require_good_password(*password);
    return password;
}

}  // namespace outfield::cli
