#include "base/media_type.h"

#include <magic.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>
#include <unordered_map>

#include "base/lending.h"
#include "base/text.h"

namespace outfield {
namespace {

using Table = std::unordered_map<std::string, std::string>;

// What documents are most, for machines that have no /etc/mime.types.
Table built_in() {
    return {{"pdf", "application/pdf"},
            {"txt", "text/plain"},
            {"csv", "text/csv"},
            {"xml", "application/xml"},
            {"json", "application/json"},
            {"html", "text/html"},
            {"png", "image/png"},
            {"jpg", "image/jpeg"},
            {"jpeg", "image/jpeg"},
            {"gif", "image/gif"},
            {"zip", "application/zip"},
            {"svg", "image/svg+xml"},
            {"bin", "application/octet-stream"}};
}

Table load() {
    Table types = built_in();
    std::ifstream file("/etc/mime.types");
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line.substr(0, line.find('#')));
        std::string type, extension;
        for (words >> type; words >> extension;) types[extension] = type;
    }
    return types;
}

// One reads at a time.
struct Magic {
    magic_t handle = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS);
    Magic() {
        if (handle != nullptr && magic_load(handle, nullptr) != 0) close();
    }
    ~Magic() { close(); }
    Magic(const Magic&) = delete;
    Magic& operator=(const Magic&) = delete;
    void close() {
        if (handle != nullptr) magic_close(handle);
        handle = nullptr;
    }
};

// As many as there are cores, and not one a thread: each maps the whole database of libmagic anew.
class Lease {
  public:
    Lease() : Lease(*all().take(std::chrono::hours(24))) {
        if (!magic_) magic_ = std::make_unique<Magic>();
    }
    ~Lease() { all().give_back(std::move(magic_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    const Magic* operator->() const { return magic_.get(); }

  private:
    explicit Lease(std::unique_ptr<Magic> magic) : magic_(std::move(magic)) {}
    static Lending<Magic>& all() {
        static Lending<Magic> magics(std::max(1U, std::thread::hardware_concurrency()));
        return magics;
    }

    std::unique_ptr<Magic> magic_;
};

}  // namespace

std::string media_type_of_name(std::string_view file_name) {
    static const Table types = load();
    const auto dot = file_name.rfind('.');
    if (dot == std::string_view::npos) return "";
    const auto found = types.find(to_lower(file_name.substr(dot + 1)));
    return found == types.end() ? "" : found->second;
}

std::string media_type_of_bytes(Bytes head) {
    const Lease magic;
    const char* type =
        magic->handle == nullptr ? nullptr : magic_buffer(magic->handle, head.data(), head.size());
    return type == nullptr ? "application/octet-stream" : type;
}

}  // namespace outfield
