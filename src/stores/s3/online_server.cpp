#include "stores/s3/online_server.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>

#include "base/random.h"

namespace outfield::s3 {

void OnlineTest::SetUp() {
    if (variable(account_ + "_URL").empty()) {
        if (servers_are_promised())
            FAIL() << account_ << "_URL is not set: start the servers with tests/servers/up";
        GTEST_SKIP() << "NOT TESTED: " << account_
                     << "_URL is not set: start the servers with tests/servers/up";
    }
    static const std::string unique = random_id(12);
    bucket_ = "s3-online-" + unique;
    S3Storage(options()).create_container(bucket_);
}

Settings OnlineTest::settings(std::map<std::string, std::string> changes, const std::string& secret) const {
    changes.try_emplace("url", variable(account_ + "_URL"));
    changes.try_emplace("access_key_id", variable(account_ + "_ACCESS_KEY_ID"));
    const auto key = secret.empty() ? variable(account_ + "_SECRET_ACCESS_KEY") : secret;
    return Settings(std::move(changes), {{"secret_access_key", Secret(key)}});
}

Options OnlineTest::options(const std::string& url) const {
    return parse_options(url.empty() ? settings() : settings({{"url", url}}));
}

ObjectAddress OnlineTest::at(const std::string& key) const {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    return {bucket_, std::string(test->name()) + "/" + key};
}

FaultyProxy::FaultyProxy(const std::string& server_url, const std::vector<std::string>& faults) {
    const auto target = server_url.substr(server_url.find("://") + 3);
    std::vector<std::string> words{variable("OUTFIELD_TEST_PROXY"), "--target", target, "--set"};
    words.insert(words.end(), faults.begin(), faults.end());
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int out[2];
    if (::pipe(out) != 0) throw std::runtime_error("no pipe");
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(out[1], STDOUT_FILENO);
        ::close(out[0]);
        ::close(out[1]);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(out[1]);
    std::FILE* said = ::fdopen(out[0], "r");
    int port = 0;
    int control = 0;
    const int read = std::fscanf(said, "listening %d control %d", &port, &control);
    std::fclose(said);
    if (read != 2) throw std::runtime_error("OUTFIELD_TEST_PROXY does not start: " + words[0]);
    url_ = "http://127.0.0.1:" + std::to_string(port);
}

FaultyProxy::~FaultyProxy() {
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

std::string content(std::size_t size) {
    std::string text(size, '\0');
    std::uint32_t state = 1;
    for (auto& c : text) {
        state = state * 1664525U + 1013904223U;
        c = static_cast<char>(state >> 24U);
    }
    return text;
}

}  // namespace outfield::s3
