#include "administration/policy.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "administration/names.h"
#include "base/json_text.h"
#include "catalog/catalog.h"

namespace outfield {
namespace {

namespace json = boost::json;

struct Bucket {
    std::string name;
    std::string prefix;  // all that is there, and all that will be, stands under it
};

// The buckets that are in use: they have modules, or objects. One that was only seen needs no permission.
std::vector<Bucket> buckets_in_use(sql::Connection& connection, std::string_view configuration) {
    catalog::Containers containers(connection);
    const auto rows = configuration.empty()
                          ? containers.all()
                          : containers.of_configuration(find_configuration(connection, configuration).id);
    std::vector<Bucket> buckets;
    for (const auto& row : rows) {
        const auto usage = containers.usage(row.id);
        const bool in_use = !row.modules.empty() || usage.live + usage.condemned + usage.reserved != 0;
        if (row.kind != "s3" || !in_use) continue;
        const bool outside = containers.has_keys_outside(row.id, row.key_prefix);
        buckets.push_back({row.name, outside ? "" : row.key_prefix});
    }
    return buckets;
}

json::object statement(std::string_view sid, json::array actions, json::array resources) {
    return {{"Sid", sid},
            {"Effect", "Allow"},
            {"Action", std::move(actions)},
            {"Resource", std::move(resources)}};
}

}  // namespace

// Actions: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
std::string iam_policy(catalog::Catalog& catalog, std::string_view configuration) {
    json::array names, objects;
    const auto buckets = sql::reading(catalog.database(),
                                      [&](sql::Connection& c) { return buckets_in_use(c, configuration); });
    for (const auto& bucket : buckets) {
        names.emplace_back(fmt::format("arn:aws:s3:::{}", bucket.name));
        objects.emplace_back(fmt::format("arn:aws:s3:::{}/{}*", bucket.name, bucket.prefix));
    }
    if (names.empty())
        throw Error(ErrorKind::not_found,
                    "there is no S3 bucket to write a policy for: outfield container create CONFIG NAME, or "
                    "sync, first");
    json::array statements;
    statements.push_back(statement("ListWhatOutfieldStores",
                                   {"s3:ListBucket", "s3:ListBucketMultipartUploads"}, std::move(names)));
    statements.push_back(statement("StoreReadAndRemove",
                                   {"s3:PutObject", "s3:GetObject", "s3:DeleteObject",
                                    "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"},
                                   std::move(objects)));
    return pretty(json::object{{"Version", "2012-10-17"}, {"Statement", std::move(statements)}});
}

}  // namespace outfield
