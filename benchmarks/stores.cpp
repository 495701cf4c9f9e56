#include "stores.h"

#include "report.h"
#include "stores/ftp/kind.h"
#include "stores/s3/kind.h"
#include "stores/s3/storage.h"

namespace outfield::benchmarks {

std::unique_ptr<Storage> s3_storage(const std::string& url, unsigned connections, bool multipart) {
    return s3::store_kind().open(Settings({{"url", url},
                                           {"access_key_id", "benchmark"},
                                           {"region", "us-east-1"},
                                           {"multipart", multipart ? "on" : "off"},
                                           {"connections", std::to_string(connections)}},
                                          {{"secret_access_key", Secret("benchmark")}}));
}

std::unique_ptr<Storage> radosgw_storage(bool multipart) {
    return s3::store_kind().open(
        Settings({{"url", server_variable("OUTFIELD_TEST_S3_URL")},
                  {"access_key_id", server_variable("OUTFIELD_TEST_S3_ACCESS_KEY_ID")},
                  {"region", "us-east-1"},
                  {"multipart", multipart ? "on" : "off"}},
                 {{"secret_access_key", Secret(server_variable("OUTFIELD_TEST_S3_SECRET_ACCESS_KEY"))}}));
}

std::string signed_url(Storage& radosgw, const char* method, const ObjectAddress& address) {
    auto& client = dynamic_cast<s3::S3Storage&>(radosgw).client();
    return client.presigned_url({"", method, address.container, address.key}, std::chrono::hours(1));
}

std::unique_ptr<Storage> ftp_storage(const std::string& server, unsigned connections) {
    const auto variable = [&](const char* name) {
        return server_variable("OUTFIELD_TEST_FTP_" + server + name);
    };
    return ftp::store_kind().open(Settings({{"path", variable("_URL")},
                                            {"username", variable("_USERNAME")},
                                            {"tls", "off"},
                                            {"connections", std::to_string(connections)}},
                                           {{"password", Secret(variable("_PASSWORD"))}}));
}

}  // namespace outfield::benchmarks
