// The parts of an Instance that are for this house alone: what the program and the tests need and an
// embedding program does not. They live as long as the instance.
#pragma once

#include <outfield/instance.h>

namespace outfield {

class Placement;
class Staging;

class Rooms {
  public:
    explicit Rooms(Instance& instance) : parts_(*instance.parts_) {}

    catalog::Catalog& catalog() const noexcept;
    const Placement& placement() const noexcept;
    Staging& staging() const noexcept;
    Connections& connections() const noexcept;

  private:
    Instance::Parts& parts_;
};

}  // namespace outfield
