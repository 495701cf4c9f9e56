#include <memory>

#include "cli/commands.h"
#include "cli/session.h"

namespace outfield::cli {

static void policy(Session& session, const std::string& configuration) {
    auto document = session.instance().iam_policy(configuration);
    if (!document.ends_with('\n')) document += '\n';
    session.print(document);
}

void add_policy(Command& program) {
    auto configuration = std::make_shared<std::string>();
    program.command("policy", "Print the least IAM policy that the S3 buckets need, ready to paste")
        .optional_argument("CONFIG", *configuration, "Only the buckets of this storage configuration")
        .example("outfield policy amazon > policy.json")
        .runs([configuration](Session& session) { policy(session, *configuration); });
}

}  // namespace outfield::cli
