// A store that fails on demand, for tests: before or after the real verb, so that an answer can be lost too.
#pragma once

#include <outfield/error.h>

#include <deque>
#include <memory>
#include <mutex>

#include "layers/layer.h"

namespace outfield {

class Failing final : public Layer {
  public:
    enum class Verb { put, get, stat, remove, list };
    enum class When { before, after };

    using Layer::Layer;

    // The next call of this verb throws `error`, before or after the inner store did its work. Faults queue
    // up.
    void fail_next(Verb verb, When when, Error error);

    Stored put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) override;
    void get(const ObjectAddress& address, ByteSink& sink, ByteRange range) override;
    std::optional<ObjectInfo> stat(const ObjectAddress& address) override;
    void remove(const ObjectAddress& address, Unfinished unfinished) override;
    ListPage list(const std::string& container, const std::string& prefix,
                  const std::optional<std::string>& cursor) override;

  private:
    struct Fault {
        Verb verb;
        When when;
        Error error;
    };

    template <typename Work>
    auto with_fault(Verb verb, Work&& work);
    std::optional<Fault> next(Verb verb);

    std::mutex mutex_;
    std::deque<Fault> faults_;
};

}  // namespace outfield
