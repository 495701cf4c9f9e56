#include "stores/ftp/session.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

#include "stores/ftp/errors.h"
#include "stores/pace.h"

namespace outfield::ftp {
namespace {

constexpr auto idle_limit = std::chrono::seconds(30);  // routers forget silent connections
constexpr long download_buffer = 512 * 1024;
constexpr long small_upload_buffer = 64 * 1024;
constexpr long large_upload_buffer = 2 * 1024 * 1024;
// libcurl sleeps up to a second after EPSV when it is left to poll; this keeps it awake.
constexpr int poll_milliseconds = 2;

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

List list_of(const Commands& commands) {
    List list;
    for (const auto& command : commands) {
        curl_slist* longer = curl_slist_append(list.get(), command.c_str());
        if (!longer) throw std::bad_alloc();
        static_cast<void>(list.release());
        list.reset(longer);
    }
    return list;
}

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
    const CURLcode code = curl_easy_setopt(easy, option, value);
    if (code == CURLE_OK) return;
    throw Error(ErrorKind::unsupported,
                std::string("The FTP library refuses an option: ") + curl_easy_strerror(code));
}

std::uint64_t moved_by(CURL* easy) {
    curl_off_t up = 0, down = 0;
    curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &up);
    curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &down);
    return static_cast<std::uint64_t>(up + down);
}

bool not_implemented(const Reply& reply) {
    return reply.code == 500 || reply.code == 502 || reply.code == 504;
}

void start_library() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw Error(ErrorKind::unavailable, "The FTP library does not start.");
}

}  // namespace

// What the callbacks of one perform work on.
struct Session::Run {
    Outcome outcome;
    std::function<std::size_t(std::span<std::byte>)> read;
    std::function<bool(Bytes)> write;
    std::function<bool(const Exchange&)> accept;
    const Exchange* replied = nullptr;  // to which the last line completed a reply
    bool advanced = false;              // a reply came since this was last asked
    Pace* pace = nullptr;

    static int on_debug(CURL*, curl_infotype type, char* data, std::size_t size, void* self) {
        auto& run = *static_cast<Run*>(self);
        if (type == CURLINFO_HEADER_OUT) run.outcome.transcript.sent({data, size});
        if (type == CURLINFO_HEADER_IN) {
            run.replied = run.outcome.transcript.received({data, size});
            run.advanced = run.advanced || run.replied;
        }
        return 0;
    }

    static std::size_t on_header(char*, std::size_t, std::size_t size, void* self) {
        auto& run = *static_cast<Run*>(self);
        const Exchange* replied = std::exchange(run.replied, nullptr);
        if (!replied || !run.accept) return size;
        return run.guarded([&] { return run.accept(*replied) ? size : CURL_WRITEFUNC_ERROR; },
                           CURL_WRITEFUNC_ERROR);
    }

    static std::size_t on_read(char* data, std::size_t, std::size_t size, void* self) {
        auto& run = *static_cast<Run*>(self);
        // A broken source ends the file early, which keeps the connection; whoever accepts SIZE refuses it
        // then.
        return run.guarded([&] { return run.read(std::as_writable_bytes(std::span(data, size))); }, 0);
    }

    static std::size_t on_write(char* data, std::size_t, std::size_t size, void* self) {
        auto& run = *static_cast<Run*>(self);
        if (!run.write) return size;
        return run.guarded(
            [&] { return run.write(std::as_bytes(std::span(data, size))) ? size : CURL_WRITEFUNC_ERROR; },
            CURL_WRITEFUNC_ERROR);
    }

    // No exception may pass through libcurl.
    template <class Action>
    std::size_t guarded(Action action, std::size_t otherwise) noexcept {
        const Pace::Excuse excuse(*pace);
        try {
            return action();
        } catch (...) {
            outcome.thrown = std::current_exception();
            return otherwise;
        }
    }
};

Session::Session(const Options& options) : options_(options) {
    start_library();
    start();
}

void Session::start() {
    hang_up();
    easy_.reset(curl_easy_init());
    multi_.reset(curl_multi_init());
    if (!multi_ || !easy_) throw std::bad_alloc();
    configure();
    configure_tls();
}

Session::~Session() {
    hang_up();
}

// Without QUIT: its answer might never come.
void Session::hang_up() {
    if (socket_ != CURL_SOCKET_BAD) ::shutdown(socket_, SHUT_RDWR);
    socket_ = CURL_SOCKET_BAD;
}

void Session::configure() {
    CURL* easy = easy_.get();
    set(easy, CURLOPT_NOSIGNAL, 1L);
    set(easy, CURLOPT_PROXY, "");  // an HTTP proxy from the environment would change every answer
    set(easy, CURLOPT_USERNAME, options_.username.c_str());
    set(easy, CURLOPT_PASSWORD, options_.password.reveal().c_str());
    set(easy, CURLOPT_FTP_FILEMETHOD, static_cast<long>(CURLFTPMETHOD_NOCWD));
    set(easy, CURLOPT_FTP_USE_EPSV, 1L);
    set(easy, CURLOPT_FTP_SKIP_PASV_IP, 1L);
    set(easy, CURLOPT_TCP_NODELAY, 1L);
    set(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    set(easy, CURLOPT_BUFFERSIZE, download_buffer);
    const long idle = static_cast<long>(options_.idle_timeout.count());
    set(easy, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options_.connect_timeout.count()));
    set(easy, CURLOPT_FTP_RESPONSE_TIMEOUT, idle);
    set(easy, CURLOPT_VERBOSE, 1L);  // feeds the transcript; nothing is printed
    set(easy, CURLOPT_DEBUGFUNCTION, Run::on_debug);
    set(easy, CURLOPT_HEADERFUNCTION, Run::on_header);
    set(easy, CURLOPT_READFUNCTION, Run::on_read);
    set(easy, CURLOPT_WRITEFUNCTION, Run::on_write);
}

void Session::configure_tls() {
    CURL* easy = easy_.get();
    if (options_.tls == Tls::off) return;
    set(easy, CURLOPT_FTPSSLAUTH, static_cast<long>(CURLFTPAUTH_TLS));
    set(easy, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2) | CURL_SSLVERSION_MAX_TLSv1_2);
    set(easy, CURLOPT_SSL_VERIFYPEER, options_.tls_verify ? 1L : 0L);
    set(easy, CURLOPT_SSL_VERIFYHOST, options_.tls_verify ? 2L : 0L);
    if (!options_.ca_file.empty()) set(easy, CURLOPT_CAINFO, options_.ca_file.c_str());
}

// A path from the root needs its slash encoded (RFC 1738, section 3.2.2).
void Session::target(const std::string& path) {
    std::string url = options_.tls == Tls::implicit ? "ftps://" : "ftp://";
    url += host_and_port(options_.address) + "/";
    url += path.starts_with('/') ? "%2F" + encode_path(path.substr(1)) : encode_path(path);
    set(easy_.get(), CURLOPT_URL, url.c_str());
}

Outcome Session::perform(Run& run) {
    std::array<char, CURL_ERROR_SIZE> detail{};
    CURL* easy = easy_.get();
    CURLM* multi = multi_.get();
    set(easy, CURLOPT_ERRORBUFFER, detail.data());
    for (const auto option : {CURLOPT_DEBUGDATA, CURLOPT_HEADERDATA, CURLOPT_READDATA, CURLOPT_WRITEDATA}) {
        set(easy, option, static_cast<void*>(&run));
    }
    if (curl_multi_add_handle(multi, easy) != CURLM_OK) throw std::bad_alloc();
    int running = 1;
    CURLMcode driven = CURLM_OK;
    Pace pace({options_.idle_timeout, options_.least_rate});
    run.pace = &pace;
    std::optional<std::string> fault;
    while (driven == CURLM_OK && running > 0 && !fault) {
        int ready = 0;
        driven = curl_multi_perform(multi, &running);
        if (driven == CURLM_OK && running > 0)
            driven = curl_multi_poll(multi, nullptr, 0, poll_milliseconds, &ready);
        if (ready > 0) pace.stir();
        if (std::exchange(run.advanced, false)) pace.step(moved_by(easy));
        if (running > 0) fault = pace.fault(moved_by(easy));
    }
    int left = 0;
    const CURLMsg* message = curl_multi_info_read(multi, &left);
    run.outcome.code = message   ? message->data.result
                       : running ? CURLE_OPERATION_TIMEDOUT
                                 : CURLE_OUT_OF_MEMORY;
    curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket_);
    if (running > 0) hang_up();  // or libcurl would wait for an answer to QUIT
    curl_multi_remove_handle(multi, easy);
    set(easy, CURLOPT_ERRORBUFFER, static_cast<char*>(nullptr));
    run.outcome.detail = fault ? "the server was " + *fault : detail.data();
    used_ = std::chrono::steady_clock::now();
    // A reply that is still to come would be taken for that of the next command.
    if (socket_ != CURL_SOCKET_BAD && !run.outcome.transcript.in_step()) start();
    return std::move(run.outcome);
}

Outcome Session::connect() {
    if (socket_ != CURL_SOCKET_BAD) return {};
    auto outcome = command({"*OPTS UTF8 ON"});
    // libcurl asks PWD after each login.
    const char* entry = nullptr;
    curl_easy_getinfo(easy_.get(), CURLINFO_FTP_ENTRY_PATH, &entry);
    root_ = entry ? entry : "";
    return outcome;
}

void Session::open() {
    const Outcome outcome = connect();
    if (!outcome.ok()) throw error_of(outcome, "log in to " + where());
}

bool Session::fresh() const {
    if (socket_ == CURL_SOCKET_BAD) return true;
    if (std::chrono::steady_clock::now() - used_ > idle_limit) return false;
    // An idle server is silent: whatever waits here is its farewell.
    char byte = 0;
    return ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 &&
           (errno == EAGAIN || errno == EWOULDBLOCK);
}

std::string Session::path(const std::string& below) const {
    const std::string& directory = options_.address.directory;
    std::string path = directory.starts_with('/') ? "" : root_;
    for (const auto& part : {directory, below}) {
        if (part.empty()) continue;
        if (!path.empty() && !path.ends_with('/') && !part.starts_with('/')) path.push_back('/');
        path += part;
    }
    return path;
}

Outcome Session::command(const Commands& commands) {
    const List list = list_of(commands);
    Run run;
    target("");
    set(easy_.get(), CURLOPT_QUOTE, list.get());
    set(easy_.get(), CURLOPT_NOBODY, 1L);
    set(easy_.get(), CURLOPT_TIMEOUT, static_cast<long>(options_.control_timeout.count()));
    auto outcome = perform(run);
    set(easy_.get(), CURLOPT_TIMEOUT, 0L);
    set(easy_.get(), CURLOPT_NOBODY, 0L);
    set(easy_.get(), CURLOPT_QUOTE, static_cast<curl_slist*>(nullptr));
    return outcome;
}

Outcome Session::upload(const Upload& upload) {
    const List before = list_of(upload.before), after = list_of(upload.after);
    Run run{.outcome = {}, .read = upload.read, .write = {}, .accept = upload.accept};
    CURL* easy = easy_.get();
    target(upload.path);
    set(easy, CURLOPT_UPLOAD, 1L);
    set(easy, CURLOPT_UPLOAD_BUFFERSIZE, upload.large ? large_upload_buffer : small_upload_buffer);
    set(easy, CURLOPT_QUOTE, before.get());
    set(easy, CURLOPT_POSTQUOTE, after.get());
    auto outcome = perform(run);
    set(easy, CURLOPT_UPLOAD, 0L);
    set(easy, CURLOPT_HTTPGET, 1L);  // the way back from UPLOAD
    set(easy, CURLOPT_QUOTE, static_cast<curl_slist*>(nullptr));
    set(easy, CURLOPT_POSTQUOTE, static_cast<curl_slist*>(nullptr));
    return outcome;
}

Outcome Session::download(const std::string& path, std::uint64_t offset,
                          const std::function<bool(Bytes)>& write,
                          const std::function<bool(const Exchange&)>& accept) {
    Run run{.outcome = {}, .read = {}, .write = write, .accept = accept};
    target(path);
    set(easy_.get(), CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(offset));
    auto outcome = perform(run);
    set(easy_.get(), CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(0));
    return outcome;
}

Outcome Session::list(const std::string& path, const LineReader& read) {
    if (dialect_ == Dialect::mlsd) {
        auto outcome = list_with(Dialect::mlsd, path, read);
        const Exchange* mlsd = outcome.transcript.find("MLSD");
        if (!mlsd || !mlsd->refused() || !not_implemented(mlsd->replies.back())) return outcome;
        dialect_ = Dialect::list;
    }
    return list_with(Dialect::list, path, read);
}

Outcome Session::list_with(Dialect dialect, const std::string& path, const LineReader& read) {
    Outcome entered = command({"*CWD " + path});
    const Exchange* cwd = entered.transcript.find("CWD");
    if (!entered.ok() || !cwd || cwd->refused()) return entered;
    std::string pending;
    const auto split_lines = [&](Bytes bytes) {
        std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        for (auto end = text.find('\n'); end != text.npos; end = text.find('\n')) {
            pending.append(text.substr(0, end));
            if (pending.ends_with('\r')) pending.pop_back();
            read(dialect, pending);
            pending.clear();
            text.remove_prefix(end + 1);
        }
        pending.append(text);
        return pending.size() < 16 * 1024;
    };
    Run run{.outcome = {}, .read = {}, .write = split_lines, .accept = {}};
    target("");
    set(easy_.get(), CURLOPT_CUSTOMREQUEST, dialect == Dialect::mlsd ? "MLSD" : "LIST -a");
    auto outcome = perform(run);
    set(easy_.get(), CURLOPT_CUSTOMREQUEST, static_cast<char*>(nullptr));
    if (outcome.ok() && !pending.empty()) read(dialect, pending);
    // After a new login or a CWD of libcurl's own this was the listing of another folder.
    const bool elsewhere = outcome.transcript.find("USER") || outcome.transcript.find("CWD");
    if (outcome.ok() && elsewhere) outcome.code = CURLE_RECV_ERROR;
    return outcome;
}

}  // namespace outfield::ftp
