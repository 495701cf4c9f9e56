// Table outfield_attachment: which blob is the value of (model, record, field), with its file name.
#pragma once

#include <outfield/value.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/trash.h"
#include "sql/database.h"

namespace outfield::catalog {

struct AttachmentRow {
    FieldAddress address;
    Attachment attachment;
    std::int64_t container = 0;
};

class Attachments {
  public:
    explicit Attachments(sql::Connection& connection) : connection_(connection) {}

    // What was the value before, if any.
    std::optional<FormerValue> set(const FieldAddress& address, std::int64_t blob,
                                   std::string_view file_name);
    std::optional<FormerValue> clear(const FieldAddress& address);
    std::vector<FormerValue> clear_record(std::string_view model, RecordId record);  // of all its fields
    // The mover's flip: every attachment of `from` points to `to`. Returns how many.
    std::int64_t repoint(std::int64_t from, std::int64_t to);

    std::optional<Attachment> find(const FieldAddress& address);
    std::optional<AttachmentRow> find_row(const FieldAddress& address);
    // Of several records at once: rows ordered by record. Empty `field` = every field.
    std::vector<AttachmentRow> of_records(std::string_view model, const RecordIds& records,
                                          std::string_view field);
    std::optional<AttachmentRow> of_blob(std::int64_t blob);
    // A page over all live values, by blob id, those after `after`; container 0 = all.
    std::vector<AttachmentRow> page(std::int64_t container, std::int64_t after, std::size_t limit);

  private:
    sql::Connection& connection_;
};

}  // namespace outfield::catalog
