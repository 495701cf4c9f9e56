#include "layers/verifying.h"

#include <fmt/format.h>
#include <outfield/error.h>

namespace outfield {
namespace {

class Verifying final : public Layer {
  public:
    using Layer::Layer;

    Stored put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) override {
        const auto stored = Layer::put(address, source, options);
        const auto found = look(address);
        if (!found)
            throw Error(ErrorKind::unavailable,
                        fmt::format("the store accepted {}/{} and then said that it is not there",
                                    address.container, address.key),
                        Retry::yes);
        if (found->size != stored.size) {
            Layer::remove(address, Unfinished::keep);
            throw Error(ErrorKind::corrupt,
                        fmt::format("{} bytes were sent to {}/{} and the store kept {}", stored.size,
                                    address.container, address.key, found->size),
                        Retry::yes);
        }
        return stored;
    }

    void remove(const ObjectAddress& address, Unfinished unfinished) override {
        Layer::remove(address, unfinished);
        if (Layer::stat(address))
            throw Error(ErrorKind::unavailable,
                        fmt::format("the store said that it removed {}/{} and still has it",
                                    address.container, address.key),
                        Retry::yes);
    }

  private:
    std::optional<ObjectInfo> look(const ObjectAddress& address) {
        try {
            return Layer::stat(address);
        } catch (const Error& error) {
            throw Error(ErrorKind::outcome_unknown,
                        fmt::format("{}/{} was accepted, and the store cannot be asked what it has of it: {}",
                                    address.container, address.key, error.what()),
                        Retry::yes);
        }
    }
};

}  // namespace

std::unique_ptr<Storage> verifying(std::unique_ptr<Storage> inner) {
    return std::make_unique<Verifying>(std::move(inner));
}

}  // namespace outfield
