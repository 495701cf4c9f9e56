#include <openssl/pem.h>
#include <openssl/x509.h>
#include <outfield/error.h>
#include <unistd.h>

#include <boost/asio/ssl.hpp>
#include <filesystem>
#include <fstream>

#include "http/scene.h"

namespace outfield::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

const std::string get = "GET /ignore HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

template <typename Write>
void write_file(const std::filesystem::path& path, Write write) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"), std::fclose);
    ASSERT_EQ(write(file.get()), 1);
}

class TlsTest : public HttpTest {
  protected:
    void SetUp() override {
        std::filesystem::create_directory(directory_);
        make_files();
        begin(small_limits(), files);
    }
    void TearDown() override {
        HttpTest::TearDown();
        std::filesystem::remove_all(directory_);
    }

    // A certificate that signs itself.
    void make_files() {
        const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
        const std::unique_ptr<X509, void (*)(X509*)> certificate(X509_new(), X509_free);
        X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
        X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
        X509_set_pubkey(certificate.get(), key.get());
        X509_sign(certificate.get(), key.get(), EVP_sha256());
        write_file(files.certificate,
                   [&](std::FILE* file) { return PEM_write_X509(file, certificate.get()); });
        write_file(files.key, [&](std::FILE* file) {
            return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
        });
    }

    std::string ask_securely(std::string_view text) {
        asio::io_context context;
        asio::ssl::context tls(asio::ssl::context::tls_client);
        asio::ssl::stream<asio::ip::tcp::socket> stream(context, tls);
        stream.next_layer().connect({asio::ip::make_address("127.0.0.1"), server_->port()});
        stream.handshake(asio::ssl::stream_base::client);
        asio::write(stream, asio::buffer(text));
        std::string answer;
        boost::system::error_code ignored;
        asio::read(stream, asio::dynamic_buffer(answer), ignored);
        return answer;
    }

    std::filesystem::path directory_ =
        std::filesystem::temp_directory_path() / ("outfield-tls-" + std::to_string(::getpid()));
    TlsFiles files{directory_ / "certificate.pem", directory_ / "key.pem"};
};

TEST_F(TlsTest, ARequestIsAnswered) {
    EXPECT_THAT(ask_securely(get), EndsWith("ignored"));
}

TEST_F(TlsTest, WhatIsNoHandshakeIsCutOff) {
    for (const auto& text : {get, std::string(70'000, '\x16'), std::string("\x16\x03\x01\xff\xff\x01", 6),
                             std::string(1000, '\0')}) {
        EXPECT_THAT(ask(text), Not(HasSubstr("ignored")));
        EXPECT_EQ(handled, 0);
    }
    EXPECT_THAT(ask_securely(get), EndsWith("ignored"));
}

TEST_F(TlsTest, AHandshakeThatNeverComesDoesNotHoldUpTheEnd) {
    auto silent = client();
    while (server_->connections() == 0) std::this_thread::sleep_for(1ms);
    const auto begin = std::chrono::steady_clock::now();
    end(0s);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 3s);
    EXPECT_EQ(silent.read_until_end(), "");
}

TEST_F(TlsTest, FilesThatCannotBeUsedAreNamed) {
    for (const auto& broken : {files.certificate, files.key}) {
        make_files();
        std::ofstream(broken) << "nothing of the kind";
        try {
            check_tls_files(files);
            FAIL() << broken;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::invalid);
            EXPECT_THAT(error.what(), HasSubstr(broken.filename().string()));
        }
    }
    const auto other = files.key.string() + ".other";
    make_files();
    std::filesystem::rename(files.key, other);
    make_files();
    EXPECT_THROW(check_tls_files({files.certificate, other}), Error);
    EXPECT_NO_THROW(check_tls_files(files));
}

}  // namespace
}  // namespace outfield::http
