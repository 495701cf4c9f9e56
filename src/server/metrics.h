// What the server counts, as Prometheus reads it. The list with its meanings stands in docs/server.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "layers/observer.h"

namespace outfield::server {

struct RequestEnd {
    std::string_view route;   // its pattern; "": none
    std::string_view method;  // as it was sent
    unsigned status = 0;      // 0: the connection was lost before an answer
    std::uint64_t received = 0, sent = 0;
    std::chrono::steady_clock::duration took{};
};

// Thread-safe.
class Metrics {
  public:
    using Labels = std::map<std::string, std::string>;

    Metrics();
    ~Metrics();

    void request(const RequestEnd& end);
    void login_refused();
    void store_operation(const StoreOperation& operation);
    void breaker(std::string_view configuration, bool is_open);
    void job_ended(std::string_view job, std::string_view outcome);

    // A gauge takes this value. `name` and `help` always come together.
    void set(const std::string& name, const std::string& help, double value, const Labels& labels = {});

    struct StoreCounts {
        std::uint64_t succeeded = 0, failed = 0;  // operations
        bool breaker_open = false;
    };
    std::map<std::string, StoreCounts> stores() const;  // by configuration, since the start

    struct Traffic {
        struct Operations {
            std::string operation, outcome;
            std::uint64_t count = 0;
        };
        std::vector<Operations> operations;
        std::uint64_t bytes_in = 0, bytes_out = 0;
    };
    std::map<std::string, Traffic> traffic() const;  // the same, in more detail

    // In the text format of Prometheus.
    std::string render() const;
    static constexpr std::string_view media_type = "text/plain; version=0.0.4; charset=utf-8";

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace outfield::server
