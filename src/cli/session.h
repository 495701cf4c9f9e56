// One run of the program: the global options, the instance (opened when it is first asked for) and what is
// printed.
#pragma once

#include <outfield/instance.h>

#include <boost/json/value.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "access/audited.h"
#include "cli/exit_code.h"

namespace outfield::cli {

class Session {
  public:
    std::string configuration_file;  // --config
    bool json = false;               // --json
    int exit_code = exit_ok;         // for what is done only in part; errors are thrown

    // Throws ErrorKind::invalid, with what to write, when outfield.toml does not say which environment this
    // installation is.
    Instance& instance();
    // The same without that: for the commands that settle it.
    Instance& instance_of_any_environment();

    // To standard output. Throw ErrorKind::out_of_space or unavailable when it cannot be written, and
    // BrokenPipe when nobody reads any more.
    void print(std::string_view text);
    void print(const boost::json::value& document);  // one line
    void flush();

    // The usual end of a command that changes something: a document with --json, else the sentence.
    void report(std::string_view sentence, const boost::json::value& document);

    // To standard error: a sentence for people that is no error.
    void note(std::string_view sentence);

  private:
    std::unique_ptr<Instance> instance_;
    bool environment_is_said_ = false;                // outfield.toml was asked
    std::unique_ptr<const access::Audited> audited_;  // of what the program does on this thread
};

// The reader of our standard output went away (`outfield ... | head`): not an error.
struct BrokenPipe {};

}  // namespace outfield::cli
