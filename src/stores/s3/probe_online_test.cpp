// Each thing that can be wrong with a configuration is found by its step, with a remedy.
#include <gtest/gtest.h>

#include "stores/s3/kind.h"
#include "stores/s3/online_server.h"

namespace outfield::s3 {
namespace {

class S3Probe : public OnlineTest {
  protected:
    // The last step that the probe came to.
    ProbeStep last(const Settings& settings,
                   const std::optional<std::string>& container = std::nullopt) const {
        std::optional<ProbeTarget> target;
        if (container)
            target = ProbeTarget{*container, "", [] { return ProbeLeave{"outfield-probe/one", ""}; }};
        const auto steps = store_kind().probe(settings, target);
        EXPECT_FALSE(steps.empty());
        for (std::size_t i = 0; i + 1 < steps.size(); ++i)
            EXPECT_NE(steps[i].outcome, ProbeStep::Outcome::failed)
                << steps[i].name << ": " << steps[i].detail;
        for (const auto& step : steps)
            EXPECT_EQ(step.outcome == ProbeStep::Outcome::failed && step.remedy.empty(), false) << step.name;
        return steps.back();
    }
    void expect_failure(const char* name, const ProbeStep& step, const char* in_remedy) const {
        EXPECT_EQ(step.name, name) << step.detail;
        EXPECT_EQ(step.outcome, ProbeStep::Outcome::failed) << step.detail;
        EXPECT_NE(step.remedy.find(in_remedy), std::string::npos) << step.remedy;
    }
    std::string tls_url() const { return variable("OUTFIELD_TEST_S3_TLS_URL"); }
    std::string ca() const { return variable("OUTFIELD_TEST_S3_CA"); }
};

TEST_F(S3Probe, PassesWhereAllIsWell) {
    EXPECT_EQ(last(settings()).outcome, ProbeStep::Outcome::passed);
    const auto step = last(settings({{"url", tls_url()}, {"ca_file", ca()}}), bucket());
    EXPECT_EQ(step.name, "permission");
    EXPECT_EQ(step.outcome, ProbeStep::Outcome::passed) << step.detail;
    EXPECT_TRUE(S3Storage(options()).list(bucket(), "outfield-probe/", std::nullopt).objects.empty());
}

TEST_F(S3Probe, FindsTheWrongNameAndPort) {
    expect_failure("name", last(settings({{"url", "http://no-such-host.invalid"}})), "'url'");
    expect_failure("port", last(settings({{"url", "http://127.0.0.1:1"}})), "port (1)");
}

TEST_F(S3Probe, FindsWhatIsWrongWithTls) {
    expect_failure("tls", last(settings({{"url", tls_url()}})), "'ca_file'");
    const auto another = variable("OUTFIELD_TEST_OTHER_CA");
    expect_failure("tls", last(settings({{"url", tls_url()}, {"ca_file", another}})), "right file");
    const auto plain = variable("OUTFIELD_TEST_S3_URL");
    expect_failure("tls", last(settings({{"url", "https" + plain.substr(4)}, {"ca_file", ca()}})), "http://");
}

TEST_F(S3Probe, FindsWrongKeys) {
    expect_failure("login", last(settings({{"access_key_id", "NOSUCHID"}})), "'access_key_id'");
    expect_failure("login", last(settings({}, "wrong-secret")), "'secret_access_key'");
    expect_failure("login",
                   last(Settings(std::map<std::string, std::string>{{"url", "http://127.0.0.1:1"},
                                                                    {"addressing", "sideways"}})),
                   "message");
}

TEST_F(S3Probe, FindsAMissingBucket) {
    expect_failure("container", last(settings(), "no-such-bucket-of-ours"), "Create");
}

TEST_F(S3Probe, FindsMissingPermission) {
    auto other = options();
    other.credentials = {variable("OUTFIELD_TEST_S3_OTHER_ACCESS_KEY_ID"),
                         Secret(variable("OUTFIELD_TEST_S3_OTHER_SECRET_ACCESS_KEY")),
                         {},
                         {}};
    const std::string name = "outfield-bucket-of-somebody-else";
    S3Storage(other).create_container(name);
    const auto step = last(settings(), name);
    expect_failure("permission", step, "s3:PutObject");
    expect_failure("permission", step, "another account");
}

}  // namespace
}  // namespace outfield::s3
