#include "conformance/server.h"
#include "stores/s3/kind.h"

namespace outfield::conformance {
namespace {

struct Server {
    std::string name;
    std::string url;         // the variable that has it
    std::string account;     // what the variables of its credentials begin with
    std::string addressing;  // "path", "virtual"
    bool has_somebody_else = true;
};

std::unique_ptr<Storage> open(const Server& server, const std::string& account) {
    std::map<std::string, std::string> plain = {
        {"url", server_variable(server.url)},
        {"access_key_id", server_variable(account + "_ACCESS_KEY_ID")},
        {"addressing", server.addressing}};
    if (plain["url"].starts_with("https")) plain["ca_file"] = server_variable("OUTFIELD_TEST_S3_CA");
    const Secret secret(server_variable(account + "_SECRET_ACCESS_KEY"));
    return s3::store_kind().open(Settings(plain, {{"secret_access_key", secret}}));
}

std::string container_of_another(const Server& server) {
    const std::string name = "outfield-bucket-of-somebody-else";
    open(server, server.account + "_OTHER")->create_container(name);
    return name;
}

Candidate candidate(const Server& server) {
    Candidate candidate{
        .name = server.name,
        .open = [server] { return open(server, server.account); },
        .forbidden_names = {"", "ab", "UPPER", "under_score", "-dash", "dash-", "a..b", "192.168.5.4",
                            "has space", "a/b", "xn--name", std::string(64, 'a')},
    };
    if (server.has_somebody_else)
        candidate.container_of_another = [server] { return container_of_another(server); };
    if (const char* ca = std::getenv("OUTFIELD_TEST_S3_CA")) candidate.ca_file = ca;
    return candidate;
}

std::vector<Candidate> candidates() {
    const std::string radosgw = "OUTFIELD_TEST_S3";
    return {candidate({"s3_radosgw", "OUTFIELD_TEST_S3_URL", radosgw, "path"}),
            candidate({"s3_radosgw_tls", "OUTFIELD_TEST_S3_TLS_URL", radosgw, "path"}),
            candidate({"s3_radosgw_virtual", "OUTFIELD_TEST_S3_VIRTUAL_URL", radosgw, "virtual"}),
            candidate({"s3_swift", "OUTFIELD_TEST_SWIFT_URL", "OUTFIELD_TEST_SWIFT", "path", false})};
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(S3, StorageConformance, testing::ValuesIn(candidates()), name_of);

}  // namespace outfield::conformance
