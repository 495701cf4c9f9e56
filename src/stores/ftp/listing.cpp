#include "stores/ftp/listing.h"

#include <array>
#include <chrono>

#include "base/text.h"
#include "stores/ftp/reply.h"

namespace outfield::ftp {
namespace {

using namespace std::chrono;
using Meaning = ListingLine::Meaning;

constexpr ListingLine nothing_line() {
    return {};
}

ListingLine unreadable() {
    return {Meaning::unreadable};
}

bool plausible_name(std::string_view name) {
    return !name.empty() && name.find_first_of(std::string_view("/\0", 2)) == name.npos;
}

ListingLine entry_line(TreeEntry entry) {
    if (entry.name == "." || entry.name == "..") return nothing_line();
    if (!plausible_name(entry.name)) return unreadable();
    return {Meaning::entry, std::move(entry), {}};
}

// "type=file;size=5;modify=20261123034722; name"
ListingLine read_mlsd(std::string_view line) {
    const auto space = line.find(' ');
    if (space == line.npos) return unreadable();
    TreeEntry entry{.name = std::string(line.substr(space + 1))};
    std::string type, unique;
    std::optional<std::uint64_t> size;
    for (const auto fact : split(line.substr(0, space), ';')) {
        const auto equals = fact.find('=');
        if (equals == fact.npos) continue;
        const std::string name = to_lower(fact.substr(0, equals));
        const auto value = fact.substr(equals + 1);
        if (name == "type") type = to_lower(value);
        if (name == "size") size = parse_unsigned(value);
        if (name == "unique") unique = value;
        if (name == "modify") entry.modified = time_from(value);
    }
    if (type == "cdir") return {Meaning::self, {}, unique};
    if (type == "pdir" || type.starts_with("os.unix=")) return nothing_line();
    if (type != "dir" && (type != "file" || !size)) return unreadable();
    entry.folder = type == "dir";
    entry.size = size.value_or(0);
    auto read = entry_line(std::move(entry));
    read.unique = std::move(unique);
    return read;
}

// Takes words off the front of a line.
class Words {
  public:
    explicit Words(std::string_view rest) : rest_(rest) {}

    std::string_view next() {
        const auto start = std::min(rest_.find_first_not_of(" \t"), rest_.size());
        rest_.remove_prefix(start);
        const auto word = rest_.substr(0, rest_.find_first_of(" \t"));
        rest_.remove_prefix(word.size());
        return word;
    }

    // What follows, without the one space that parts it from the words before; a name may begin with more.
    std::string_view rest() const { return rest_.substr(std::min<std::size_t>(1, rest_.size())); }
    bool done() const { return rest_.find_first_not_of(" \t") == rest_.npos; }

  private:
    std::string_view rest_;
};

std::optional<unsigned> number(std::string_view text, unsigned low, unsigned high) {
    const auto value = parse_unsigned(text);
    if (!value || *value < low || *value > high) return std::nullopt;
    return static_cast<unsigned>(*value);
}

std::optional<unsigned> month_of(std::string_view word) {
    static constexpr std::array<std::string_view, 12> names{"jan", "feb", "mar", "apr", "may", "jun",
                                                            "jul", "aug", "sep", "oct", "nov", "dec"};
    const std::string lower = to_lower(word);
    for (unsigned i = 0; i < names.size(); ++i) {
        if (lower == names[i]) return i + 1;
    }
    return std::nullopt;
}

std::optional<minutes> clock_of(std::string_view word) {
    const auto colon = word.find(':');
    if (colon == word.npos) return std::nullopt;
    const auto hour = number(word.substr(0, colon), 0, 23);
    const auto minute = number(word.substr(colon + 1, 2), 0, 59);
    if (!hour || !minute) return std::nullopt;
    return hours(*hour) + minutes(*minute);
}

std::optional<Time> instant(unsigned y, unsigned m, unsigned d, minutes clock) {
    const year_month_day date(year(static_cast<int>(y)), month(m), day(d));
    if (!date.ok()) return std::nullopt;
    return Time(sys_days(date) + clock);
}

// "Nov 23 03:47" (within the last year) or "Nov 23 2025"
std::optional<Time> unix_time(unsigned m, std::string_view day_word, std::string_view last, Time now) {
    const auto d = number(day_word, 1, 31);
    if (!d) return std::nullopt;
    if (const auto y = number(last, 1900, 9999)) return instant(*y, m, *d, minutes(0));
    const auto clock = clock_of(last);
    if (!clock) return std::nullopt;
    const auto this_year = static_cast<int>(year_month_day(floor<days>(now)).year());
    const auto guess = instant(static_cast<unsigned>(this_year), m, *d, *clock);
    if (guess && *guess <= now + days(1)) return guess;
    return instant(static_cast<unsigned>(this_year - 1), m, *d, *clock);
}

// "-rw-r--r-- 1 owner group 5 Nov 23 03:47 name": owner and group may be absent or have spaces, so the size
// is the number in front of the first date.
ListingLine read_unix(std::string_view line, Time now) {
    Words words(line);
    const char type = words.next().front();
    std::string_view size_word;
    for (std::string_view word = words.next(); !words.done(); size_word = word, word = words.next()) {
        const auto size = parse_unsigned(size_word);
        const auto m = month_of(word);
        if (!size || !m) continue;
        Words date = words;
        const auto day_word = date.next();
        const auto time = unix_time(*m, day_word, date.next(), now);
        if (!time) continue;
        if (type == 'l') return nothing_line();
        return entry_line({std::string(date.rest()), type == 'd', type == 'd' ? 0 : *size, time});
    }
    return unreadable();
}

// "11-23-26  03:33AM       <DIR>          name"
ListingLine read_dos(std::string_view line) {
    Words words(line);
    const auto date = split(words.next(), '-');
    const std::string clock_word = to_lower(words.next());
    const auto kind = words.next();
    if (date.size() != 3) return unreadable();
    const auto m = number(date[0], 1, 12), d = number(date[1], 1, 31), y = number(date[2], 0, 9999);
    auto clock = clock_of(clock_word);
    if (!m || !d || !y || !clock) return unreadable();
    if (clock_word.ends_with("pm") && *clock < hours(12)) *clock += hours(12);
    if (clock_word.ends_with("am") && *clock >= hours(12)) *clock -= hours(12);
    const unsigned century = *y >= 100 ? 0 : *y < 70 ? 2000 : 1900;
    const bool folder = kind == "<DIR>";
    const auto size = parse_unsigned(kind);
    if (!folder && !size) return kind.starts_with('<') ? nothing_line() : unreadable();
    // The columns are padded, so spaces in front of the name are not its own.
    return entry_line(
        {std::string(trim(words.rest())), folder, size.value_or(0), instant(century + *y, *m, *d, *clock)});
}

}  // namespace

ListingLine read_line(Dialect dialect, std::string_view line, Time now) {
    if (trim(line).empty()) return nothing_line();
    if (dialect == Dialect::mlsd) return read_mlsd(line);
    if (line.starts_with("total ")) return nothing_line();
    if (line.front() >= '0' && line.front() <= '9') return read_dos(line);
    if (std::string_view("-dlbcps").find(line.front()) == std::string_view::npos) return unreadable();
    return read_unix(line, now);
}

}  // namespace outfield::ftp
