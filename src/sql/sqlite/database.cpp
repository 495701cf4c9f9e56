#include "sql/sqlite/database.h"

#include <filesystem>

#include "sql/sqlite/connection.h"
#include "sql/sqlite/file.h"
#include "sql/sqlite/group_commit.h"
#include "sql/sqlite/reader_pool.h"

namespace outfield::sql::sqlite {
namespace {

class SqliteDatabase final : public Database {
  public:
    SqliteDatabase(const std::filesystem::path& file, const Waiting& waiting)
        : name_(file.string()),
          writer_(file, Role::writer, waiting),
          commits_(writer_, 3 * waiting.for_lock),
          readers_(file, waiting) {}

    void write(const std::function<void(Connection&)>& work) override { commits_.write(work); }
    void read(const std::function<void(Connection&)>& work) override { readers_.read(work); }
    Dialect dialect() const noexcept override { return Dialect::sqlite; }
    const std::string& name() const noexcept override { return name_; }

  private:
    const std::string name_;
    SqliteConnection writer_;
    GroupCommit commits_;
    ReaderPool readers_;
};

}  // namespace

std::unique_ptr<Database> open(const std::string& path, OpenMode mode, std::chrono::milliseconds patience,
                               std::chrono::milliseconds statement_limit) {
    return std::make_unique<SqliteDatabase>(prepare_file(path, mode), Waiting{patience, statement_limit});
}

}  // namespace outfield::sql::sqlite
