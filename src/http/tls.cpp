#include "http/tls.h"

#include <fmt/format.h>
#include <openssl/ssl.h>
#include <outfield/error.h>

namespace outfield::http {

namespace ssl = boost::asio::ssl;

static void refuse(std::string_view what, const std::filesystem::path& file,
                   const boost::system::error_code& error) {
    if (!error) return;
    throw Error(ErrorKind::invalid,
                fmt::format("the {} {} cannot be used: {}", what, file.string(), error.message()));
}

ssl::context tls_context(const TlsFiles& files) {
    ssl::context context(ssl::context::tls_server);
    context.set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 | ssl::context::no_sslv3 |
                        ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
    boost::system::error_code error;
    context.use_certificate_chain_file(files.certificate.string(), error);
    refuse("certificate", files.certificate, error);
    context.use_private_key_file(files.key.string(), ssl::context::pem, error);
    refuse("certificate's key", files.key, error);
    if (SSL_CTX_check_private_key(context.native_handle()) != 1)
        throw Error(ErrorKind::invalid, fmt::format("the key {} is not that of the certificate {}",
                                                    files.key.string(), files.certificate.string()));
    return context;
}

void check_tls_files(const TlsFiles& files) {
    tls_context(files);
}

}  // namespace outfield::http
