// GET /, /admin/*: the administrator's page.
#include <algorithm>

#include "server/page_files.h"
#include "server/routes.h"

namespace outfield::server {
namespace {

constexpr std::string_view policy =
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'; form-action 'self'";

const PageFile* find(std::string_view path) {
    const auto files = page_files();
    const auto found = std::ranges::find(files, path, &PageFile::path);
    return found == files.end() ? nullptr : &*found;
}

// A path without a file is a view of the page, which finds its way by itself. What looks like a file is none.
const PageFile& file_at(std::string_view path) {
    if (page_files().empty())
        throw http::Fault(404,
                          "this program was built without the administrator's page (-DOUTFIELD_PAGE=OFF)");
    if (const auto* file = find(path)) return *file;
    const auto* index = find("index.html");
    if (!index || path.starts_with("assets/")) throw http::Fault(404, "the page has no such file");
    return *index;
}

bool takes_gzip(const http::Exchange& exchange) {
    const auto accepted = exchange.headers("Accept-Encoding");
    const auto found = accepted.find("gzip");
    return found != std::string::npos && accepted.compare(found, 8, "gzip;q=0") != 0;
}

// The names under assets/ hold a hash of their bytes.
http::Headers headers_of(const PageFile& file, bool is_compressed, const std::string& tag) {
    const bool is_hashed = file.path.starts_with("assets/");
    http::Headers headers{{"ETag", tag},
                          {"Cache-Control", is_hashed ? "public, max-age=31536000, immutable" : "no-cache"},
                          {"Vary", "Accept-Encoding"},
                          {"Content-Security-Policy", std::string(policy)},
                          {"X-Content-Type-Options", "nosniff"},
                          {"Referrer-Policy", "same-origin"}};
    if (is_compressed) headers.emplace_back("Content-Encoding", "gzip");
    return headers;
}

http::Awaitable<void> serve(http::Exchange& exchange, const PageFile& file) {
    const bool is_compressed = !file.gzip.empty() && takes_gzip(exchange);
    const auto tag = fmt::format("\"{}{}\"", file.tag, is_compressed ? "-gzip" : "");
    const auto headers = headers_of(file, is_compressed, tag);
    if (exchange.headers("If-None-Match").find(tag) != std::string::npos) {
        http::Answer answer{304, "", "", headers};
        co_await exchange.answer(std::move(answer));
        co_return;
    }
    const auto bytes = is_compressed ? file.gzip : file.plain;
    co_await exchange.begin(200, file.media_type, headers, bytes.size());
    co_await exchange.write(bytes);
    co_await exchange.end();
}

http::Awaitable<void> redirect(http::Exchange& exchange) {
    http::Answer answer{
        302, "text/plain; charset=utf-8", "The page is at /admin/\n", {{"Location", "/admin/"}}};
    co_await exchange.answer(std::move(answer));
}

}  // namespace

void add_page(Router& router, Site&) {
    router.add({"GET"}, "/", [](http::Exchange& exchange, const Path&) { return redirect(exchange); });
    router.add({"GET"}, "/admin", [](http::Exchange& exchange, const Path&) { return redirect(exchange); });
    router.add({"GET"}, "/admin/*", [](http::Exchange& exchange, const Path& path) {
        return serve(exchange, file_at(fmt::format("{}", fmt::join(path, "/"))));
    });
}

}  // namespace outfield::server
