#include <boost/json.hpp>

#include "base/key_ring.h"
#include "cli/commands.h"
#include "cli/server_configuration.h"
#include "cli/session.h"

namespace outfield::cli {
namespace {

void create(Session& session) {
    const auto own = read_server_configuration(find_server_configuration(session.configuration_file));
    KeyRing::create(own.sealing_key);
    session.report(
        "A new sealing key. The secrets that the lost one sealed cannot be had back: enter each anew with "
        "outfield config set.",
        boost::json::object{{"created", own.sealing_key.native()}});
}

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
    group.command("create", "A new key, where the file with the old one is lost")
        .details("A key file that is there stays as it is.")
        .example("outfield key create")
        .runs(create);
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
