#include "stores/s3/http.h"

#include <outfield/error.h>

#include <algorithm>
#include <cstdio>

#include "base/text.h"
#include "stores/s3/http_state.h"

namespace outfield::s3 {

static constexpr int longest_poll = 500;  // milliseconds
static constexpr std::uint64_t large_body = 1ULL << 20U;
static constexpr std::uint64_t largest_part_held = 16ULL << 20U;  // of those there may be many at once
static constexpr std::size_t longest_answer = 64U << 20U;         // of those that are kept in memory

std::string_view HttpAnswer::header(std::string_view name) const noexcept {
    std::string_view rest(head);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.size() <= name.size() || line[name.size()] != ':') continue;
        const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
        if (std::equal(name.begin(), name.end(), line.begin(), [&](char n, char l) { return same(l, n); }))
            return trim(line.substr(name.size() + 1));
    }
    return {};
}

HttpConnection::HttpConnection(const HttpOptions& options) : state_(std::make_unique<State>(options)) {}
HttpConnection::~HttpConnection() = default;

bool HttpConnection::reusable() const noexcept {
    return !state_->broken;
}

HttpAnswer HttpConnection::exchange(const HttpRequest& request, BodyReceiver* receiver) {
    auto& state = *state_;
    state.receiver = receiver;
    state.prepare(request);
    bool running = true;
    while (running && !state.receiving) running = state.step();
    try {
        if (running) receiver->drive([&] { return state.step(); });
    } catch (...) {
        state.thrown = std::current_exception();
    }
    return state.finish();
}

void HttpConnection::State::prepare(const HttpRequest& next) {
    request = &next;
    answer = {};
    receiving = false;
    streamed = 0;
    thrown = nullptr;
    pace.emplace(next.is_quiet ? PaceLimits{next.total, 0} : limits);
    error_text[0] = '\0';
    result = CURLE_ABORTED_BY_CALLBACK;  // unless it comes to an end
    set_method();
    if (next.method == "PUT" || next.method == "POST") set_body();
    set_headers();
    curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT, static_cast<long>(next.total.count()));
    curl_easy_setopt(easy.get(), CURLOPT_URL, next.url.c_str());
    curl_multi_add_handle(multi.get(), easy.get());
}

void HttpConnection::State::set_method() {
    curl_easy_setopt(easy.get(), CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(easy.get(), CURLOPT_CUSTOMREQUEST, nullptr);
    if (request->method == "HEAD")
        curl_easy_setopt(easy.get(), CURLOPT_NOBODY, 1L);
    else if (request->method == "DELETE")
        curl_easy_setopt(easy.get(), CURLOPT_CUSTOMREQUEST, "DELETE");
}

// As a POST under another name, because libcurl sends the head and a small body of a POST in one piece.
void HttpConnection::State::set_body() {
    const auto size = request->body_size();
    const char* data = request->body.empty() ? "" : reinterpret_cast<const char*>(request->body.data());
    curl_easy_setopt(easy.get(), CURLOPT_POST, 1L);
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(size));
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, request->stream ? nullptr : data);
    if (request->method == "PUT") curl_easy_setopt(easy.get(), CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(easy.get(), CURLOPT_UPLOAD_BUFFERSIZE,
                     size < large_body                             ? 64L << 10U
                     : request->stream && size > largest_part_held ? 1L << 20U
                                                                   : 256L << 10U);
}

void HttpConnection::State::set_headers() {
    header_lines.resize(request->headers.size() + 1);
    bool typed = request->method != "PUT" && request->method != "POST";
    std::size_t used = 0;
    for (const auto& [name, value] : request->headers) {
        auto& line = header_lines[used++];
        line.assign(name).append(": ").append(value);
        typed = typed || name == "content-type";
    }
    if (!typed) header_lines[used++] = "Content-Type:";  // or libcurl makes one up
    header_nodes.resize(used);
    for (std::size_t i = 0; i < used; ++i)
        header_nodes[i] = {header_lines[i].data(), i + 1 < used ? &header_nodes[i + 1] : nullptr};
    curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, header_nodes.data());
}

bool HttpConnection::State::step() {
    int running = 0, ready = 0;
    auto code = curl_multi_perform(multi.get(), &running);
    if (code == CURLM_OK && running) code = curl_multi_poll(multi.get(), nullptr, 0, longest_poll, &ready);
    if (code != CURLM_OK) {
        result = CURLE_FAILED_INIT;
        return false;
    }
    if (running) return keeps_pace(ready > 0);
    int left = 0;
    const auto* message = curl_multi_info_read(multi.get(), &left);
    result = message ? message->data.result : CURLE_FAILED_INIT;
    return false;
}

// The rate is measured once the connection stands, and of bodies alone: what has none has a total instead.
bool HttpConnection::State::keeps_pace(bool stirred) {
    curl_off_t begun = 0, up = 0, down = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_PRETRANSFER_TIME_T, &begun);
    curl_easy_getinfo(easy.get(), CURLINFO_SIZE_UPLOAD_T, &up);
    curl_easy_getinfo(easy.get(), CURLINFO_SIZE_DOWNLOAD_T, &down);
    const auto moved = static_cast<std::uint64_t>(up + down);
    if (stirred) pace->stir();
    if (begun == 0 || !request->moves_bytes) pace->step(moved);
    const auto fault = pace->fault(moved);
    if (!fault) return true;
    result = CURLE_OPERATION_TIMEDOUT;
    std::snprintf(error_text, sizeof error_text, "the server was %s", fault->c_str());
    return false;
}

HttpAnswer HttpConnection::State::finish() {
    const bool sent = request_sent();
    const auto failed = result == CURLE_OK ? TransportFailure{} : failure();
    curl_multi_remove_handle(multi.get(), easy.get());
    broken = thrown || result != CURLE_OK || !sent;
    request = nullptr;
    if (thrown) std::rethrow_exception(thrown);
    if (result != CURLE_OK) throw failed;
    return std::move(answer);
}

bool HttpConnection::State::request_sent() const {
    curl_off_t begun = 0, uploaded = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_PRETRANSFER_TIME_T, &begun);
    curl_easy_getinfo(easy.get(), CURLINFO_SIZE_UPLOAD_T, &uploaded);
    return begun > 0 && static_cast<std::uint64_t>(uploaded) >= request->body_size();
}

TransportFailure HttpConnection::State::failure() const {
    TransportFailure failed;
    failed.code = result;
    failed.detail = error_text[0] ? error_text : curl_easy_strerror(result);
    failed.request_sent = request_sent();
    return failed;
}

std::size_t HttpConnection::State::on_header(char* data, std::size_t size, std::size_t count, void* user) {
    auto& state = *static_cast<State*>(user);
    const std::string_view line(data, size * count);
    if (line.starts_with("HTTP/")) {  // also after an interim answer such as 100
        long status = 0;
        curl_easy_getinfo(state.easy.get(), CURLINFO_RESPONSE_CODE, &status);
        state.answer.status = static_cast<int>(status);
        state.answer.head.clear();
    } else if (state.answer.head.size() < (256U << 10U)) {
        state.answer.head += line;
    }
    return size * count;
}

void HttpConnection::State::take(Bytes bytes) {
    if (receiver && answer.success()) {
        if (!receiving) receiver->begin(answer);
        receiving = true;
        receiver->receive(bytes);
        return;
    }
    if (answer.body.size() + bytes.size() > longest_answer)
        throw Error(ErrorKind::invalid, "an S3 answer is longer than 64 MiB: this is no S3 server");
    answer.body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

std::size_t HttpConnection::State::on_body(char* data, std::size_t size, std::size_t count, void* user) {
    auto& state = *static_cast<State*>(user);
    const Pace::Excuse excuse(*state.pace);
    try {
        state.take(std::as_bytes(std::span(data, size * count)));
        return size * count;
    } catch (...) {
        state.thrown = std::current_exception();
        return CURL_WRITEFUNC_ERROR;
    }
}

std::size_t HttpConnection::State::on_upload(char* data, std::size_t size, std::size_t count, void* user) {
    auto& state = *static_cast<State*>(user);
    const Pace::Excuse excuse(*state.pace);
    try {
        const auto left = state.request->stream_size - state.streamed;
        const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(size * count, left));
        const auto got =
            room ? state.request->stream->read(std::as_writable_bytes(std::span(data, room))) : 0;
        if (room && got == 0) throw Error(ErrorKind::conflict, "the bytes ended before their announced size");
        state.streamed += got;
        return got;
    } catch (...) {
        state.thrown = std::current_exception();
        return CURL_READFUNC_ABORT;
    }
}

int HttpConnection::State::on_seek(void* user, curl_off_t offset, int origin) {
    auto& state = *static_cast<State*>(user);
    if (offset != 0 || origin != SEEK_SET || !state.request->stream) return CURL_SEEKFUNC_CANTSEEK;
    if (state.streamed != 0 && !state.request->stream->rewind()) return CURL_SEEKFUNC_CANTSEEK;
    state.streamed = 0;
    return CURL_SEEKFUNC_OK;
}

}  // namespace outfield::s3
