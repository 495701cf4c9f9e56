// The recovery horizon: a backup that was made since then names no value whose bytes are gone. It only ever
// moves forwards, and before bytes go.
#pragma once

#include <outfield/time.h>

#include <cstdint>
#include <optional>

#include "sql/database.h"

namespace outfield::catalog {

// Bytes that a backup from before `time` may name are about to go from the container.
void pass_horizon(sql::Connection& connection, std::int64_t container, Time time);

// The container is about to be forgotten: what it knew stays with the catalog.
void keep_horizon(sql::Connection& connection, std::int64_t container);

// Of the containers that were forgotten; nullopt: nothing was ever removed from them.
std::optional<Time> kept_horizon(sql::Connection& connection);

}  // namespace outfield::catalog
