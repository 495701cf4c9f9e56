// How a change of declarations is refused.
#pragma once

#include <outfield/fields.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace outfield {

// "char", "char of at most 10 characters", "many2one to 'res.partner'".
std::string described(const Field& field);
std::string type_before(const Field* before);

// "1 record", "2 records"
std::string records(std::int64_t count);

// Throws ErrorKind::invalid: the values of `lost` records would be lost.
[[noreturn]] void refuse_change(const Model& model, const NamedField& after, std::string_view from,
                                std::int64_t lost, std::string_view example = {});

}  // namespace outfield
