#include "faults/trial.h"

#include <outfield/error.h>
#include <unistd.h>

#include <cstdlib>
#include <random>
#include <thread>

#include "base/random.h"
#include "connections/fence.h"
#include "connections/stack.h"

namespace outfield::faults {

using namespace std::chrono_literals;

const std::map<std::string, std::string> impatience{{"connect_timeout", "2"},
                                                    {"idle_timeout", "2"},
                                                    {"control_timeout", "4"},
                                                    {"attempts", "3"},
                                                    {"breaker", "0"}};

void PrintTo(const Fault& fault, std::ostream* out) {
    *out << fault.name << ": " << fault.set;
}

std::string variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value ? value : "";
}

bool servers_are_promised() {
    return !variable("CI").empty() || variable("OUTFIELD_TEST_SERVERS") == "1";
}

static Module sale(const std::string& store) {
    Module module("sale", "Sales");
    module.model("sale.document", "Sale document", {{"file", fields::binary("File", {.store = store})}});
    return module;
}

static std::string bytes_of(std::size_t size) {
    static std::mt19937_64 random{std::random_device{}()};
    std::string bytes(size, '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random());
    return bytes;
}

// Kept from test to test, because each takes a while to start.
static std::map<std::string, std::unique_ptr<FaultyProxy>>& proxies() {
    static std::map<std::string, std::unique_ptr<FaultyProxy>> all;
    return all;
}

Trial::~Trial() {
    outfield_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

bool Trial::there_is(const std::string& variable_name) {
    if (!variable(variable_name).empty()) return true;
    const auto missing = variable_name + " is not set: start the servers with tests/servers/up";
    EXPECT_FALSE(servers_are_promised()) << missing;
    return false;
}

void Trial::run(const Server& server, const Fault& fault) {
    begin(server, fault);
    commit(server, fault);
    const auto start = std::chrono::steady_clock::now();
    const auto failure = attempt(fault);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(fault.within));
    check(fault, failure);
    mend(server, fault);
    check_values();
    if (failure) std::this_thread::sleep_for(1100ms);  // the lease of what was given up
    collect();
    check_values();
    check_strays(server);
}

void Trial::start_proxy(const Server& server, const Fault& fault) {
    auto options = server.options;
    if (fault.whole_requests) options.push_back(server.protocol);
    auto& kept = proxies()[server.kind + (fault.whole_requests ? " requests" : " bytes")];
    if (!kept) {
        if (!listen_.empty()) options.insert(options.end(), {"--listen", listen_});
        kept = std::make_unique<FaultyProxy>(server.url, std::vector<std::string>{}, options);
    }
    kept->tell("clear");
    proxy_ = &kept;
    const auto host = kept->url().find("://") + 3;
    listen_ = kept->url().substr(host, kept->url().find('/', host) - host);
}

void Trial::begin(const Server& server, const Fault& fault) {
    const auto name = random_id(12);
    folder_ = std::filesystem::path(testing::TempDir()) / ("outfield_faults_" + name);
    std::filesystem::create_directories(folder_);
    container_ = "faults-" + name;
    start_proxy(server, fault);
    auto plain = impatience;
    for (const auto& [setting, value] : server.account.plain()) plain[setting] = value;
    for (const auto& [setting, value] : fault.settings) plain[setting] = value;
    plain[server.url_setting] = (*proxy_)->url();
    const auto url = "sqlite:" + (folder_ / "catalog").string();
    const auto environment = Instance::create(url, folder_ / "key").identity();
    outfield_ = Instance::open(url, folder_ / "key", {.lease = 1s, .environment = environment});
    outfield_->install({sale(server.kind)});
    outfield_->configurations().add("trial", server.kind, Settings(plain, server.account.secrets()));
    outfield_->containers().create("trial", container_, {.retention = 0s});
    outfield_->containers().assign("trial/" + container_, "sale");
    kept_ = write(bytes_of(fault.size));
}

void Trial::commit(const Server&, const Fault& fault) {
    if (fault.set == "gone")
        proxy_->reset();
    else
        ASSERT_EQ((*proxy_)->tell("set " + fault.set).find("error"), std::string::npos) << fault.set;
    if (fault.lines_drop) (*proxy_)->tell("reset");
}

void Trial::mend(const Server& server, const Fault& fault) {
    if (!*proxy_) return start_proxy(server, fault);
    (*proxy_)->tell("clear");
    (*proxy_)->tell("reset");
}

std::optional<Error> Trial::attempt(const Fault& fault) {
    try {
        if (fault.verb == Verb::write) write(bytes_of(fault.size), fault.one_way);
        if (fault.verb == Verb::read) {
            EXPECT_TRUE(read(kept_) == values_[kept_]) << "a wrong success";
        }
        if (fault.verb == Verb::remove) {
            outfield_->records().unlink("sale.document", {kept_});
            values_.erase(kept_);
            const auto done = outfield_->collector().collect({.revisit = 0s});
            if (done.failed > 0) return Error(ErrorKind::unavailable, done.faults.at(0));
        }
    } catch (const Error& error) {
        return error;
    }
    return std::nullopt;
}

void Trial::check(const Fault& fault, const std::optional<Error>& failure) const {
    const std::string words = failure ? failure->what() : "it was said to have worked";
    if (fault.expect != Expect::either) {
        EXPECT_EQ(failure.has_value(), fault.expect == Expect::failure) << words;
    }
    if (failure && fault.kind) {
        EXPECT_EQ(failure->kind(), *fault.kind) << words;
    }
}

void Trial::check_values() {
    const auto found = outfield_->records().search("sale.document");
    EXPECT_EQ(found.size(), values_.size());
    for (const auto& [record, bytes] : values_) EXPECT_TRUE(read(record) == bytes) << record;
}

// What was given up is looked at twice.
void Trial::collect() {
    for (int pass = 0; pass < 5; ++pass) {
        const auto done = outfield_->collector().collect({.revisit = 0s});
        for (const auto& fault : done.faults) ADD_FAILURE() << fault;
        if (done.revisited == 0) return;
    }
}

void Trial::check_strays(const Server& server) {
    auto plain = server.account.plain();
    plain[server.url_setting] = server.url;
    const auto direct = store_kind(server.kind).open(Settings(plain, server.account.secrets()));
    std::size_t objects = 0;
    for (const auto& object : direct->list(container_, "", {}).objects)
        objects += is_marker(object.key) ? 0 : 1;
    EXPECT_EQ(objects, values_.size());
    if (auto* lister = direct->unfinished_lister()) {
        EXPECT_TRUE(lister->list_unfinished(container_, "", {}).objects.empty());
    }
}

std::string Trial::read(RecordId record) {
    StringSink sink;
    outfield_->binaries().read({"sale.document", record, "file"}, sink);
    return sink.text;
}

namespace {

// As standard input, or the body of a request.
class OneWay final : public ByteSource {
  public:
    explicit OneWay(const std::string& bytes) : inner_(source_from(bytes)) {}
    std::size_t read(std::span<std::byte> buffer) override { return inner_->read(buffer); }

  private:
    const std::unique_ptr<ByteSource> inner_;
};

}  // namespace

RecordId Trial::write(const std::string& bytes, bool one_way) {
    auto source = one_way ? std::make_unique<OneWay>(bytes) : source_from(bytes);
    const auto record = outfield_->records().create(
        "sale.document", Values{{"file", Upload{std::move(source), "contract.txt", {}}}});
    values_[record] = bytes;
    return record;
}

}  // namespace outfield::faults
