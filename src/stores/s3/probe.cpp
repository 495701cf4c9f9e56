#include "stores/s3/probe.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <iterator>

#include "base/crash_point.h"
#include "base/plural.h"
#include "base/text.h"
#include "stores/s3/errors.h"
#include "stores/s3/reachability.h"
#include "stores/s3/storage.h"

namespace outfield::s3 {

namespace {

using Outcome = ProbeStep::Outcome;

ProbeStep clock_step(std::optional<Time> server_clock) {
    if (!server_clock) return {"clock", Outcome::skipped, "the server does not say what time it has", ""};
    const auto ahead = std::chrono::duration_cast<std::chrono::seconds>(*server_clock - now()).count();
    auto detail = fmt::format("the server's clock is {} s {} this machine's", std::abs(ahead),
                              ahead < 0 ? "behind" : "ahead of");
    if (std::abs(ahead) > 300)
        detail += "; requests are dated by the server's clock, but one of the two is wrong";
    return {"clock", Outcome::passed, detail, ""};
}

std::string login_remedy(const Refusal& refusal) {
    if (refusal.code == "InvalidAccessKeyId") return "Correct 'access_key_id': the server does not know it.";
    if (refusal.code == "SignatureDoesNotMatch")
        return "Correct 'access_key_id' and 'secret_access_key': they do not belong together.";
    if (refusal.code == "AccessDenied")
        return "Allow the account s3:ListAllMyBuckets, or name a container to try out: where it may be used, "
               "that is "
               "enough.";
    return "Correct the settings that the message names.";
}

struct Login {
    ProbeStep step;
    // All that the keys show; nullopt: not all of them are known.
    std::optional<std::vector<ContainerInfo>> buckets;
};

Login login(Client& client, bool container_named) {
    const auto request = list_buckets("");
    const auto answer = client.ask(request);
    const auto origin = client.credentials_origin();
    if (answer.success()) {
        auto page = buckets_in(answer.body);
        Login shown{{"login", Outcome::passed,
                     fmt::format("the server accepts the keys of {} and shows {}", origin,
                                 plural(page.buckets.size(), "bucket")),
                     ""},
                    {}};
        if (page.next.empty()) shown.buckets = std::move(page.buckets);
        return shown;
    }
    const auto refusal = refusal_in(answer);
    if (refusal.code == "AccessDenied" && container_named)
        return {
            {"login", Outcome::passed,
             fmt::format("the server accepts the keys of {}, but they may not list the buckets", origin), ""},
            {}};
    return {{"login", Outcome::failed, error_of(refusal, request).what(), login_remedy(refusal)}, {}};
}

ProbeStep region_step(Client& client, const Options& options, const std::string& container) {
    const auto region = client.region_of(container);
    const auto configured = options.region.empty() ? "us-east-1" : options.region;
    if (region == configured)
        return {"region", Outcome::passed, fmt::format("requests are signed for {}", region), ""};
    return {"region", Outcome::passed,
            fmt::format(
                "the server says {}, the configuration {}: requests are signed for {}; set 'region' to it to "
                "save the detour",
                region, options.region.empty() ? "nothing" : options.region, region),
            ""};
}

struct Trial {
    const ProbeTarget& target;
    const std::optional<std::vector<ContainerInfo>>& buckets;

    // A server may show the buckets alone that the keys may use.
    bool is_not_shown() const {
        return buckets && std::ranges::none_of(*buckets, [&](const ContainerInfo& bucket) {
                   return bucket.name == target.container;
               });
    }
};

std::string permission_remedy(const Error& error, std::string_view action, const Trial& trial) {
    if (error.kind() != ErrorKind::denied) return "Correct what the message names.";
    auto remedy = fmt::format("Allow the account {} on the bucket {}.", action, trial.target.container);
    if (trial.is_not_shown())
        remedy +=
            " It is not among the buckets that these keys show: should it be another account's, its owner "
            "must allow that, or choose another bucket.";
    return remedy;
}

ProbeStep refused(const Error& error, std::string_view action, const Trial& trial) {
    if (error.kind() == ErrorKind::not_found && action != "s3:GetObject" && action != "s3:DeleteObject")
        return {"container", Outcome::failed, error.what(),
                fmt::format("Create the bucket {}, or correct its name.", trial.target.container)};
    return {"permission", Outcome::failed, error.what(), permission_remedy(error, action, trial)};
}

std::vector<ProbeStep> with_bucket(const std::string& container, ProbeStep permission) {
    return {{"container", Outcome::passed, fmt::format("the bucket {} is there", container), ""},
            std::move(permission)};
}

// With leave: put, read, remove. Without: list.
std::vector<ProbeStep> try_out(S3Storage& storage, const Trial& trial) {
    const auto& target = trial.target;
    static constexpr std::string_view content = "outfield probe";
    std::string_view action = "s3:PutObject and s3:ListBucket";
    try {
        const auto leave = target.leave();
        if (leave.key.empty()) return steps_of_listing(storage, target, leave.refusal);
        const ObjectAddress address{target.container, leave.key};
        action = "s3:PutObject";
        storage.put(address, *source_from(std::string(content)), {"text/plain"});
        crash_point("probe put");
        action = "s3:GetObject";
        StringSink sink;
        storage.get(address, sink);
        if (sink.text != content)
            return with_bucket(
                target.container,
                {"permission", Outcome::failed,
                 fmt::format("{} was stored, and other bytes came back", in_quotes(address.key)),
                 "Do not use this server, or what stands between: it changes bytes."});
        action = "s3:DeleteObject";
        storage.remove(address);
    } catch (const Error& error) {
        auto step = refused(error, action, trial);
        if (step.name == "container") return {std::move(step)};
        return with_bucket(target.container, std::move(step));
    }
    return with_bucket(target.container,
                       {"permission", Outcome::passed, "a small object was put, read and removed", ""});
}

void probe_account(std::vector<ProbeStep>& steps, const Options& options,
                   const std::optional<ProbeTarget>& target) {
    S3Storage storage(options);
    auto entered = login(storage.client(), target.has_value());
    steps.push_back(std::move(entered.step));
    if (steps.back().outcome == Outcome::failed) return;
    std::vector<ProbeStep> tried;
    if (target) tried = try_out(storage, {*target, entered.buckets});  // which learns the bucket's region
    steps.push_back(region_step(storage.client(), options, target ? target->container : ""));
    std::ranges::move(tried, std::back_inserter(steps));
}

}  // namespace

std::vector<ProbeStep> probe(const Settings& settings, const std::optional<ProbeTarget>& target) {
    std::vector<ProbeStep> steps;
    try {
        const auto options = parse_options(settings);
        auto reached = reach(options);
        steps = std::move(reached.steps);
        if (!reached.answered) return steps;
        steps.push_back(clock_step(reached.server_clock));
        probe_account(steps, options, target);
    } catch (const Error& error) {
        steps.push_back({"login", Outcome::failed, error.what(), "Correct what the message names."});
    }
    return steps;
}

}  // namespace outfield::s3
