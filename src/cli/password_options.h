// How a command is given a new password: never on the command line.
#pragma once

#include <outfield/settings.h>

#include <optional>
#include <string>

#include "cli/command.h"

namespace outfield::cli {

class PasswordOptions {
  public:
    // `this` lives until the command has run.
    void declare(Command& command);

    // From where the options say; else asked for on a terminal, twice (an empty one is none). nullopt: there
    // is none. Throws ErrorKind::invalid, as for a password that is not good.
    std::optional<Secret> read() const;

    bool generates() const noexcept { return generate_; }

  private:
    std::optional<Secret> read_given() const;

    std::optional<std::string> file_, variable_;
    bool generate_ = false;
};

}  // namespace outfield::cli
