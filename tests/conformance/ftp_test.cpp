#include "conformance/server.h"
#include "stores/ftp/kind.h"

namespace outfield::conformance {
namespace {

// `variables`: what the server's variables begin with. `tls`: "explicit" or "off".
std::unique_ptr<Storage> open(const std::string& variables, const std::string& tls) {
    std::map<std::string, std::string> plain = {{"path", server_variable(variables + "_URL")},
                                                {"username", server_variable(variables + "_USERNAME")},
                                                {"tls", tls}};
    if (tls != "off") plain["ca_file"] = server_variable("OUTFIELD_TEST_FTP_CA");
    return ftp::store_kind().open(
        Settings(plain, {{"password", Secret(server_variable(variables + "_PASSWORD"))}}));
}

std::vector<Candidate> candidates() {
    std::vector<Candidate> all;
    for (const std::string server : {"PROFTPD", "VSFTPD", "PUREFTPD"}) {
        for (const std::string tls : {"off", "explicit"}) {
            std::string name = "ftp_";
            for (const char c : server) name += static_cast<char>(std::tolower(c));
            if (tls != "off") name += "_tls";
            all.push_back({
                .name = name,
                .open = [=] { return open("OUTFIELD_TEST_FTP_" + server, tls); },
                .forbidden_names = {"", ".", "..", "../a", "line\nend", "line\r\nDELE x"},
            });
        }
    }
    return all;
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Ftp, StorageConformance, testing::ValuesIn(candidates()), name_of);

}  // namespace outfield::conformance
