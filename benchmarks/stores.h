// The stores under test, opened as a storage configuration would open them.
#pragma once

#include <outfield/storage.h>

#include <memory>
#include <string>

namespace outfield::benchmarks {

// nginx takes any credentials; `url` is the server or a delay line in front of it.
std::unique_ptr<Storage> s3_storage(const std::string& url, unsigned connections, bool multipart = true);

// The radosgw of the test servers.
std::unique_ptr<Storage> radosgw_storage(bool multipart);

// An address of it that is signed already, as curl's own signature is refused by radosgw.
std::string signed_url(Storage& radosgw, const char* method, const ObjectAddress& address);

// proftpd or vsftpd of the test servers ("PROFTPD"), without TLS, as curl is used in the comparison.
std::unique_ptr<Storage> ftp_storage(const std::string& server, unsigned connections);

// Hashes what it gets and keeps nothing.
class HashingSink final : public ByteSink {
  public:
    void write(Bytes bytes) override { hasher.update(bytes); }
    Sha256Hasher hasher;
};

}  // namespace outfield::benchmarks
