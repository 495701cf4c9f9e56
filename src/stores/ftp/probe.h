// The connection test of an FTP server: name, port, tls, login, permission, clock, container.
#pragma once

#include <outfield/settings.h>

#include <optional>
#include <string>
#include <vector>

#include "stores/kind.h"

namespace outfield::ftp {

std::vector<ProbeStep> probe(const Settings& settings, const std::optional<ProbeTarget>& target);

}  // namespace outfield::ftp
