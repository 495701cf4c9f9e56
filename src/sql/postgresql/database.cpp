#include "sql/postgresql/database.h"

#include <outfield/error.h>

#include <random>
#include <thread>

#include "sql/postgresql/pool.h"

namespace outfield::sql::postgresql {
namespace {

constexpr int most_rounds = 8;

// Those who met once should not meet again.
void pause_before(int round) {
    thread_local std::minstd_rand random(std::random_device{}());
    const auto longest = 2 << round;
    std::this_thread::sleep_for(std::chrono::milliseconds(std::uniform_int_distribution(1, longest)(random)));
}

class PostgresqlDatabase final : public Database {
  public:
    explicit PostgresqlDatabase(Target target) : pool_(std::move(target)) { pool_.take(); }

    void write(const std::function<void(Connection&)>& work) override;
    void read(const std::function<void(Connection&)>& work) override { run(Access::read, work); }
    Dialect dialect() const noexcept override { return Dialect::postgresql; }
    const std::string& name() const noexcept override { return pool_.target().name; }

  private:
    void run(Access access, const std::function<void(Connection&)>& work);
    // False: it failed, and may be run again.
    bool run_once(Access access, const std::function<void(Connection&)>& work, bool last);

    Pool pool_;
};

// Which database the thread is writing to: a second transaction might wait for the locks of the first.
thread_local const Database* writing_to = nullptr;

void PostgresqlDatabase::write(const std::function<void(Connection&)>& work) {
    if (writing_to == this) throw Error(ErrorKind::invalid, "a transaction was asked for inside another one");
    struct Marked {
        const Database* before;
        ~Marked() { writing_to = before; }
    } const marked{std::exchange(writing_to, this)};
    run(Access::write, work);
}

void PostgresqlDatabase::run(Access access, const std::function<void(Connection&)>& work) {
    for (int round = 1; !run_once(access, work, round == most_rounds); ++round) pause_before(round);
}

bool PostgresqlDatabase::run_once(Access access, const std::function<void(Connection&)>& work, bool last) {
    const auto lent = pool_.take();
    auto& connection = *lent;
    try {
        connection.begin(access);
        work(connection);
        connection.commit();
        return true;
    } catch (...) {
        const bool again = connection.may_run_again() && !last;
        connection.roll_back();
        if (!again) throw;
        return false;
    }
}

}  // namespace

std::unique_ptr<Database> open(const std::string& url) {
    return std::make_unique<PostgresqlDatabase>(parse_url(url));
}

}  // namespace outfield::sql::postgresql
