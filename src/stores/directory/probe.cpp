#include "stores/directory/probe.h"

#include <outfield/error.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>

#include "base/crash_point.h"
#include "base/text.h"
#include "stores/directory/folder.h"
#include "stores/directory/storage.h"
#include "stores/tree/names.h"

namespace outfield::directory {
namespace {

using Outcome = ProbeStep::Outcome;

ProbeStep failed(std::string name, const Error& error, std::string remedy) {
    return {std::move(name), Outcome::failed, error.what(), std::move(remedy)};
}

ProbeStep permission(const Options& options) {
    if (::access(options.path.c_str(), R_OK | W_OK | X_OK) == 0) {
        return {"permission", Outcome::passed, "This program may list and write there.", ""};
    }
    return {"permission", Outcome::failed,
            "This program may not list and write in " + in_quotes(options.path) + ".",
            "Give the user with the number " + std::to_string(::geteuid()) +
                " the permission to read, write and enter it."};
}

ProbeStep space(const Options& options) {
    struct statvfs disk {};
    if (::statvfs(options.path.c_str(), &disk) != 0 || disk.f_blocks == 0) {
        return {"space", Outcome::skipped, "This file system does not tell how much is free.", ""};
    }
    const std::uint64_t free = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
    if (disk.f_bavail > 0) return {"space", Outcome::passed, human_size(free) + " are free.", ""};
    return {"space", Outcome::failed, "Nothing is free on that disk.", "Make room, or choose another disk."};
}

std::vector<ProbeStep> try_container(const Options& options, const ProbeTarget& target) {
    const std::string text = "Outfield was here.";
    try {
        DirectoryStorage storage(options);
        const auto leave = target.leave();
        if (leave.key.empty()) return steps_of_listing(storage, target, leave.refusal);
        const ObjectAddress address{target.container, leave.key};
        storage.put(address, *source_from(text), {});
        crash_point("probe put");
        StringSink sink;
        storage.get(address, sink, {});
        storage.remove(address, Unfinished::remove);
        if (sink.text == text)
            return {{"container", Outcome::passed, "A small object was put, read and removed.", ""}};
        return {
            {"container", Outcome::failed, "Other bytes came back than were written.", "Check that disk."}};
    } catch (const Error& error) {
        const bool missing = error.kind() == ErrorKind::not_found;
        return {failed("container", error, missing ? "Create the container." : "Mend that, then try again.")};
    }
}

}  // namespace

std::vector<ProbeStep> probe(const Settings& settings, const std::optional<ProbeTarget>& target) {
    std::vector<ProbeStep> steps;
    const auto passed = [&](ProbeStep step) {
        steps.push_back(std::move(step));
        return steps.back().outcome != Outcome::failed;
    };
    try {
        const Options options = read_options(settings);
        Folder::open_root(options.path);
        steps.push_back({"path", Outcome::passed, in_quotes(options.path) + " is a directory.", ""});
        if (!passed(permission(options)) || !passed(space(options))) return steps;
        if (target)
            std::ranges::move(try_container(options, *target), std::back_inserter(steps));
        else
            steps.push_back({"container", Outcome::skipped, "No container was named.", ""});
    } catch (const Error& error) {
        steps.push_back(
            failed("path", error, "Create or mount the directory, or correct the setting 'path'."));
    }
    return steps;
}

}  // namespace outfield::directory
