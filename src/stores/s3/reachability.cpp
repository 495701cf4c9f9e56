#include "stores/s3/reachability.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include "stores/s3/http.h"
#include "stores/s3/timestamps.h"

namespace outfield::s3 {

using Outcome = ProbeStep::Outcome;

static std::string tls_remedy(const std::string& detail, bool own_authority) {
    const auto says = [&](const char* words) { return detail.find(words) != detail.npos; };
    if (says("expired")) return "The certificate has ended: renew it on the server.";
    if (says("not yet valid"))
        return "The certificate begins later: compare the clocks of server and this machine.";
    if (says("subject name") || says("host name"))
        return "The certificate is for another name: put the name that it is for into 'url'.";
    if (says("self-signed") || says("self signed") || says("issuer"))
        return own_authority
                   ? "The certificate was not signed by the authority in 'ca_file': give the right file."
                   : "Nobody whom this machine trusts has signed the certificate: give the authority's "
                     "certificate (PEM) as 'ca_file'.";
    if (says("wrong version number") || says("packet length"))
        return "This port speaks no TLS: use http:// in 'url', or the port that speaks TLS.";
    return "Compare the TLS versions and certificates of the server, and the file given as 'ca_file'.";
}

static ProbeStep failed(const char* name, const std::string& detail, std::string remedy) {
    return {name, Outcome::failed, detail, std::move(remedy)};
}

static bool is_tls_failure(int code) {
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
           code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_CIPHER ||
           code == CURLE_SSL_ISSUER_ERROR;
}

static void add_failure(std::vector<ProbeStep>& steps, const TransportFailure& failure,
                        const Options& options, const Target& target) {
    const auto host = target.authority.substr(0, target.authority.rfind(':'));
    if (failure.code == CURLE_COULDNT_RESOLVE_HOST || failure.code == CURLE_COULDNT_RESOLVE_PROXY) {
        steps.push_back(
            failed("name", failure.detail,
                   fmt::format("Correct the host in 'url', or this machine's name server: '{}' is not "
                               "known.",
                               host)));
        return;
    }
    steps.push_back({"name", Outcome::passed, fmt::format("{} is known", host), ""});
    if (is_tls_failure(failure.code)) {
        steps.push_back({"port", Outcome::passed, "the server accepts connections", ""});
        steps.push_back(failed("tls", failure.detail, tls_remedy(failure.detail, !options.ca_file.empty())));
        return;
    }
    const bool spoke = failure.request_sent;
    steps.push_back(
        failed("port", failure.detail,
               spoke ? "Something answers there that speaks no HTTP; is it the TLS port? Then use https://."
                     : fmt::format("Start the server, correct the port ({}) in 'url', or open the firewall.",
                                   options.endpoint.effective_port())));
}

static ProbeStep tls_step(const Options& options) {
    if (!options.endpoint.tls())
        return {"tls", Outcome::skipped,
                "the address begins with http://: whoever is on the way can read the bytes",
                "Use https:// outside of trials."};
    if (!options.tls_verify)
        return {"tls", Outcome::skipped,
                "the certificate is not verified: anybody could pretend to be the server",
                "Set 'tls_verify' to on, with the server's authority as 'ca_file'."};
    return {"tls", Outcome::passed, "the certificate is valid", ""};
}

Reached reach(const Options& options) {
    const auto region = options.region.empty() ? "us-east-1" : options.region;
    const auto target = target_of(options.endpoint, options.addressing, region, "", "");
    const std::vector<Header> headers{{"host", target.authority}};
    const HttpRequest request{
        "GET", fmt::format("{}://{}{}", options.endpoint.scheme, target.authority, target.path), headers, {}};
    Reached reached;
    HttpConnection connection({options.connect_timeout,
                               {options.idle_timeout, options.least_rate},
                               options.tls_verify,
                               options.ca_file});
    try {
        const auto answer = connection.exchange(request, nullptr);
        reached.server_clock = parse_http_date(answer.header("date"));
        reached.answered = true;
        reached.steps.push_back({"name", Outcome::passed, fmt::format("{} is known", target.authority), ""});
        reached.steps.push_back({"port", Outcome::passed, "the server accepts connections", ""});
        reached.steps.push_back(tls_step(options));
    } catch (const TransportFailure& failure) {
        add_failure(reached.steps, failure, options, target);
    }
    return reached;
}

}  // namespace outfield::s3
