#include "administration/policy.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "administration/names.h"
#include "base/json_text.h"
#include "catalog/catalog.h"

namespace outfield {
namespace {

namespace json = boost::json;

struct Bucket {
    std::string name;
    std::string prefix;       // all that is there, and all that will be, stands under it
    bool is_foreign = false;  // another environment's: only read here
    bool on_amazon = false;
};

bool leads_to_amazon(sql::Connection& connection, const catalog::Container& container) {
    const auto settings = catalog::Configurations(connection).get(container.configuration).settings;
    const auto url = settings.find("url");
    return url == settings.end() || url->second.find(".amazonaws.com") != std::string::npos;
}

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
        buckets.push_back(
            {row.name, outside ? "" : row.key_prefix, row.is_foreign, leads_to_amazon(connection, row)});
    }
    return buckets;
}

// Those of a statement, each once, in their order.
class Resources {
  public:
    void add(const std::string& arn) {
        const json::string text(arn);
        if (std::find(array_.begin(), array_.end(), text) == array_.end()) array_.push_back(text);
    }
    void add_bucket(const Bucket& bucket) { add(fmt::format("arn:aws:s3:::{}", bucket.name)); }
    void add_objects(const Bucket& bucket) {
        add(fmt::format("arn:aws:s3:::{}/{}*", bucket.name, bucket.prefix));
    }
    const json::array& array() const { return array_; }

  private:
    json::array array_;
};

class Policy {
  public:
    void allow(std::string_view sid, json::array actions, const Resources& resources,
               json::object condition = {}) {
        if (resources.array().empty()) return;
        json::object statement{{"Sid", sid},
                               {"Effect", "Allow"},
                               {"Action", std::move(actions)},
                               {"Resource", resources.array()}};
        if (!condition.empty()) statement["Condition"] = std::move(condition);
        statements_.push_back(std::move(statement));
    }
    std::string text() const {
        return pretty(json::object{{"Version", "2012-10-17"}, {"Statement", statements_}});
    }

  private:
    json::array statements_;
};

// Who asks for an object that is not there learns so only where it may list. Amazon takes the object's key
// for the prefix then; other servers may know no prefix at that moment and would answer 403.
std::string_view prefix_condition(const Bucket& bucket) {
    return bucket.on_amazon ? "StringLike" : "StringLikeIfExists";
}

void allow_listing(Policy& policy, const std::vector<Bucket>& buckets, const json::array& actions) {
    Resources whole;
    std::map<std::pair<std::string_view, std::string>, Resources> below;  // by condition and prefix
    for (const auto& bucket : buckets)
        (bucket.prefix.empty() ? whole : below[{prefix_condition(bucket), bucket.prefix}]).add_bucket(bucket);
    policy.allow("List", actions, whole);
    int number = 0;
    for (const auto& [condition, resources] : below)
        policy.allow(fmt::format("ListBelow{}", ++number), actions, resources,
                     {{condition.first, json::object{{"s3:prefix", json::array{condition.second + "*"}}}}});
}

}  // namespace

// Actions and the conditions that each knows:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
std::string iam_policy(catalog::Catalog& catalog, std::string_view configuration, PolicyFor work) {
    const auto buckets = sql::reading(catalog.database(),
                                      [&](sql::Connection& c) { return buckets_in_use(c, configuration); });
    if (buckets.empty())
        throw Error(ErrorKind::not_found,
                    "there is no S3 bucket to write a policy for: outfield container create CONFIG NAME, or "
                    "sync, first");
    Resources all, ours, foreign;
    for (const auto& bucket : buckets) {
        all.add_bucket(bucket);
        (bucket.is_foreign ? foreign : ours).add_objects(bucket);
    }
    const bool of_versions = work == PolicyFor::repair_from_versions;
    Policy policy;
    allow_listing(
        policy, buckets,
        of_versions ? json::array{"s3:ListBucket", "s3:ListBucketVersions"} : json::array{"s3:ListBucket"});
    policy.allow("ListUnfinished", {"s3:ListBucketMultipartUploads"}, all);  // it knows no s3:prefix
    policy.allow("StoreReadAndRemove",
                 {"s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"}, ours);
    policy.allow("ReadWhatIsAnothers", {"s3:GetObject"}, foreign);
    if (of_versions) policy.allow("ReadVersions", {"s3:GetObjectVersion"}, ours);
    return policy.text();
}

}  // namespace outfield
