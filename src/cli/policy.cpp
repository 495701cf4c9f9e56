#include <memory>

#include "cli/commands.h"
#include "cli/session.h"

namespace outfield::cli {

struct PolicyRequest {
    std::string configuration;
    bool versions = false;
};

static void policy(Session& session, const PolicyRequest& request) {
    const auto work = request.versions ? PolicyFor::repair_from_versions : PolicyFor::every_day;
    auto document = session.instance().iam_policy(request.configuration, work);
    if (!document.ends_with('\n')) document += '\n';
    session.print(document);
}

void add_policy(Command& program) {
    auto request = std::make_shared<PolicyRequest>();
    program.command("policy", "Print the least IAM policy that the S3 buckets need, ready to paste")
        .optional_argument("CONFIG", request->configuration, "Only the buckets of this storage configuration")
        .flag("--versions", request->versions,
              "Also what outfield repair needs to look through older versions of damaged objects")
        .example("outfield policy amazon > policy.json")
        .runs([request](Session& session) { policy(session, *request); });
}

}  // namespace outfield::cli
