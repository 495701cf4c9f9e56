#include "sql/sqlite/error.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <cerrno>

namespace outfield::sql::sqlite {
namespace {

struct Meaning {
    ErrorKind kind;
    std::string words;
    Retry retry = Retry::no;
};

Meaning of_constraint(int extended, const std::string& said) {
    switch (extended) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID:
            return {ErrorKind::already_exists, "there is such a row already: " + said};
        case SQLITE_CONSTRAINT_FOREIGNKEY:
            return {ErrorKind::conflict, "another row is missing or still needs this one: " + said};
        default:
            return {ErrorKind::invalid, said};
    }
}

Meaning full_disk() {
    return {ErrorKind::out_of_space, "the disk or the quota is full: make room and try again"};
}

// SQLite itself tells ENOSPC apart; a quota and a limit on the size of files stand in the errno that the
// database file or its log has kept.
bool lacks_space(sqlite3* handle) {
    sqlite3_file* files[2] = {nullptr, nullptr};
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &files[0]);
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &files[1]);
    for (auto* file : files) {
        int error = 0;
        if (file == nullptr || file->pMethods == nullptr) continue;
        file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &error);
        if (error == ENOSPC || error == EDQUOT || error == EFBIG) return true;
    }
    return false;
}

Meaning of_disk(sqlite3* handle, const std::string& said) {
    if (handle != nullptr && lacks_space(handle)) return full_disk();
    return {ErrorKind::unavailable,
            fmt::format("reading or writing failed ({}): look at the disk and the system's log", said)};
}

Meaning of_opening(sqlite3* handle) {
    const int system_error = handle != nullptr ? sqlite3_system_errno(handle) : 0;
    if (system_error == ENOENT) return {ErrorKind::not_found, "there is no such file"};
    if (system_error == EMFILE || system_error == ENFILE)
        return {ErrorKind::unavailable, "too many files are open in this process or on this machine",
                Retry::yes};
    return {ErrorKind::denied,
            "it cannot be opened: this user needs to read and write the file, its -wal and -shm "
            "neighbours and their directory"};
}

Meaning meaning_of(sqlite3* handle, int extended, const std::string& said) {
    switch (extended & 0xff) {
        case SQLITE_BUSY:
            if (extended == SQLITE_BUSY_SNAPSHOT)
                return {ErrorKind::conflict, "another process has written meanwhile", Retry::yes};
            return {ErrorKind::unavailable,
                    "another process has locked it and did not let go in time: try again when it is done",
                    Retry::yes};
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL:
            return {ErrorKind::unavailable, "it is locked: try again", Retry::yes};
        case SQLITE_NOTADB:
            return {ErrorKind::corrupt, "this is not a SQLite database (or it is encrypted)"};
        case SQLITE_CORRUPT:
            return {ErrorKind::corrupt, fmt::format("it is damaged ({}): restore it from a backup", said)};
        case SQLITE_FULL:
            return full_disk();
        case SQLITE_IOERR:
            return of_disk(handle, said);
        case SQLITE_CANTOPEN:
            return of_opening(handle);
        case SQLITE_PERM:
        case SQLITE_READONLY:
        case SQLITE_AUTH:
            return {ErrorKind::denied,
                    "it cannot be written: this user needs write permission on the file, "
                    "its neighbours and their directory"};
        case SQLITE_CONSTRAINT:
            return of_constraint(extended, said);
        case SQLITE_INTERRUPT:
            return {ErrorKind::unavailable, "a statement took too long and was given up: try again",
                    Retry::yes};
        case SQLITE_NOMEM:
            return {ErrorKind::unavailable, "there is no memory left", Retry::yes};
        default:
            return {ErrorKind::invalid, said};
    }
}

}  // namespace

void fail(sqlite3* handle, int code, const std::string& file) {
    const int extended = handle != nullptr ? sqlite3_extended_errcode(handle) : code;
    const std::string said = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    const bool same = (extended & 0xff) == (code & 0xff);
    const auto meaning = meaning_of(handle, same ? extended : code, said);
    throw Error(meaning.kind, fmt::format("database {}: {}", file, meaning.words), meaning.retry);
}

}  // namespace outfield::sql::sqlite
