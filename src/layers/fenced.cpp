#include "layers/fenced.h"

#include <utility>

namespace outfield {
namespace {

class Fenced final : public Layer, private ServerSideCopier {
  public:
    Fenced(std::unique_ptr<Storage> inner, std::shared_ptr<Guard> guard)
        : Layer(std::move(inner)), guard_(std::move(guard)) {}

    Stored put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) override {
        guard_->before_write(inner(), address.container);
        return inner().put(address, source, options);
    }
    void remove(const ObjectAddress& address, Unfinished unfinished) override {
        guard_->before_write(inner(), address.container);
        inner().remove(address, unfinished);
    }
    void create_container(const std::string& name) override {
        guard_->before_create();
        inner().create_container(name);
    }
    ServerSideCopier* copier() noexcept override { return inner().copier() == nullptr ? nullptr : this; }

  private:
    void copy(const ObjectAddress& from, const ObjectAddress& to) override {
        guard_->before_write(inner(), to.container);
        inner().copier()->copy(from, to);
    }

    std::shared_ptr<Guard> guard_;
};

}  // namespace

std::unique_ptr<Storage> fenced(std::unique_ptr<Storage> inner, std::shared_ptr<Guard> guard) {
    return std::make_unique<Fenced>(std::move(inner), std::move(guard));
}

}  // namespace outfield
