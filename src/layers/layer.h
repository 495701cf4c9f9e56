// A layer is a Storage around a Storage: it overrides the verbs that it changes and hands the others on.
#pragma once

#include <outfield/storage.h>

#include <memory>

namespace outfield {

class Layer : public Storage {
  public:
    explicit Layer(std::unique_ptr<Storage> inner) : inner_(std::move(inner)) {}

    const Capabilities& capabilities() const noexcept override { return inner_->capabilities(); }
    Stored put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) override {
        return inner_->put(address, source, options);
    }
    void get(const ObjectAddress& address, ByteSink& sink, ByteRange range) override {
        inner_->get(address, sink, range);
    }
    std::optional<ObjectInfo> stat(const ObjectAddress& address) override { return inner_->stat(address); }
    void remove(const ObjectAddress& address, Unfinished unfinished) override {
        inner_->remove(address, unfinished);
    }
    ListPage list(const std::string& container, const std::string& prefix,
                  const std::optional<std::string>& cursor) override {
        return inner_->list(container, prefix, cursor);
    }
    std::vector<ContainerInfo> containers() override { return inner_->containers(); }
    void create_container(const std::string& name) override { inner_->create_container(name); }
    Presigner* presigner() noexcept override { return inner_->presigner(); }
    ServerSideCopier* copier() noexcept override { return inner_->copier(); }
    UnfinishedLister* unfinished_lister() noexcept override { return inner_->unfinished_lister(); }
    VersionReader* version_reader() noexcept override { return inner_->version_reader(); }

  protected:
    Storage& inner() noexcept { return *inner_; }

  private:
    std::unique_ptr<Storage> inner_;
};

}  // namespace outfield
