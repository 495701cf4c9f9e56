#include "cli/values.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <array>
#include <charconv>
#include <filesystem>

#include "base/text.h"
#include "cli/interrupts.h"
#include "cli/standard_input.h"

namespace outfield::cli {
namespace {

constexpr std::size_t most_ids = 1'000'000;

Error wrong(const std::string& name, const std::string& reason) {
    return Error(ErrorKind::invalid, fmt::format("field '{}': {}", name, reason));
}

template <typename Number>
Number number(const std::string& name, const std::string& text, std::string_view kind) {
    Number value{};
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stopped != end)
        throw wrong(name, fmt::format("{} is not {}", in_quotes(text, 60), kind));
    return value;
}

bool truth(const std::string& name, const std::string& text) {
    const auto word = to_lower(text);
    for (const std::string_view yes : {"true", "yes", "on", "1"})
        if (word == yes) return true;
    for (const std::string_view no : {"false", "no", "off", "0"})
        if (word == no) return false;
    throw wrong(name, fmt::format("{} is neither 'true' nor 'false'", in_quotes(text, 60)));
}

RecordIds others(const std::string& name, const std::string& text) {
    try {
        return parse_ids(text);
    } catch (const Error& error) {
        throw wrong(name, error.what());
    }
}

Upload binary(const std::string& name, const std::string& text) {
    if (!text.starts_with('@') || text.size() == 1)
        throw wrong(name,
                    fmt::format("is a binary field: give a file as {0}=@PATH, standard input as {0}=@-, "
                                "or {0}= to clear it",
                                name));
    return upload_from(text.substr(1));
}

}  // namespace

Upload upload_from(const std::string& path, const std::string& name) {
    if (path == "-") return {interruptible(standard_input(), Ends::by_others), name, ""};
    auto own = std::filesystem::path(path).filename().native();
    return {interruptible(source_from_file(path)), name.empty() ? std::move(own) : name, ""};
}

Value parse_value(const std::string& name, const Field& field, const std::string& text) {
    if (text.empty()) return std::monostate{};
    switch (field.type) {
        case FieldType::character:
        case FieldType::text:
        case FieldType::date:
        case FieldType::datetime:
        case FieldType::selection:
            return text;
        case FieldType::integer:
            return number<std::int64_t>(name, text, "a whole number");
        case FieldType::many2one:
            return number<std::int64_t>(name, text, "the number of a record");
        case FieldType::floating:
            return number<double>(name, text, "a number");
        case FieldType::boolean:
            return truth(name, text);
        case FieldType::binary:
            return binary(name, text);
        case FieldType::many2many:
            return others(name, text);
        case FieldType::one2many:
            throw wrong(name, fmt::format("lists other records; set '{}' in records of {} instead",
                                          field.inverse, field.model));
    }
    throw wrong(name, "has a type that is not known here");
}

Values parse_values(const Registry& registry, const std::string& model,
                    const std::vector<std::string>& assignments) {
    Values values;
    for (const auto& assignment : assignments) {
        const auto equals = assignment.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Error(ErrorKind::invalid, fmt::format("{} is not NAME=VALUE", in_quotes(assignment, 60)));
        const auto name = assignment.substr(0, equals);
        auto value = parse_value(name, registry.field(model, name), assignment.substr(equals + 1));
        if (!values.emplace(name, std::move(value)).second) throw wrong(name, "is given twice");
    }
    return values;
}

RecordId parse_id(std::string_view text) {
    const auto id = parse_unsigned(text);
    if (!id || *id == 0 || *id > INT64_MAX)
        throw Error(ErrorKind::invalid, fmt::format("{} is not the number of a record", in_quotes(text, 60)));
    return static_cast<RecordId>(*id);
}

RecordIds parse_ids(std::string_view text) {
    RecordIds ids;
    for (const auto part : split(text, ',')) {
        const auto dash = part.find('-');
        const auto first = parse_id(part.substr(0, dash));
        const auto last = dash == std::string_view::npos ? first : parse_id(part.substr(dash + 1));
        if (last < first || static_cast<std::uint64_t>(last - first) >= most_ids - ids.size())
            throw Error(ErrorKind::invalid,
                        fmt::format("{} is no range of up to {} records", in_quotes(part, 60), most_ids));
        for (auto id = first; id <= last; ++id) ids.push_back(id);
    }
    return ids;
}

}  // namespace outfield::cli
