#include "server/upload_request.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "server/file_access.h"
#include "wire/content_disposition.h"
#include "wire/header_parameters.h"
#include "wire/http_date.h"
#include "wire/tus_metadata.h"

namespace outfield::server {
namespace {

constexpr std::string_view piece_type = "application/offset+octet-stream";

std::uint64_t length_of(const http::Exchange& exchange, std::uint64_t largest) {
    if (!exchange.header("Upload-Defer-Length").empty())
        throw http::Fault(400, "Upload-Defer-Length is not offered: name the Upload-Length at once");
    if (!exchange.header("Upload-Concat").empty())
        throw http::Fault(400, "Upload-Concat is not offered: send the file as one upload");
    const auto length = parse_unsigned(exchange.header("Upload-Length"));
    if (!length) throw http::Fault(400, "the Upload-Length is missing, or no number of bytes");
    if (*length > largest)
        throw http::Fault(413, fmt::format("the largest upload that is taken here has {} bytes", largest));
    return *length;
}

const std::string& required(const wire::TusMetadata& metadata, std::string_view key) {
    const auto* value = metadata.find(key);
    if (!value || value->empty())
        throw http::Fault(400, fmt::format("the Upload-Metadata has no '{}': it names the model, the record "
                                           "and the field that the file is for",
                                           key));
    return *value;
}

std::int64_t container_id(std::string_view text) {
    const auto id = parse_unsigned(text);
    if (!id || *id == 0 || *id > std::numeric_limits<std::int64_t>::max())
        throw http::Fault(400, "the 'container' in the Upload-Metadata is no number of a container");
    return static_cast<std::int64_t>(*id);
}

// "type/subtype", with parameters or without; empty where nothing is known of it.
std::string media_type_of(const wire::TusMetadata& metadata) {
    const auto* given = metadata.find("filetype");
    if (!given || given->empty() || *given == "application/octet-stream") return {};
    const auto type = wire::parse_parameters(*given).value;
    const auto is_bad = [](char c) { return c != '/' && !wire::is_token_character(c); };
    const auto is_foreign = [](unsigned char c) { return c < 0x20U || c >= 0x7FU; };
    if (std::count(type.begin(), type.end(), '/') != 1 || std::any_of(type.begin(), type.end(), is_bad) ||
        std::any_of(given->begin(), given->end(), is_foreign))
        throw http::Fault(400, fmt::format("the filetype {} is no media type", in_quotes(*given, 80)));
    return *given;
}

}  // namespace

void require_tus(const http::Exchange& exchange) {
    if (exchange.header("Tus-Resumable") == tus_version) return;
    throw http::Fault(
        412, fmt::format("the header Tus-Resumable: {} is missing, or names another version", tus_version),
        {{"Tus-Version", std::string(tus_version)}});
}

uploads::NewUpload new_upload(const http::Exchange& exchange, const Options& options) {
    uploads::NewUpload upload;
    upload.length = length_of(exchange, options.largest_file);
    upload.metadata = exchange.header("Upload-Metadata");
    const auto metadata = wire::parse_tus_metadata(upload.metadata);
    if (const auto* container = metadata.find("container")) {
        upload.container = container_id(*container);
        upload.address = {"ir.attachment", 0, "datas"};
    } else {
        upload.address = field_address(required(metadata, "model"), required(metadata, "record"),
                                       required(metadata, "field"));
    }
    if (const auto* name = metadata.find("filename")) upload.file_name = wire::safe_file_name(*name);
    upload.media_type = media_type_of(metadata);
    return upload;
}

std::uint64_t upload_offset(const http::Exchange& exchange) {
    const auto offset = parse_unsigned(exchange.header("Upload-Offset"));
    if (!offset) throw http::Fault(400, "the Upload-Offset is missing, or no number of bytes");
    return *offset;
}

std::optional<uploads::Checksum> upload_checksum(const http::Exchange& exchange) {
    const auto header = exchange.header("Upload-Checksum");
    if (header.empty()) return std::nullopt;
    return uploads::Checksum::parse(header);
}

void require_pieces(const http::Exchange& exchange, std::uint64_t room) {
    if (exchange.header("Content-Type") != piece_type)
        throw http::Fault(415, fmt::format("the Content-Type of a piece is {}", piece_type));
    if (exchange.content_length().value_or(0) > room)
        throw http::Fault(413, fmt::format("the upload takes {} more bytes, and these are {}", room,
                                           *exchange.content_length()));
}

http::Headers upload_headers(std::uint64_t offset, Time expires) {
    return {{"Tus-Resumable", std::string(tus_version)},
            {"Upload-Offset", fmt::to_string(offset)},
            {"Upload-Expires", wire::http_date(expires)},
            {"Cache-Control", "no-store"}};
}

}  // namespace outfield::server
