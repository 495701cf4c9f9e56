#include "cli/object_list.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <memory>

#include "base/text.h"
#include "cli/session.h"
#include "cli/table.h"
#include "documents/objects.h"

namespace outfield::cli {
namespace {

struct Options {
    std::string container, model;
    bool catalog = false;
};

// Rows are aligned a page at a time, so that a listing of millions neither waits nor fills the memory.
class Listing {
  public:
    explicit Listing(Session& session) : session_(session) {}
    void add(const ObjectSummary& object) {
        ++count_;
        if (session_.json) return session_.print(to_json(object));
        page_.add({object.blob ? fmt::format("{}", object.blob) : "-",
                   object.configuration + "/" + shown(object.container), human_size(object.size),
                   object.blob ? object.state : "not in the catalog", record_of(object),
                   shown(object.file_name), shown(object.key)});
        if (++rows_ == rows_a_page) flush();
    }

    void flush() {
        if (session_.json) return;
        session_.print(page_.text());
        page_ = empty_page();
        rows_ = 0;
    }

    std::uint64_t count() const noexcept { return count_; }

  private:
    static constexpr std::size_t rows_a_page = 1000;
    static Table empty_page() {
        return Table({">OBJECT", "CONTAINER", ">SIZE", "STATE", "RECORD", "FILE NAME", "KEY"});
    }

    Session& session_;
    Table page_ = empty_page();
    std::size_t rows_ = 0;
    std::uint64_t count_ = 0;
};

void list(Session& session, const Options& options) {
    if (options.container.empty() && options.model.empty() && !options.catalog)
        throw Error(ErrorKind::invalid,
                    "say of what: a CONTAINER, --model MODEL, or --catalog for everything");
    Listing listing(session);
    const auto each = [&](const ObjectSummary& object) { listing.add(object); };
    auto& objects = session.instance().objects();
    if (options.catalog || !options.model.empty())
        objects.catalogued(options.container, options.model, each);
    else
        objects.list(options.container, each);
    listing.flush();
    if (!session.json && listing.count() == 0) session.note("no objects");
}

}  // namespace

std::string record_of(const ObjectSummary& object) {
    return object.record
               ? fmt::format("{} {} {}", object.record->model, object.record->record, object.record->field)
               : std::string();
}

void add_object_list(Command& group) {
    auto options = std::make_shared<Options>();
    group.command("list", "List objects, each with its record, or 'not in the catalog'")
        .details(
            "Asks the store what is there; with --catalog or --model, the catalog alone. With --json each "
            "line is one object.")
        .optional_argument("CONTAINER", options->container, "The bucket or directory")
        .flag("--catalog", options->catalog, "What the catalog knows, without asking the store")
        .option("--model", options->model, "MODEL", "Only values of this model's records, from the catalog")
        .example("outfield object list sale-docs")
        .example("outfield object list --model sale.document")
        .runs([options](Session& session) { list(session, *options); });
}

}  // namespace outfield::cli
