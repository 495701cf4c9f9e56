#include <boost/json.hpp>

#include "cli/commands.h"
#include "cli/session.h"

namespace outfield::cli {
namespace {

void rotate(Session& session) {
    session.instance().configurations().rotate_sealing_key();
    session.report(
        "All secrets are sealed with a new key. Keep a copy of the key file, which still opens older "
        "backups.",
        boost::json::object{{"rotated", true}});
}

void retire(Session& session) {
    session.instance().configurations().retire_sealing_keys();
    session.report(
        "The key file has one new key. Secrets in older backups of the catalog cannot be opened with it.",
        boost::json::object{{"retired", true}});
}

}  // namespace

void add_key(Command& program) {
    auto group = program.group("key", "The key that seals secrets in the catalog");
    group.example("outfield key rotate");
    group.command("rotate", "Seal all secrets with a new key, while others work")
        .details("The keys before stay in the key file, because a backup of the catalog may need them.")
        .example("outfield key rotate")
        .runs(rotate);
    group.command("retire", "Rotate, and forget all keys before")
        .details("After a key became known to somebody. Change the secrets on their servers too.")
        .example("outfield key retire")
        .runs(retire);
}

}  // namespace outfield::cli
