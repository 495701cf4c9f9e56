// FTP (proftpd) behind a line and a proxy that break.
#include <outfield/error.h>
#include <unistd.h>

#include "faults/trial.h"

namespace outfield::faults {
namespace {

const std::map<std::string, std::string> brief{{"attempts", "2"}};
const std::map<std::string, std::string> patient{
    {"connect_timeout", "20"}, {"idle_timeout", "10"}, {"control_timeout", "40"}};

// Each proxy has an address of its own, because the passive ports are the server's.
Server proftpd(bool whole_requests) {
    const std::string prefix = "OUTFIELD_TEST_FTP_PROFTPD_";
    const auto host = (whole_requests ? "127.0.1." : "127.0.2.") + std::to_string(1 + ::getpid() % 250);
    return {"ftp",
            variable(prefix + "URL"),
            "path",
            Settings({{"username", variable(prefix + "USERNAME")}, {"tls", "off"}},
                     {{"password", Secret(variable(prefix + "PASSWORD"))}}),
            "--ftp",
            {"--listen", host + ":0", "--also", variable(prefix + "PASSIVE_PORTS")}};
}

// The proxy sees bytes alone, and the certificate does not name its address.
Server proftpd_with_tls() {
    auto server = proftpd(false);
    auto plain = server.account.plain();
    plain["tls"] = "explicit";
    plain["tls_verify"] = "off";
    server.account = Settings(plain, server.account.secrets());
    return server;
}

class FtpFaults : public Trial, public testing::WithParamInterface<Fault> {};

TEST_P(FtpFaults, NothingIsLostAndNothingLeftBehind) {
    if (!there_is("OUTFIELD_TEST_FTP_PROFTPD_URL")) GTEST_SKIP();
    run(proftpd(GetParam().whole_requests), GetParam());
}

// Bytes are cut on the data connections alone while the proxy knows the commands.
const Fault faults[] = {
    {.name = "Refused", .set = "gone", .kind = ErrorKind::unavailable},
    {.name = "ResetAtOnce", .set = "refuse=1", .lines_drop = true},
    {.name = "BlackHole",
     .set = "blackhole=1",
     .settings = brief,
     .whole_requests = false,
     .lines_drop = true},
    {.name = "HalfOpen", .set = "cut_up=1 mode=hang", .settings = brief, .whole_requests = false},
    {.name = "Latency20ms", .set = "delay=20", .expect = Expect::success, .whole_requests = false},
    {.name = "RoundTripsOf2s",
     .set = "delay=1000",
     .expect = Expect::success,
     .size = 10'000,
     .within = 60,
     .settings = patient,
     .whole_requests = false},
    {.name = "Throttled", .set = "rate=400000", .expect = Expect::success},
    {.name = "Trickles", .set = "rate=100", .verb = Verb::read, .settings = brief},
    {.name = "DataLostBeforeTheLastByte", .set = "cut_up=299999 mode=rst"},
    {.name = "DataEndsBeforeTheLastByte", .set = "cut_up=299999 mode=fin"},
    {.name = "DataLostOnce", .set = "cut_up=100000 mode=rst times=1", .expect = Expect::success},
    {.name = "DataLostAfterTheLastByte", .set = "cut_up=300000 mode=rst", .expect = Expect::either},
    {.name = "DataHangs", .set = "cut_up=100000 mode=hang", .settings = brief},
    {.name = "ReadCutOnce",
     .set = "cut_down=100000 mode=rst times=1",
     .expect = Expect::success,
     .verb = Verb::read},
    {.name = "ReadEndsEarly", .set = "cut_down=500 mode=fin", .verb = Verb::read},
    {.name = "ReadHangs", .set = "cut_down=500 mode=hang", .verb = Verb::read, .settings = brief},
    {.name = "NoDataConnectionOnce", .set = "answer=425 only=STOR times=1", .expect = Expect::success},
    {.name = "NoDataConnections", .set = "answer=425 only=STOR", .kind = ErrorKind::unavailable},
    {.name = "ServiceEndsOnce", .set = "answer=421 only=STOR times=1", .expect = Expect::success},
    {.name = "ServiceEnds", .set = "answer=421 only=STOR", .kind = ErrorKind::unavailable},
    {.name = "ServiceEndsBeforeTheRename", .set = "answer=421 only=RNTO"},
    {.name = "RenameLandedAndItsReplyIsLost", .set = "lose=1 only=RNTO", .expect = Expect::success},
    {.name = "RenameDidNothingOnce", .set = "answer=250 only=RNTO times=1", .expect = Expect::success},
    {.name = "RenamesDoNothing", .set = "answer=250 only=RNTO", .kind = ErrorKind::unavailable},
    {.name = "RenamedFileVanishesOnce", .set = "vanish=1 only=RNTO times=1", .expect = Expect::success},
    {.name = "StoredFileVanishesOnce", .set = "vanish=1 only=STOR times=1", .expect = Expect::success},
    {.name = "StoredFilesVanish", .set = "vanish=1 only=STOR", .kind = ErrorKind::unavailable},
    {.name = "ReplyToDeleteIsLost",
     .set = "lose=1 only=DELE times=1",
     .expect = Expect::success,
     .verb = Verb::remove},
    {.name = "DeleteDidNothingOnce",
     .set = "answer=250 only=DELE times=1",
     .expect = Expect::success,
     .verb = Verb::remove},
    {.name = "DeletesDoNothing", .set = "answer=250 only=DELE", .verb = Verb::remove},
    {.name = "ServiceEndsBeforeTheDeletion", .set = "answer=421 only=DELE", .verb = Verb::remove},
};

INSTANTIATE_TEST_SUITE_P(Proftpd, FtpFaults, testing::ValuesIn(faults),
                         [](const auto& fault) { return fault.param.name; });

class FtpsFaults : public Trial, public testing::WithParamInterface<Fault> {};

TEST_P(FtpsFaults, NothingIsLostAndNothingLeftBehind) {
    if (!there_is("OUTFIELD_TEST_FTP_PROFTPD_URL")) GTEST_SKIP();
    run(proftpd_with_tls(), GetParam());
}

const Fault faults_under_tls[] = {
    {.name = "Refused", .set = "gone", .whole_requests = false, .kind = ErrorKind::unavailable},
    {.name = "DataLostOnce",
     .set = "cut_up=100000 mode=rst times=1",
     .expect = Expect::success,
     .whole_requests = false},
    {.name = "DataEndsEarly", .set = "cut_up=200000 mode=fin", .whole_requests = false},
    {.name = "ReadCutOnce",
     .set = "cut_down=100000 mode=rst times=1",
     .expect = Expect::success,
     .verb = Verb::read,
     .whole_requests = false},
    {.name = "ReadEndsEarly", .set = "cut_down=30000 mode=fin", .verb = Verb::read, .whole_requests = false},
};

INSTANTIATE_TEST_SUITE_P(Proftpd, FtpsFaults, testing::ValuesIn(faults_under_tls),
                         [](const auto& fault) { return fault.param.name; });

}  // namespace
}  // namespace outfield::faults
