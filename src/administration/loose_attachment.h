// A record of ir.attachment for an object that belongs to no other record.
#pragma once

#include <outfield/records.h>
#include <outfield/value.h>

#include <functional>
#include <string>

namespace outfield {

// Makes a record of that name and lets `attach` give its field a value. When `attach` throws, the record goes
// again and the error passes through.
FieldAddress attach_to_new_record(Records& records, const std::string& name,
                                  const std::function<void(const FieldAddress&)>& attach);

}  // namespace outfield
