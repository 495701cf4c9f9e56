// Every subcommand of the program, each from the file of its name.
#pragma once

#include "cli/command.h"

namespace outfield::cli {

void add_init(Command& program);
void add_module(Command& program);
void add_config(Command& program);
void add_container(Command& program);
void add_explain(Command& program);
void add_record(Command& program);
void add_file(Command& program);
void add_object(Command& program);
void add_import(Command& program);
void add_policy(Command& program);
void add_collect(Command& program);
void add_trash(Command& program);
void add_check(Command& program);
void add_stray(Command& program);
void add_scrub(Command& program);
void add_repair(Command& program);
void add_environment(Command& program);
void add_key(Command& program);
void add_serve(Command& program);
void add_user(Command& program);
void add_api_key(Command& program);
void add_audit(Command& program);

// Made from the declarations of all the others: the program itself is what they describe.
void add_help(Command& program, const CLI::App& described);
void add_completion(Command& program, const CLI::App& described);
void add_man(Command& program, const CLI::App& described);

}  // namespace outfield::cli
