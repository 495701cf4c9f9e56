#include "cli/table.h"

#include <algorithm>

#include "base/text.h"

namespace outfield::cli {

std::string shown(std::string_view text, std::size_t limit) {
    const auto quoted = in_quotes(text, limit);
    const auto inner = std::string_view(quoted).substr(1, quoted.size() - 2);
    return inner == text ? std::string(text) : quoted;
}

// Code points, which is what fits for all but wide scripts.
static std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Table::Table(std::vector<std::string> headings) {
    for (auto& heading : headings) {
        right_.push_back(heading.starts_with('>'));
        if (right_.back()) heading.erase(0, 1);
    }
    rows_.push_back(std::move(headings));
}

void Table::add(std::vector<std::string> cells) {
    cells.resize(right_.size());
    rows_.push_back(std::move(cells));
}

std::string Table::text() const {
    std::vector<std::size_t> widths(right_.size(), 0);
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
    std::string out;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string gap(widths[i] - width(row[i]), ' ');
            line += (i ? "  " : "") + (right_[i] ? gap + row[i] : row[i] + gap);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + "\n";
    }
    return out;
}

std::string sheet(const std::vector<std::pair<std::string, std::string>>& lines) {
    std::size_t widest = 0;
    for (const auto& [name, value] : lines)
        if (!value.empty()) widest = std::max(widest, width(name));
    std::string out;
    for (const auto& [name, value] : lines)
        if (!value.empty()) out += name + ":" + std::string(widest - width(name) + 1, ' ') + value + "\n";
    return out;
}

}  // namespace outfield::cli
