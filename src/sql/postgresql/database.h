// PostgreSQL behind sql::Database, for processes on several machines. No connection may be carried over a
// fork().
//
// read() is REPEATABLE READ, READ ONLY: one snapshot, which the first statement takes.
//
// write() is READ COMMITTED, and what this house writes fits it: rows are changed by statements that name the
// state they expect and count what they changed, uniqueness stands in constraints, and whoever decides
// something by a row that it does not change locks that row or table first (sql/locking.h). The collector
// takes its work with SKIP LOCKED, which a stricter level turns into serialisation failures as soon as there
// are two of them; and nothing that was sent is sent again only because a neighbour was quicker. What this
// asks of every statement stands in decision 7.
//
// A transaction that lost a deadlock, met tables that were changed under its prepared statements, or lost its
// connection before it was asked to commit, is run again, up to eight times in all.
#pragma once

#include <memory>
#include <string>

#include "sql/database.h"

namespace outfield::sql::postgresql {

// Connects once, so that a wrong URL is said at once. Creates no database: that is the server's
// administrator's. Errors: those of Link.
std::unique_ptr<Database> open(const std::string& url);

}  // namespace outfield::sql::postgresql
