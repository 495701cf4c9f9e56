#include "workload.h"

#include <chrono>
#include <iterator>
#include <map>
#include <thread>

#include "content.h"

namespace torture {
namespace {

using outfield::Error;
using outfield::ErrorKind;
using outfield::FieldAddress;
using outfield::RecordId;

outfield::Upload upload(const std::string& token) {
    outfield::Upload upload;
    upload.source = outfield::source_from(content_of(token));
    upload.file_name = token + ".bin";
    return upload;
}

template <typename Range>
auto& any_of(Range& range, std::minstd_rand& random) {
    return *std::next(range.begin(), static_cast<std::ptrdiff_t>(random() % range.size()));
}

// A value that was replaced while it was read may be gone from its store: only one that still is the value
// must be whole.
void read_whole(Work& work, const FieldAddress& address) {
    auto& binaries = work.instance.binaries();
    const auto attachment = binaries.describe(address);
    if (!attachment) return;
    try {
        outfield::StringSink sink;
        binaries.read(*attachment, sink);
        const auto token = token_of(sink.text);
        if (sink.text != content_of(token) || token + ".bin" != attachment->file_name)
            work.journal.fail("other bytes than were stored, in blob " + std::to_string(attachment->blob));
    } catch (const Error& error) {
        if (is_harmless(error)) return;
        const auto later = binaries.describe(address);
        if (later && later->blob == attachment->blob) work.journal.fail(error.what());
    }
}

class Writer {
  public:
    explicit Writer(Work& work) : work_(work) {}

    void step() {
        const auto draw = work_.random() % 100;
        if (own_.empty() || draw < 30) return create();
        const auto [name, record] = any_of(own_, work_.random);
        const auto& field = any_of(work_.fields, work_.random);
        const FieldAddress address{model, record, field};
        if (draw < 65) return overwrite(name, address);
        if (draw < 75) return clear(name, address);
        if (draw < 85) return unlink(name, record);
        read_whole(work_, address);
    }

  private:
    std::string token() { return work_.name + "-" + std::to_string(++count_); }

    void create() {
        const auto name = token();
        const auto& field = any_of(work_.fields, work_.random);
        work_.journal.begin("write", name, field, name);
        own_[name] = work_.instance.records().create(model, {{"name", name}, {field, upload(name)}});
        work_.journal.done("write", name, field, name);
    }

    void overwrite(const std::string& name, const FieldAddress& address) {
        const auto value = token();
        work_.journal.begin("write", name, address.field, value);
        work_.instance.binaries().write(address, upload(value));
        work_.journal.done("write", name, address.field, value);
    }

    void clear(const std::string& name, const FieldAddress& address) {
        work_.journal.begin("clear", name, address.field, "-");
        work_.instance.binaries().clear(address);
        work_.journal.done("clear", name, address.field, "-");
    }

    void unlink(const std::string& name, RecordId record) {
        work_.journal.begin("unlink", name, "-", "-");
        work_.instance.records().unlink(model, {record});
        work_.journal.done("unlink", name, "-", "-");
        own_.erase(name);
    }

    Work& work_;
    std::uint64_t count_ = 0;
    std::map<std::string, RecordId> own_;
};

RecordId any_record(Work& work) {
    outfield::SearchOptions newest;
    newest.order = "id desc";
    newest.limit = 200;
    const auto ids = work.instance.records().search(model, {}, newest);
    return ids.empty() ? 0 : ids[work.random() % ids.size()];
}

template <typename Step>
[[noreturn]] void repeat(Step&& step) {
    for (;;) {
        try {
            step();
        } catch (const Error& error) {
            if (!is_harmless(error)) throw;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
}

}  // namespace

bool is_harmless(const Error& error) {
    return error.kind() == ErrorKind::conflict || error.kind() == ErrorKind::not_found ||
           error.kind() == ErrorKind::unavailable || error.kind() == ErrorKind::outcome_unknown;
}

void write_for_ever(Work& work) {
    Writer writer(work);
    repeat([&] { writer.step(); });
}

void read_for_ever(Work& work) {
    repeat([&] { read_whole(work, {model, any_record(work), any_of(work.fields, work.random)}); });
}

void move_for_ever(Work& work) {
    repeat([&] {
        const FieldAddress address{model, any_record(work), any_of(work.fields, work.random)};
        const auto value = work.instance.binaries().describe(address);
        if (value)
            work.instance.objects().move(std::to_string(value->blob), any_of(work.containers, work.random));
    });
}

void import_for_ever(Work& work) {
    Importer importer(work);
    repeat([&] { importer.step(); });
}

void collect_for_ever(Work& work) {
    repeat([&] {
        work.instance.collector().collect({.revisit = std::chrono::seconds(1)});
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    });
}

}  // namespace torture
