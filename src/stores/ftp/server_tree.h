// The files below one container, as the walk sees them.
#pragma once

#include <outfield/error.h>

#include "stores/ftp/ancestry.h"
#include "stores/ftp/session.h"
#include "stores/tree/walk.h"

namespace outfield::ftp {

class ServerTree final : public tree::Tree {
  public:
    // REQUIRES: `session` outlives this.
    ServerTree(Session& session, std::string container)
        : session_(session), container_(std::move(container)) {}

    void scan(const Path& folder, const std::function<void(TreeEntry)>& visit) override;

  private:
    Session& session_;
    std::string container_;
    Ancestry ancestry_;
};

// The error for a container that is proved absent.
Error no_container(const Session& session, const std::string& container);

}  // namespace outfield::ftp
