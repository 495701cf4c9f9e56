// One control connection, logged in, with its libcurl handle. Each operation is one perform that is driven to
// its end by the calling thread; its replies are in the outcome. Not thread-safe, but may pass from thread to
// thread.
//
// All paths are sent whole (no CWD between transfers) and are given from the server's root, see path().
// Transfers are binary. TLS is 1.2: servers that demand the control connection's TLS session on data
// connections cannot tell it with libcurl's TLS 1.3.
#pragma once

#include <outfield/bytes.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stores/ftp/listing.h"
#include "stores/ftp/outcome.h"
#include "stores/ftp/settings.h"

namespace outfield::ftp {

using Commands = std::vector<std::string>;  // "*" in front: goes on when the server refuses this one

class Session {
  public:
    // REQUIRES: `options` outlives this.
    explicit Session(const Options& options);
    Session(const Session&) = delete;
    ~Session();

    // Connects and logs in unless that is done already.
    Outcome connect();
    void open();  // the same; throws what failed

    // False: there was a connection, and the server has closed it or it has been idle for too long.
    bool fresh() const;

    // The configured directory and what is below it, as the server knows it. REQUIRES: open() has succeeded
    // once.
    std::string path(const std::string& below = "") const;

    Outcome command(const Commands& commands);

    struct Upload {
        std::string path;
        Commands before, after;
        std::function<std::size_t(std::span<std::byte>)> read;  // 0 = the end; a throw ends the file there
        std::function<bool(const Exchange&)> accept;            // false ends it, before the next command
        bool large = false;                                     // worth a big buffer
    };
    Outcome upload(const Upload& upload);

    // Asks for SIZE first: its reply is in the outcome, and before the first `write`. `write` returns false
    // to stop.
    Outcome download(const std::string& path, std::uint64_t offset, const std::function<bool(Bytes)>& write,
                     const std::function<bool(const Exchange&)>& accept);

    // The lines of a folder, by MLSD or, where the server has none, by LIST. A folder that cannot be entered
    // is refused by CWD.
    using LineReader = std::function<void(Dialect dialect, std::string_view line)>;
    Outcome list(const std::string& path, const LineReader& read);

    std::string where() const { return host_and_port(options_.address); }

  private:
    struct CloseEasy {
        void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    };
    struct CloseMulti {
        void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
    };
    struct Run;

    void start();
    void hang_up();
    void configure();
    void configure_tls();
    void target(const std::string& path);
    Outcome perform(Run& run);
    Outcome list_with(Dialect dialect, const std::string& path, const LineReader& read);

    const Options& options_;
    std::unique_ptr<CURLM, CloseMulti> multi_;
    std::unique_ptr<CURL, CloseEasy> easy_;
    std::string root_;
    Dialect dialect_ = Dialect::mlsd;
    curl_socket_t socket_ = CURL_SOCKET_BAD;  // of the live connection
    std::chrono::steady_clock::time_point used_{};
};

}  // namespace outfield::ftp
