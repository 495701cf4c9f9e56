// Values on the wire, in PostgreSQL's binary formats
// (https://www.postgresql.org/docs/15/protocol-overview.html, section 55.1.3).
#pragma once

#include <libpq-fe.h>

#include <array>
#include <deque>
#include <vector>

#include "sql/database.h"

namespace outfield::sql::postgresql {

// Borrows texts and bytes.
class Encoded {
  public:
    explicit Encoded(Parameters parameters);
    Encoded(const Encoded&) = delete;
    Encoded& operator=(const Encoded&) = delete;

    int size() const noexcept { return static_cast<int>(types_.size()); }
    const std::vector<Oid>& types() const noexcept { return types_; }  // 0: of a NULL, which has none
    const Oid* type_list() const noexcept { return types_.data(); }
    const char* const* values() const noexcept { return values_.data(); }
    const int* lengths() const noexcept { return lengths_.data(); }
    const int* formats() const noexcept { return formats_.data(); }  // all binary

  private:
    void add(Oid type, const char* value, std::size_t length);
    const char* number(std::uint64_t bits);

    std::vector<Oid> types_;
    std::vector<const char*> values_;
    std::vector<int> lengths_, formats_;
    std::deque<std::array<char, 8>> numbers_;
};

// Of an answer in binary format. Throws ErrorKind::invalid for a type that this house does not use (numeric,
// which the sum of integers has: cast it).
std::vector<Row> decode(const PGresult& result);

// The number of parameters that the text wants: its highest $n outside quotes.
std::size_t parameters_wanted(std::string_view sql) noexcept;

}  // namespace outfield::sql::postgresql
