// The fault proxy in front of a server, for tests in C++. OUTFIELD_TEST_PROXY names the program.
#pragma once

#include <sys/types.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace outfield {

// Ends with this object.
class FaultyProxy {
  public:
    // `server`: an address such as http://127.0.0.1:9000 or ftp://127.0.0.1:21/files. Faults such as
    // "cut_down=1", "mode=rst"; options such as "--http". Throws std::runtime_error when it does not start.
    FaultyProxy(const std::string& server, const std::vector<std::string>& faults,
                const std::vector<std::string>& options = {});
    ~FaultyProxy();
    FaultyProxy(const FaultyProxy&) = delete;
    FaultyProxy& operator=(const FaultyProxy&) = delete;

    // The server's address with the proxy's host and port in it.
    const std::string& url() const { return url_; }

    // A line for its control port, such as "set answer=503 only=PUT" or "clear"; returns the answer, JSON.
    std::string tell(std::string_view command) const;

  private:
    void start(std::vector<std::string> words);

    pid_t process_ = -1;
    int port_ = 0, control_ = 0;
    std::string url_;
};

}  // namespace outfield
