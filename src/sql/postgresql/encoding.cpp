#include "sql/postgresql/encoding.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <bit>
#include <climits>
#include <cstring>

namespace outfield::sql::postgresql {
namespace {

// pg_type.dat
enum Type : Oid {
    boolean = 16,
    bytea = 17,
    name = 19,
    int8 = 20,
    int2 = 21,
    int4 = 23,
    text = 25,
    float4 = 700,
    float8 = 701,
    unknown = 705,
    bpchar = 1042,
    varchar = 1043,
    nothing = 2278,  // void
};

std::uint64_t big_endian(const char* bytes, int length) {
    std::uint64_t bits = 0;
    for (int i = 0; i < length; ++i) bits = bits << 8U | static_cast<unsigned char>(bytes[i]);
    return bits;
}

Column column_of(const PGresult& result, int row, int column) {
    if (PQgetisnull(&result, row, column) != 0) return nullptr;
    const char* const bytes = PQgetvalue(&result, row, column);
    const int length = PQgetlength(&result, row, column);
    const auto bits = [&](int wanted) { return big_endian(bytes, wanted); };
    switch (PQftype(&result, column)) {
        case boolean:
            return std::int64_t{bytes[0]};
        case int2:
            return std::int64_t{static_cast<std::int16_t>(bits(2))};
        case int4:
            return std::int64_t{static_cast<std::int32_t>(bits(4))};
        case int8:
            return static_cast<std::int64_t>(bits(8));
        case float4:
            return double{std::bit_cast<float>(static_cast<std::uint32_t>(bits(4)))};
        case float8:
            return std::bit_cast<double>(bits(8));
        case bytea:
        case name:
        case text:
        case unknown:
        case bpchar:
        case varchar:
        case nothing:
            return std::string(bytes, static_cast<std::size_t>(length));
        default:
            throw Error(ErrorKind::invalid,
                        fmt::format("column {} of an answer has a type that is not read (oid {}): "
                                    "CAST it",
                                    column + 1, PQftype(&result, column)));
    }
}

}  // namespace

Encoded::Encoded(Parameters parameters) {
    for (const auto& parameter : parameters) {
        switch (parameter.index()) {
            case 0:
                add(0, nullptr, 0);
                break;
            case 1:
                add(int8, number(static_cast<std::uint64_t>(std::get<1>(parameter))), 8);
                break;
            case 2:
                add(float8, number(std::bit_cast<std::uint64_t>(std::get<2>(parameter))), 8);
                break;
            case 3: {
                const auto value = std::get<3>(parameter);
                add(text, value.empty() ? "" : value.data(), value.size());
                break;
            }
            default: {
                const auto value = std::get<4>(parameter);
                add(bytea, value.empty() ? "" : reinterpret_cast<const char*>(value.data()), value.size());
            }
        }
    }
}

void Encoded::add(Oid type, const char* value, std::size_t length) {
    if (length > INT_MAX)
        throw Error(ErrorKind::invalid, "a value of more than 2 GiB does not go into a row");
    types_.push_back(type);
    values_.push_back(value);
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(1);
}

const char* Encoded::number(std::uint64_t bits) {
    auto& bytes = numbers_.emplace_back();
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(bits >> (56 - 8 * i) & 0xffU);
    return bytes.data();
}

std::vector<Row> decode(const PGresult& result) {
    const int count = PQntuples(&result), width = PQnfields(&result);
    std::vector<Row> rows;
    rows.reserve(static_cast<std::size_t>(count));
    for (int row = 0; row < count; ++row) {
        std::vector<Column> columns;
        columns.reserve(static_cast<std::size_t>(width));
        for (int column = 0; column < width; ++column) columns.push_back(column_of(result, row, column));
        rows.emplace_back(std::move(columns));
    }
    return rows;
}

std::size_t parameters_wanted(std::string_view sql) noexcept {
    std::size_t most = 0;
    char quote = 0;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        const char c = sql[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '$') {
            std::size_t number = 0;
            while (i + 1 < sql.size() && sql[i + 1] >= '0' && sql[i + 1] <= '9' && number < 100000)
                number = number * 10 + static_cast<std::size_t>(sql[++i] - '0');
            most = std::max(most, number);
        }
    }
    return most;
}

}  // namespace outfield::sql::postgresql
