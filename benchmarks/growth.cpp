// What one value costs in a catalog of ten thousand values and in one of five million.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "large_catalog.h"
#include "measure.h"
#include "report.h"

using namespace outfield;
using namespace outfield::benchmarks;

static const char* usage =
    R"(growth [--small 10000] [--large 5000000] [--database sqlite|postgresql] [--directory DIR] [--rounds 3]

Fills two catalogs, reads a value from the database store of each, describes one, overwrites one, and collects 100 pieces
of garbage, in turn, so that both meet the same machine. The figure is the ratio of the medians. The values are taken
from a hundred that are spread over the whole catalog, and for reading also from all of them.

DIR (default: the temporary directory) should be on a real disk with 6 GB to spare. PostgreSQL is the server
OUTFIELD_TEST_POSTGRESQL, which tests/servers/up starts.
)";

namespace {

constexpr unsigned hot_values = 100;
constexpr unsigned reads = 5000, writes = 200, collections = 5;

using Clock = std::chrono::steady_clock;

double median(std::vector<double>& times) {
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

// One of the two catalogs, and the microseconds that it took.
struct Side {
    explicit Side(LargeCatalog& large) : catalog(large) {}

    std::int64_t hot_record(unsigned number) const {
        return 1 + number % hot_values * (catalog.rows() / hot_values);
    }
    std::int64_t any_record() {
        return std::uniform_int_distribution<std::int64_t>(1, catalog.rows())(random);
    }

    void read(std::int64_t record) {
        StringSink sink;
        catalog.instance().binaries().read(LargeCatalog::value(record), sink);
        if (sink.text.empty()) throw std::runtime_error("a value has no bytes");
    }
    void describe(std::int64_t record) {
        if (!catalog.instance().binaries().describe(LargeCatalog::value(record)))
            throw std::runtime_error("a value has no description");
    }
    void write(unsigned number) {
        catalog.instance().binaries().write(
            LargeCatalog::value(hot_record(number)),
            Upload{source_from(fmt::format("value {}", number)), "new.txt", "text/plain"});
    }
    void make_garbage(unsigned pieces) {
        at_a_time(16, pieces, [&](unsigned number) { write(number); });
    }
    void collect(unsigned expected) {
        const auto removed =
            catalog.instance().collector().collect({.revisit = std::chrono::seconds(0)}).removed;
        if (expected != 0 && removed != expected)
            throw std::runtime_error(fmt::format("collected {} instead of {}", removed, expected));
    }

    template <typename Work>
    void time(Work&& work) {
        const auto begin = Clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
    }

    LargeCatalog& catalog;
    std::mt19937_64 random{1};
    std::vector<double> times;
};

class Comparison {
  public:
    Comparison(LargeCatalog& small, LargeCatalog& large) : small_(small), large_(large) {}

    // `work` on one and on the other in turn; the first tenth is not counted.
    template <typename Prepare, typename Work>
    void compare(Row& row, unsigned count, Prepare&& prepare, Work&& work) {
        const unsigned warm_up = count / 10 + 1;
        for (unsigned number = 0; number < count + warm_up; ++number)
            for (auto* side : {&small_, &large_}) {
                prepare(*side, number);
                side->time([&] { work(*side, number); });
                if (number + 1 == warm_up) side->times.clear();
            }
        const double small = median(small_.times), large = median(large_.times);
        small_.times.clear();
        large_.times.clear();
        row.add(large / small, fmt::format("{:.0f} and {:.0f} us", large, small));
    }

  private:
    Side small_, large_;
};

void nothing(Side& /*side*/, unsigned /*number*/) {}

void measure(const std::string& name, LargeCatalog& small, LargeCatalog& large, unsigned rounds) {
    Row hot(name + ": reading one of 100 values: large / small", at_most(1.3));
    Row any(name + ": reading any value: large / small", at_most(1.3));
    Row described(name + ": describing any value: large / small", no_goal());
    Row writing(name + ": overwriting a small value: large / small", at_most(1.3));
    Row collecting(name + ": collecting 100 pieces of garbage: large / small", at_most(1.3));
    Comparison comparison(small, large);
    for (unsigned round = 0; round < rounds; ++round) {
        comparison.compare(hot, reads, nothing,
                           [](Side& side, unsigned n) { side.read(side.hot_record(n)); });
        comparison.compare(any, reads, nothing, [](Side& side, unsigned) { side.read(side.any_record()); });
        comparison.compare(described, reads, nothing,
                           [](Side& side, unsigned) { side.describe(side.any_record()); });
        comparison.compare(writing, writes, nothing, [](Side& side, unsigned n) { side.write(n); });
        const auto litter = [](Side& side, unsigned) {
            side.collect(0);
            side.make_garbage(100);
        };
        comparison.compare(collecting, collections, litter, [](Side& side, unsigned) { side.collect(100); });
    }
    for (const auto* row : {&hot, &any, &described, &writing, &collecting}) row->print();
}

void fill_and_measure(const Arguments& arguments) {
    const auto database = arguments.text("--database", "sqlite");
    const std::filesystem::path below =
        arguments.text("--directory", std::filesystem::temp_directory_path().string());
    const auto server =
        database == "postgresql" ? server_variable("OUTFIELD_TEST_POSTGRESQL") : std::string();
    const auto filled = [&](const char* option, unsigned otherwise) {
        const auto begin = Clock::now();
        auto catalog = std::make_unique<LargeCatalog>(server, below, arguments.number(option, otherwise));
        fmt::print(stderr, "{}: {} values, {}, filled in {:.0f} s\n", database, catalog->rows(),
                   mib(catalog->size()), std::chrono::duration<double>(Clock::now() - begin).count());
        return catalog;
    };
    const auto small = filled("--small", 10'000), large = filled("--large", 5'000'000);
    measure(server.empty() ? "SQLite" : "PostgreSQL", *small, *large, arguments.number("--rounds", 3));
}

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments(argc, argv, usage);
    return run("growth", [&] { fill_and_measure(arguments); });
}
