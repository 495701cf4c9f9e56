// Sends requests: addresses, signs and exchanges them. Learns from the server, and repeats a request at once,
// what no caller could do better: the region of a bucket and how far the server's clock is off. Nothing else
// is repeated, unless by retries(). Thread-safe.
#pragma once

#include <outfield/storage.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

#include "stores/retries.h"
#include "stores/s3/answer.h"
#include "stores/s3/connection_pool.h"
#include "stores/s3/part_memory.h"
#include "stores/s3/region_book.h"
#include "stores/s3/request.h"
#include "stores/s3/settings.h"
#include "stores/s3/signing_keys.h"

namespace outfield::s3 {

class Client {
  public:
    explicit Client(const Options& options);

    // The answer whatever its status; a successful body goes to the receiver when there is one. Throws what
    // errors.h says about a lost answer.
    HttpAnswer ask(const Request& request, BodyReceiver* receiver = nullptr);

    // A successful answer; every other is thrown as errors.h says.
    HttpAnswer send(const Request& request, BodyReceiver* receiver = nullptr);

    // Without a connection. Holds the signature in its query.
    std::string presigned_url(const Request& request, std::chrono::seconds valid_for);

    // Whether the server is to refuse other bytes than those of a part, at the price of one more hash of
    // them. Over verified TLS nobody on the way can change them; AWS's own tools do the same.
    bool signs_parts() const;

    // The region that the bucket's requests are signed for, as far as it is known.
    std::string region_of(const std::string& bucket) const { return regions_.region_of(bucket); }
    // How far the server's clock is ahead of ours, as learnt.
    std::chrono::seconds clock_offset() const { return std::chrono::seconds(clock_offset_.load()); }
    // For what whoever asked for a put could only repeat from its first byte, or not at all.
    Retries& retries() { return retries_; }
    PartMemory& part_memory() { return part_memory_; }
    std::string credentials_origin() { return credentials_.current()->origin; }

  private:
    struct Learnt {
        bool clock = false;
        bool region = false;
    };
    HttpAnswer exchange(const Request& request, const std::string& region, BodyReceiver* receiver);
    std::vector<Header> signed_headers(const Request& request, const std::string& region,
                                       const Target& target, std::string_view query);
    bool learn(const HttpAnswer& answer, const Request& request, const std::string& region, Learnt& learnt);
    Time server_now() const { return now() + clock_offset(); }

    const Options options_;
    CredentialSource credentials_;
    SigningKeys keys_;
    RegionBook regions_;
    std::atomic<std::int64_t> clock_offset_;  // seconds
    Retries retries_;
    PartMemory part_memory_;
    ConnectionPool pool_;
};

}  // namespace outfield::s3
