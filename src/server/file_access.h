// The value of a binary field, as a request's address names it, and who may see or change it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/site.h"
#include "wire/conditions.h"

namespace outfield::server {

// Of path segments. Throws Fault 404 for a record that is no number.
FieldAddress field_address(std::string_view model, std::string_view record, std::string_view field);

// Throws Fault 404 where there is no such binary field, and Fault 403 where the user has no right to that. An
// ir.attachment of a record asks for the right on that record's model; one of no record is its author's and
// the administrators'; one that is public may be read by every user.
void require_file_right(Site& site, const access::Identity& identity, const FieldAddress& address,
                        access::Right right);

// Its entity tag is the SHA-256.
wire::Representation representation(const std::optional<Attachment>& attachment);

wire::ConditionHeaders condition_headers(const http::Exchange& exchange);

}  // namespace outfield::server
