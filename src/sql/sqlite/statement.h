// One prepared statement. Its parameters $1, $2, ... are SQLite's named parameters; which of them stands
// where is found out once, when the statement is prepared.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.h"

namespace outfield::sql::sqlite {

class Statement {
  public:
    // `sql` is one statement. Errors: invalid.
    Statement(sqlite3* handle, std::string_view sql, const std::string& file);

    // Each runs the statement once, from the first row to the last, and leaves it ready for the next time.
    std::vector<Row> query(Parameters parameters);
    std::int64_t execute(Parameters parameters);  // rows changed

  private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
    };
    class Running;

    void bind(Parameters parameters);
    int bind(int position, const Parameter& parameter);
    bool step();  // true: there is a row
    Row row() const;

    sqlite3* handle_;
    const std::string& file_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    std::vector<std::size_t> order_;  // for each position of SQLite's the parameter that belongs there
    std::size_t parameters_ = 0;
};

}  // namespace outfield::sql::sqlite
