#include "import_trial.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <outfield/instance.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

namespace outfield::benchmarks {
namespace {

constexpr const char* manifest = R"([module]
name = "sale"
[models."sale.document".fields]
name = { type = "char" }
file = { type = "binary", store = "s3" }
)";

std::filesystem::path temporary_directory(const std::filesystem::path& below) {
    auto name = (below / "outfield-benchmark.XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary directory");
    return name;
}

class FileSink final : public ByteSink {
  public:
    explicit FileSink(const std::filesystem::path& path)
        : file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600)) {}
    ~FileSink() override { ::close(file_); }
    FileSink(const FileSink&) = delete;
    FileSink& operator=(const FileSink&) = delete;
    void write(Bytes bytes) override {
        if (::write(file_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
            throw std::runtime_error("cannot write a file");
    }

  private:
    int file_;
};

struct CountingSink final : ByteSink {
    void write(Bytes bytes) override { count += bytes.size(); }
    std::size_t count = 0;
};

}  // namespace

ImportTrial::ImportTrial(const std::string& outfield_program, const std::string& server, unsigned count,
                         unsigned size, const char* verify)
    : program_(outfield_program),
      directory_(temporary_directory(std::filesystem::temp_directory_path())),
      files_(temporary_directory("/dev/shm")),
      count_(count),
      size_(size) {
    std::filesystem::create_directories(tree());
    std::ofstream names_file(names());
    for (unsigned i = 0; i < count; ++i) {
        const auto name = fmt::format("{:05}.bin", i);
        names_file << name << '\n';
        auto body = fmt::format("{}:", i);
        body.resize(size, 'x');
        std::ofstream(files_ / "tree" / name) << body;
    }
    std::ofstream(directory_ / "sale.toml") << manifest;
    outfield({"init", directory_ / "erp"});
    outfield({"module", "install", directory_ / "sale.toml"});
    outfield({"config", "add", "fast", "--kind", "s3", "--url", server, "--region", "us-east-1",
              "--access-key-id", "benchmark", "--secret-access-key-env", "OUTFIELD_BENCHMARK_SECRET",
              "--verify", verify});
    // Each trial is an environment of its own.
    outfield({"container", "enter", "fast", "benchmark", "--prefix", files_.filename().string() + "/"});
    outfield({"container", "assign", "benchmark", "sale"});
}

ImportTrial::~ImportTrial() {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
    std::filesystem::remove_all(files_, ignored);
}

Cost ImportTrial::outfield(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), program_);
    return cost_of_program(arguments, {{"OUTFIELD_CONFIG", directory_ / "erp/outfield.toml"},
                                       {"OUTFIELD_BENCHMARK_SECRET", "benchmark"}});
}

Cost ImportTrial::import() const {
    return outfield({"import", "sale.document", tree(), "--field", "file"});
}

std::string ImportTrial::fresh_folder() const {
    const auto folder = files_ / "read";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
    return folder;
}

Cost ImportTrial::read_back(unsigned threads, Into into) const {
    const std::filesystem::path folder = fresh_folder();
    return cost_of([&] {
        const auto erp = directory_ / "erp";
        auto instance = Instance::open("sqlite:" + (erp / "outfield.db").string(), erp / "outfield.key");
        const auto ids = instance.records().search("sale.document");
        if (ids.size() != count_)
            throw std::runtime_error(fmt::format("{} records instead of {}", ids.size(), count_));
        at_a_time(threads, count_, [&](unsigned number) {
            const FieldAddress address{"sale.document", ids[number], "file"};
            if (into == Into::files) {
                FileSink sink(folder / std::to_string(number));
                instance.binaries().read(address, sink);
            } else {
                CountingSink sink;
                instance.binaries().read(address, sink);
                if (sink.count != size_) throw std::runtime_error("a value has another size");
            }
        });
        return 0.0;
    });
}

}  // namespace outfield::benchmarks
