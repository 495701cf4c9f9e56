#include "layers/read_only.h"

#include <outfield/error.h>

namespace outfield {
namespace {

class ReadOnly final : public Layer {
  public:
    ReadOnly(std::unique_ptr<Storage> inner, std::string reason)
        : Layer(std::move(inner)), reason_(std::move(reason)) {}

    Stored put(const ObjectAddress&, ByteSource&, const PutOptions&) override { refuse(); }
    void remove(const ObjectAddress&, Unfinished) override { refuse(); }
    void create_container(const std::string&) override { refuse(); }
    ServerSideCopier* copier() noexcept override { return nullptr; }

  private:
    [[noreturn]] void refuse() const { throw Error(ErrorKind::denied, reason_); }

    std::string reason_;
};

}  // namespace

std::unique_ptr<Storage> read_only(std::unique_ptr<Storage> inner, std::string reason) {
    return std::make_unique<ReadOnly>(std::move(inner), std::move(reason));
}

}  // namespace outfield
