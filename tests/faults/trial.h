// A catalog whose store stands behind a proxy that commits faults, and what must hold whatever the fault: no
// wrong success, no call beyond its deadline, no committed value lost, and after collecting nothing that no
// row names.
#pragma once

#include <gtest/gtest.h>
#include <outfield/instance.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "servers/faultproxy/faulty_proxy.h"

namespace outfield::faults {

enum class Verb { write, read, remove };
enum class Expect { success, failure, either };

struct Fault {
    std::string name;
    std::string set;  // as the proxy is told, "cut_up=1000 mode=rst"; "gone": nobody listens
    Expect expect = Expect::failure;
    Verb verb = Verb::write;
    std::size_t size = 300'000;                        // of the value
    int within = 20;                                   // seconds that the call may take
    std::map<std::string, std::string> settings = {};  // beside those of the server
    bool whole_requests = true;                        // the proxy knows the protocol
    std::optional<ErrorKind> kind = {};                // of the failure
    bool one_way = false;                              // the value comes from a source that does not rewind
    bool lines_drop = false;                           // kept connections end as the fault begins
};

void PrintTo(const Fault& fault, std::ostream* out);

// How a server is reached.
struct Server {
    std::string kind;  // "s3", "ftp"
    std::string url;
    std::string url_setting;  // the setting that has it
    Settings account;         // all others
    std::string protocol;     // the proxy's option
    std::vector<std::string> options;
};

// Short deadlines, so that the whole suite takes little time.
extern const std::map<std::string, std::string> impatience;

bool servers_are_promised();
std::string variable(const std::string& name);

class Trial : public testing::Test {
  protected:
    ~Trial() override;

    // Skips the test when the server is not there, or fails where it should be.
    bool there_is(const std::string& variable_name);

    void run(const Server& server, const Fault& fault);

  private:
    void begin(const Server& server, const Fault& fault);
    void commit(const Server& server, const Fault& fault);
    void mend(const Server& server, const Fault& fault);
    std::optional<Error> attempt(const Fault& fault);
    void check(const Fault& fault, const std::optional<Error>& failure) const;
    void check_values();
    void check_strays(const Server& server);
    void collect();
    void start_proxy(const Server& server, const Fault& fault);

    std::string read(RecordId record);
    RecordId write(const std::string& bytes, bool one_way = false);

    std::filesystem::path folder_;
    std::string container_;
    std::string listen_;
    std::unique_ptr<FaultyProxy>* proxy_ = nullptr;  // nothing in it while nobody listens
    std::optional<Instance> outfield_;
    std::map<RecordId, std::string> values_;  // what is committed
    RecordId kept_{};
};

}  // namespace outfield::faults
