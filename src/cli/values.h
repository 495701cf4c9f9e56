// Values of fields as they are typed: name=VALUE, parsed by the field's type.
#pragma once

#include <outfield/registry.h>
#include <outfield/value.h>

#include <string>
#include <string_view>
#include <vector>

namespace outfield::cli {

// "name=Contract", "file=@contract.pdf", "file=@-" (standard input). "name=" is not set, whatever the type.
// Throws ErrorKind::invalid and names the field; not_found for a field or file that does not exist.
Values parse_values(const Registry& registry, const std::string& model,
                    const std::vector<std::string>& assignments);

Value parse_value(const std::string& name, const Field& field, const std::string& text);

// A file, or standard input for "-", that ends with Interrupted when the user asks to stop.
// `name`: what the value is called, where that is not the file's own name.
Upload upload_from(const std::string& path, const std::string& name = "");

// "1,2,7" and "3-5". Throws ErrorKind::invalid.
RecordIds parse_ids(std::string_view text);
RecordId parse_id(std::string_view text);

}  // namespace outfield::cli
