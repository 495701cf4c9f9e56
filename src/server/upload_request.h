// What a request of the tus protocol 1.0.0 says (https://tus.io/protocols/resumable-upload).
#pragma once

#include <optional>
#include <string_view>

#include "http/exchange.h"
#include "server/options.h"
#include "uploads/checksum.h"
#include "uploads/resumable_upload.h"

namespace outfield::server {

inline constexpr std::string_view tus_version = "1.0.0";

// Throws Fault 412 for another version, and for none.
void require_tus(const http::Exchange& exchange);

// Of POST, without an owner; one for a `container` becomes a new ir.attachment there. Throws Fault 400, and
// 413 above Options::largest_file.
uploads::NewUpload new_upload(const http::Exchange& exchange, const Options& options);

// Upload-Offset. Throws Fault 400.
std::uint64_t upload_offset(const http::Exchange& exchange);

// Upload-Checksum. Throws ErrorKind::invalid.
std::optional<uploads::Checksum> upload_checksum(const http::Exchange& exchange);

// A body of pieces. Throws Fault 415 for another type, and 413 for one of more than `room` bytes.
void require_pieces(const http::Exchange& exchange, std::uint64_t room);

// What every answer about an upload says.
http::Headers upload_headers(std::uint64_t offset, Time expires);

}  // namespace outfield::server
