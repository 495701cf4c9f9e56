// Every case of AWS's published Signature Version 4 suite (sigv4-vectors/README.md), by header and by query.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "stores/s3/sigv4.h"

namespace outfield::s3 {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    EXPECT_TRUE(in) << path;
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

struct Vector {
    fs::path folder;
    std::string method, path, query, body;
    std::vector<Header> headers;
    std::string access_key_id, token;
    Secret secret_access_key;
    SigningScope scope;
    PathMode path_mode{};
    bool sign_body = false, omit_token = false;
    std::chrono::seconds expires{};

    std::string expected(const char* file) const { return read_file(folder / file); }
    std::string payload_hash() const { return to_hex(sha256_of(sign_body ? body : "")); }
    SignableRequest request() const { return {method, path, query, headers, hash, path_mode}; }
    std::string hash;
};

void parse_request(Vector& vector) {
    const auto text = vector.expected("request.txt");
    const auto end = text.find("\n\n");
    vector.body = end == std::string::npos ? "" : text.substr(end + 2);
    const auto head = text.substr(0, end);
    auto lines = split(head, '\n');
    const auto line = lines.front();
    const auto space = line.find(' ');
    const auto target = line.substr(space + 1, line.rfind(' ') - space - 1);
    const auto question = std::min(target.find('?'), target.size());
    vector.method = line.substr(0, space);
    vector.path = target.substr(0, question);
    vector.query = target.substr(std::min(question + 1, target.size()));
    for (const auto header : std::span(lines).subspan(1)) {
        if (header.empty()) continue;
        if (header.front() == ' ') {
            vector.headers.back().value.append("\n").append(header);
        } else {
            const auto colon = header.find(':');
            vector.headers.push_back(
                {std::string(header.substr(0, colon)), std::string(header.substr(colon + 1))});
        }
    }
}

bool flag(const boost::json::object& object, const char* name) {
    return object.contains(name) && object.at(name).as_bool();
}

Vector load(const fs::path& folder) {
    Vector vector;
    vector.folder = folder;
    const auto context = boost::json::parse(read_file(folder / "context.json")).as_object();
    const auto& credentials = context.at("credentials").as_object();
    vector.access_key_id = credentials.at("access_key_id").as_string().c_str();
    vector.secret_access_key = Secret(credentials.at("secret_access_key").as_string().c_str());
    if (credentials.contains("token")) vector.token = credentials.at("token").as_string().c_str();
    std::string timestamp = context.at("timestamp").as_string().c_str();
    std::erase_if(timestamp, [](char c) { return c == '-' || c == ':'; });
    vector.scope = {timestamp, context.at("region").as_string().c_str(),
                    context.at("service").as_string().c_str()};
    vector.path_mode = flag(context, "normalize") ? PathMode::normalised : PathMode::unnormalised;
    vector.sign_body = flag(context, "sign_body");
    vector.omit_token = flag(context, "omit_session_token");
    vector.expires = std::chrono::seconds(context.at("expiration_in_seconds").as_int64());
    parse_request(vector);
    vector.hash = vector.payload_hash();
    return vector;
}

class SigV4Vectors : public testing::TestWithParam<fs::path> {};

TEST_P(SigV4Vectors, ByHeader) {
    auto vector = load(GetParam());
    vector.headers.push_back({"X-Amz-Date", vector.scope.timestamp});
    if (!vector.token.empty() && !vector.omit_token)
        vector.headers.push_back({"X-Amz-Security-Token", vector.token});
    if (vector.sign_body) vector.headers.push_back({"x-amz-content-sha256", vector.hash});
    const auto request = vector.request();
    const auto key = signing_key(vector.secret_access_key, vector.scope);
    const auto canonical = canonical_request(request);
    EXPECT_EQ(canonical.text, vector.expected("header-canonical-request.txt"));
    EXPECT_EQ(string_to_sign(vector.scope, canonical.text), vector.expected("header-string-to-sign.txt"));
    EXPECT_EQ(signature(key, string_to_sign(vector.scope, canonical.text)),
              vector.expected("header-signature.txt"));
    const auto line =
        "\nAuthorization:" + authorization(request, vector.scope, vector.access_key_id, key) + "\n";
    EXPECT_NE(vector.expected("header-signed-request.txt").find(line), std::string::npos) << line;
}

TEST_P(SigV4Vectors, ByQuery) {
    auto vector = load(GetParam());
    const auto own_query = vector.query;
    const auto parameters = [&](const std::string& token) {
        return (own_query.empty() ? "" : own_query + "&") +
               presigning_parameters(vector.request(), vector.scope, vector.access_key_id, token,
                                     vector.expires);
    };
    const auto sent = parameters(vector.token);
    vector.query = parameters(vector.omit_token ? "" : vector.token);
    const auto canonical = canonical_request(vector.request());
    EXPECT_EQ(canonical.text, vector.expected("query-canonical-request.txt"));
    const auto to_sign = string_to_sign(vector.scope, canonical.text);
    EXPECT_EQ(to_sign, vector.expected("query-string-to-sign.txt"));
    const auto signed_by = signature(signing_key(vector.secret_access_key, vector.scope), to_sign);
    EXPECT_EQ(signed_by, vector.expected("query-signature.txt"));
    const auto line =
        vector.method + " " + vector.path + "?" + sent + "&X-Amz-Signature=" + signed_by + " HTTP/1.1\n";
    EXPECT_TRUE(vector.expected("query-signed-request.txt").starts_with(line)) << line;
}

std::vector<fs::path> folders() {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(OUTFIELD_SIGV4_VECTORS))
        if (entry.is_directory()) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

INSTANTIATE_TEST_SUITE_P(Aws, SigV4Vectors, testing::ValuesIn(folders()), [](const auto& test) {
    auto name = test.param.filename().string();
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(SigV4Suite, IsComplete) {
    EXPECT_EQ(folders().size(), 38U);
}

}  // namespace
}  // namespace outfield::s3
