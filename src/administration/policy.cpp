#include <fmt/format.h>
#include <outfield/administration.h>
#include <outfield/error.h>

#include <boost/json.hpp>
#include <map>
#include <set>

#include "administration/names.h"
#include "base/json_text.h"
#include "catalog/catalog.h"

namespace outfield {
namespace {

namespace json = boost::json;

std::vector<catalog::Container> buckets(catalog::Catalog& catalog, std::string_view configuration) {
    return sql::reading(catalog.database(), [&](sql::Connection& connection) {
        catalog::Containers containers(connection);
        auto rows = configuration.empty()
                        ? containers.all()
                        : containers.of_configuration(find_configuration(connection, configuration).id);
        std::erase_if(rows, [](const catalog::Container& row) { return row.kind != "s3"; });
        return rows;
    });
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
    for (const auto& bucket : buckets(catalog, configuration)) {
        names.emplace_back(fmt::format("arn:aws:s3:::{}", bucket.name));
        objects.emplace_back(fmt::format("arn:aws:s3:::{}/{}*", bucket.name, bucket.key_prefix));
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
