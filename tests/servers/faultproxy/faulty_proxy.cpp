#include "servers/faultproxy/faulty_proxy.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace outfield {
namespace {

class Socket {
  public:
    explicit Socket(int port) : handle_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(handle_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("the fault proxy has no control port");
    }
    ~Socket() { ::close(handle_); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    std::string ask(std::string line) const {
        line += '\n';
        if (::send(handle_, line.data(), line.size(), 0) != static_cast<ssize_t>(line.size())) return {};
        std::string answer;
        for (char c = 0; ::recv(handle_, &c, 1, 0) == 1 && c != '\n';) answer += c;
        return answer;
    }

  private:
    int handle_;
};

}  // namespace

FaultyProxy::FaultyProxy(const std::string& server, const std::vector<std::string>& faults,
                         const std::vector<std::string>& options) {
    const auto host = server.find("://") + 3;
    const auto path = std::min(server.find('/', host), server.size());
    const char* program = std::getenv("OUTFIELD_TEST_PROXY");
    std::vector<std::string> words{program ? program : "", "--target", server.substr(host, path - host)};
    words.insert(words.end(), options.begin(), options.end());
    words.emplace_back("--set");
    words.insert(words.end(), faults.begin(), faults.end());
    std::string address = "127.0.0.1";
    for (std::size_t i = 0; i + 1 < options.size(); ++i)
        if (options[i] == "--listen") address = options[i + 1].substr(0, options[i + 1].find(':'));
    start(std::move(words));
    url_ = server.substr(0, host) + address + ":" + std::to_string(port_) + server.substr(path);
}

void FaultyProxy::start(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int out[2];
    if (::pipe(out) != 0) throw std::runtime_error("no pipe");
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(out[1], STDOUT_FILENO);
        ::close(out[0]);
        ::close(out[1]);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(out[1]);
    std::FILE* said = ::fdopen(out[0], "r");
    const int read = std::fscanf(said, "listening %d control %d", &port_, &control_);
    std::fclose(said);
    if (read != 2) throw std::runtime_error("OUTFIELD_TEST_PROXY does not start: " + words[0]);
}

FaultyProxy::~FaultyProxy() {
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

std::string FaultyProxy::tell(std::string_view command) const {
    return Socket(control_).ask(std::string(command));
}

}  // namespace outfield
