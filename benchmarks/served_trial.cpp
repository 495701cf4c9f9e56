#include "served_trial.h"

#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <cctype>
#include <fstream>
#include <span>
#include <stdexcept>

#include "base/base64.h"
#include "report.h"

namespace outfield::benchmarks {
namespace {

namespace fs = std::filesystem;

constexpr const char* manifest = R"([module]
name = "sale"
[models."sale.document".fields]
name = { type = "char" }
database = { type = "binary", store = "database" }
directory = { type = "binary", store = "directory" }
s3 = { type = "binary", store = "s3" }
[models."sale.document".rights]
"base.group_user" = ["read", "write", "create", "unlink"]
)";
constexpr const char* password = "correct horse battery";

fs::path temporary_directory(const fs::path& below) {
    auto name = (below / "outfield-benchmark.XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary directory");
    return name;
}

std::string member(const std::string& name, const char* type, const std::string& value) {
    return fmt::format("<member><name>{0}</name><value><{1}>{2}</{1}></value></member>", name, type, value);
}

}  // namespace

S3Server radosgw_server() {
    return {server_variable("OUTFIELD_TEST_S3_URL"), server_variable("OUTFIELD_TEST_S3_ACCESS_KEY_ID"),
            server_variable("OUTFIELD_TEST_S3_SECRET_ACCESS_KEY")};
}

ServedTrial::ServedTrial(const std::string& outfield_program, const fs::path& below,
                         const std::optional<S3Server>& s3)
    : program_(outfield_program), directory_(temporary_directory(below)) {
    prepare(s3);
    server_ = std::make_unique<Background>(
        std::vector<std::string>{program_, "--json", "serve", "--listen", "127.0.0.1:0"},
        Environment{{"OUTFIELD_CONFIG", directory_ / "outfield.toml"}});
    const auto line = server_->first_line();
    const auto port = line.find("\"port\":");
    if (port == std::string::npos) throw std::runtime_error("outfield serve says " + line);
    port_ = static_cast<std::uint16_t>(std::stoul(line.substr(port + 7)));
    cookie_ = log_in();
}

ServedTrial::~ServedTrial() {
    server_.reset();
    std::error_code ignored;
    fs::remove_all(directory_, ignored);
}

void ServedTrial::outfield(std::vector<std::string> arguments, Environment added) const {
    arguments.insert(arguments.begin(), program_);
    added.emplace_back("OUTFIELD_CONFIG", directory_ / "outfield.toml");
    cost_of_program(arguments, added);
}

void ServedTrial::prepare(const std::optional<S3Server>& s3) const {
    std::ofstream(directory_ / "sale.toml") << manifest;
    std::ofstream(directory_ / "password") << password;
    fs::create_directory(directory_ / "files");
    outfield({"init", directory_});
    outfield({"module", "install", directory_ / "sale.toml"});
    outfield({"user", "password", "admin", "--password-file", directory_ / "password"});
    outfield({"config", "add", "local", "--kind", "directory", "--path", directory_ / "files"});
    outfield({"container", "create", "local", "documents", "--retention", "0"});
    outfield({"container", "assign", "documents", "sale"});
    if (!s3) return;
    outfield({"config", "add", "cloud", "--kind", "s3", "--url", s3->url, "--region", "us-east-1",
              "--access-key-id", s3->access_key_id, "--secret-access-key-env", "OUTFIELD_BENCHMARK_SECRET"},
             {{"OUTFIELD_BENCHMARK_SECRET", s3->secret}});
    const auto bucket =
        fmt::format("served-{}-{}", ::getpid(), directory_.filename().extension().string().substr(1));
    std::string name;
    for (const char letter : bucket) name += static_cast<char>(std::tolower(letter));
    outfield({"container", "create", "cloud", name, "--retention", "0"});
    outfield({"container", "assign", name, "sale"});
}

std::string ServedTrial::head(const std::string& method, const std::string& path, std::uint64_t body) const {
    auto text = fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n", method, path, port_);
    if (!cookie_.empty()) text += fmt::format("Cookie: {}\r\n", cookie_);
    if (body > 0) text += fmt::format("Content-Length: {}\r\n", body);
    return text + "\r\n";
}

std::string ServedTrial::log_in() const {
    const auto body = fmt::format(
        R"({{"jsonrpc":"2.0","method":"call","id":1,"params":{{"db":"outfield","login":"admin","password":"{}"}}}})",
        password);
    HttpClient client(port_);
    const auto answer =
        client.exchange(fmt::format("POST /web/session/authenticate HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n"
                                    "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
                                    port_, body.size(), body));
    const auto cookie = client.header("Set-Cookie");
    if (cookie.empty()) throw std::runtime_error("no session: " + answer);
    return cookie.substr(0, cookie.find(';'));
}

std::string ServedTrial::create_call(const std::string& model, const std::string& fields) const {
    const auto body = fmt::format(
        "<?xml version='1.0'?><methodCall><methodName>execute_kw</methodName><params>"
        "<param><value><string>outfield</string></value></param><param><value><int>2</int></value></param>"
        "<param><value><string>{}</string></value></param><param><value><string>{}</string></value></param>"
        "<param><value><string>create</string></value></param><param><value><array><data><value><struct>{}"
        "</struct></value></data></array></value></param></params></methodCall>",
        password, model, fields);
    return fmt::format(
        "POST /xmlrpc/2/object HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: text/xml\r\n"
        "Content-Length: {}\r\n\r\n{}",
        port_, body.size(), body);
}

std::string ServedTrial::create_record() const {
    HttpClient client(port_);
    const auto& answer = client.exchange(create_call("sale.document", text_member("name", "one")));
    const auto id = answer.find("<int>");
    if (id == std::string::npos) throw std::runtime_error("no record: " + answer);
    return answer.substr(id + 5, answer.find('<', id + 5) - id - 5);
}

std::string ServedTrial::path(const std::string& record, const std::string& field) const {
    return fmt::format("/files/sale.document/{}/{}", record, field);
}

std::string ServedTrial::url(const std::string& record, const std::string& field) const {
    return fmt::format("http://127.0.0.1:{}{}", port_, path(record, field));
}

void ServedTrial::collect() const {
    outfield({"collect", "--revisit", "0"});
    outfield({"collect", "--revisit", "0"});  // what the first one saw given up
}

std::string text_member(const std::string& name, const std::string& text) {
    return member(name, "string", text);
}

std::string bytes_member(const std::string& name, const std::string& bytes) {
    return member(name, "base64", base64_encode(std::as_bytes(std::span(bytes))));
}

}  // namespace outfield::benchmarks
