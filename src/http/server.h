// Listens, and runs a coroutine for each connection.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "http/exchange.h"

namespace outfield::http {

// Answers one request. What it throws is answered as a 500 where nothing was answered yet, and else breaks
// the connection off.
using Handler = std::function<Awaitable<void>(Exchange&)>;

// PEM files. The certificate's file holds its chain too.
struct TlsFiles {
    std::filesystem::path certificate, key;
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any free one
    std::optional<TlsFiles> tls;
    std::size_t threads = 2;  // that run the coroutines
    Limits limits;
    // Whose connections stand for many clients: peer_connections does not count for it.
    std::function<bool(std::string_view address)> is_proxy;
};

// Thread-safe.
class Server {
  public:
    // Listens at once. Errors: invalid (address, certificate), unavailable (the port is taken), denied.
    Server(const ServerOptions& options, Handler handler);
    ~Server();

    std::uint16_t port() const noexcept;
    std::size_t connections() const noexcept;

    // Takes connections until stop(), from as many threads as the options say.
    void run();

    // No new connections; idle ones are closed, requests under way get `grace` to end, and then run()
    // returns. May be called from any thread, and more than once.
    void stop(std::chrono::seconds grace);

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// Reads the files, and throws ErrorKind::invalid with what is wrong with them.
void check_tls_files(const TlsFiles& files);

}  // namespace outfield::http
