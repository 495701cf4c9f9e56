// A catalog of its own with module sale, served by `outfield serve` on a free port of loopback.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "background.h"
#include "http_client.h"

namespace outfield::benchmarks {

struct S3Server {
    std::string url, access_key_id, secret;
};
S3Server radosgw_server();  // of the test servers

class ServedTrial {
  public:
    // Everything in a directory of its own below `below`. The records of sale.document have the binary fields
    // `database`, `directory` and, with an S3 server, `s3`.
    ServedTrial(const std::string& outfield, const std::filesystem::path& below,
                const std::optional<S3Server>& s3 = {});
    ~ServedTrial();
    ServedTrial(const ServedTrial&) = delete;
    ServedTrial& operator=(const ServedTrial&) = delete;

    const Background& process() const { return *server_; }
    std::uint16_t port() const { return port_; }
    const std::string& cookie() const { return cookie_; }  // "session_id=...", of the administrator

    std::string create_record() const;  // of sale.document; returns its id
    std::string path(const std::string& record, const std::string& field) const;  // "/files/..."
    std::string url(const std::string& record, const std::string& field) const;

    // "POST /files... " to the empty line behind the headers, with the session.
    std::string head(const std::string& method, const std::string& path, std::uint64_t body) const;
    // A whole XML-RPC request that creates a record; `fields` are the struct's members.
    std::string create_call(const std::string& model, const std::string& fields) const;

    void collect() const;  // gives up what was replaced and deleted

  private:
    void prepare(const std::optional<S3Server>& s3) const;
    void outfield(std::vector<std::string> arguments, Environment added = {}) const;
    std::string log_in() const;

    std::string program_;
    std::filesystem::path directory_;
    std::unique_ptr<Background> server_;
    std::uint16_t port_ = 0;
    std::string cookie_;
};

// A member of an XML-RPC struct: text, or bytes in base64.
std::string text_member(const std::string& name, const std::string& text);
std::string bytes_member(const std::string& name, const std::string& bytes);

}  // namespace outfield::benchmarks
