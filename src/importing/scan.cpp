#include <vector>

#include "catalog/imports.h"
#include "importing/stages.h"

namespace outfield::importing {
namespace {

constexpr std::size_t files_a_look = 512;  // looked up in the journal in one transaction

class Scanner {
  public:
    Scanner(catalog::Catalog& catalog, const Request& request, const std::string& journal, Queue<Job>& jobs,
            Tally& tally)
        : catalog_(catalog), request_(request), journal_(journal), jobs_(jobs), tally_(tally) {}

    void run() {
        walk(
            request_.directory, [this](const FoundFile& file) { take(file); },
            [this](const std::filesystem::path& path, const std::string& reason) {
                tally_.fault({path, ErrorKind::invalid, reason});
            },
            [this] { return tally_.ending(); });
        look_up();
    }

  private:
    void take(const FoundFile& file) {
        waiting_.push_back(file);
        if (waiting_.size() == files_a_look) look_up();
    }

    void look_up() {
        std::vector<std::optional<catalog::ImportedFile>> known;
        catalog_.database().read([&](sql::Connection& connection) {
            known.clear();
            catalog::Imports imports(connection);
            for (const auto& file : waiting_)
                known.push_back(imports.find(journal_, journal_path(file.relative)));
        });
        for (std::size_t i = 0; i < waiting_.size(); ++i) decide(std::move(waiting_[i]), known[i]);
        waiting_.clear();
    }

    void decide(FoundFile file, const std::optional<catalog::ImportedFile>& known) {
        if (!known) return queue({std::move(file), std::nullopt});
        if (known->size == file.size && known->modified_ns == file.modified_ns) {
            tally_.before.fetch_add(1);
            return;
        }
        if (request_.changed) return queue({std::move(file), known->record});
        tally_.changed.fetch_add(1);
    }

    void queue(Job job) {
        tally_.found.fetch_add(1);
        tally_.found_bytes.fetch_add(job.file.size);
        jobs_.push(std::move(job));
    }

    catalog::Catalog& catalog_;
    const Request& request_;
    const std::string& journal_;
    Queue<Job>& jobs_;
    Tally& tally_;
    std::vector<FoundFile> waiting_;
};

}  // namespace

void scan(catalog::Catalog& catalog, const Request& request, const std::string& journal, Queue<Job>& jobs,
          Tally& tally) {
    Scanner(catalog, request, journal, jobs, tally).run();
}

}  // namespace outfield::importing
