// A store whose operations are told to an observer. Belongs outside `retrying`: an operation that was tried
// three times is one.
#pragma once

#include <memory>
#include <string>

#include "layers/layer.h"
#include "layers/observer.h"

namespace outfield {

std::unique_ptr<Storage> measured(std::unique_ptr<Storage> inner, std::string configuration,
                                  std::shared_ptr<StoreObserver> observer);

}  // namespace outfield
