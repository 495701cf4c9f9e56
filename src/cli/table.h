// What people read: foreign text made harmless, columns aligned.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace outfield::cli {

// The text itself when it is harmless, else in quotes with its control characters escaped, cut at `limit`.
std::string shown(std::string_view text, std::size_t limit = 200);

class Table {
  public:
    // A heading that begins with '>' makes a column that is aligned to the right.
    explicit Table(std::vector<std::string> headings);

    void add(std::vector<std::string> cells);  // foreign text has been through shown()
    std::string text() const;                  // headings alone when there is no row
    bool empty() const noexcept { return rows_.size() == 1; }

  private:
    std::vector<bool> right_;
    std::vector<std::vector<std::string>> rows_;
};

// "NAME:  value" lines, values aligned; those with an empty value are left out.
std::string sheet(const std::vector<std::pair<std::string, std::string>>& lines);

}  // namespace outfield::cli
