#include "verification.h"

#include <fmt/format.h>

#include "content.h"
#include "journal.h"
#include "workload.h"

namespace torture {
namespace {

struct Verification {
    outfield::Instance& instance;
    std::uint64_t values = 0, bytes = 0, faults = 0;

    void fault(const std::string& words) {
        ++faults;
        fmt::print(stderr, "{}\n", words);
    }

    std::map<std::string, outfield::RecordId> records_by_name() {
        std::map<std::string, outfield::RecordId> all;
        auto& records = instance.records();
        for (const auto& record : records.read(model, records.search(model, {}), {"name"})) {
            const auto& name = std::get<std::string>(record.values.at("name"));
            if (!all.emplace(name, record.id).second) fault(name + " is there twice");
        }
        return all;
    }

    // "" where the field is empty.
    std::string token_in(const outfield::FieldAddress& address) {
        if (!instance.binaries().describe(address)) return "";
        outfield::StringSink sink;
        instance.binaries().read(address, sink);
        const auto token = token_of(sink.text);
        if (sink.text != content_of(token)) fault("other bytes than were stored for " + token);
        ++values;
        bytes += sink.text.size();
        return token;
    }

    void field(const std::string& name, const outfield::FieldAddress& address,
               const std::set<std::string>& allowed) {
        try {
            const auto token = token_in(address);
            if (!allowed.contains(token))
                fault(fmt::format("{} {}: has '{}' and may have {}", name, address.field, token,
                                  fmt::join(allowed, ", ")));
        } catch (const outfield::Error& error) {
            fault(fmt::format("{} {}: {}", name, address.field, error.what()));
        }
    }
};

}  // namespace

bool verify(outfield::Instance& instance, const std::filesystem::path& journals) {
    const auto expected = read_journals(journals);
    Verification verification{instance};
    auto records = verification.records_by_name();
    for (const auto& [name, expectation] : expected.records) {
        const auto found = records.find(name);
        if (found == records.end()) {
            if (!expectation.may_be_absent) verification.fault(name + " is lost");
            continue;
        }
        if (!expectation.may_exist) verification.fault(name + " is there although it was deleted");
        for (const auto& [field, allowed] : expectation.fields)
            verification.field(name, {model, found->second, field}, allowed);
        records.erase(found);
    }
    for (const auto& [name, id] : records)
        verification.fault(name + " is there although nobody began to write it");
    fmt::print(R"({{"acknowledged": {}, "records": {}, "values": {}, "bytes": {}, "faults": {}}})"
               "\n",
               expected.done, expected.records.size(), verification.values, verification.bytes,
               verification.faults);
    return verification.faults == 0;
}

}  // namespace torture
