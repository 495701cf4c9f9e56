#include "administration/loose_attachment.h"

#include "administration/names.h"

namespace outfield {

FieldAddress attach_to_new_record(Records& records, const std::string& name,
                                  const std::function<void(const FieldAddress&)>& attach) {
    const FieldAddress address{std::string(loose_model), records.create(loose_model, {{"name", name}}),
                               "datas"};
    try {
        attach(address);
    } catch (...) {
        records.unlink(loose_model, {address.record});
        throw;
    }
    return address;
}

}  // namespace outfield
