// S3 (radosgw) behind a line and a proxy that break.
#include <outfield/error.h>

#include "faults/trial.h"

namespace outfield::faults {
namespace {

constexpr std::size_t mib = 1U << 20U;
const std::map<std::string, std::string> in_parts{{"multipart_threshold", "1MiB"}, {"part_size", "5MiB"}};
const std::map<std::string, std::string> brief{{"attempts", "2"}};
const std::map<std::string, std::string> patient{{"idle_timeout", "10"}, {"control_timeout", "20"}};

Server radosgw() {
    const Secret secret(variable("OUTFIELD_TEST_S3_SECRET_ACCESS_KEY"));
    return {"s3",
            variable("OUTFIELD_TEST_S3_URL"),
            "url",
            Settings({{"access_key_id", variable("OUTFIELD_TEST_S3_ACCESS_KEY_ID")}},
                     {{"secret_access_key", secret}}),
            "--http",
            {}};
}

class S3Faults : public Trial, public testing::WithParamInterface<Fault> {};

TEST_P(S3Faults, NothingIsLostAndNothingLeftBehind) {
    if (!there_is("OUTFIELD_TEST_S3_URL")) GTEST_SKIP();
    run(radosgw(), GetParam());
}

const Fault lines[] = {
    {.name = "Refused", .set = "gone", .kind = ErrorKind::unavailable},
    {.name = "ResetAtOnce", .set = "refuse=1", .whole_requests = false, .lines_drop = true},
    {.name = "BlackHole", .set = "blackhole=1", .whole_requests = false, .lines_drop = true},
    {.name = "HalfOpen", .set = "cut_up=1 mode=hang", .settings = brief, .whole_requests = false},
    {.name = "CutOnTheWayUp", .set = "cut_up=100000", .whole_requests = false},
    {.name = "CutOnTheWayUpOnce",
     .set = "cut_up=100000 mode=fin times=1",
     .expect = Expect::success,
     .whole_requests = false},
    {.name = "CutInParts",
     .set = "cut_up=3000000",
     .size = 12 * mib,
     .settings = in_parts,
     .whole_requests = false},
    {.name = "AnswerCut", .set = "cut_down=20 mode=fin", .whole_requests = false},
    {.name = "AnswerHangs",
     .set = "cut_down=1 mode=hang times=1",
     .expect = Expect::either,
     .whole_requests = false},
    {.name = "ReadCutOnce",
     .set = "cut_down=100000 mode=fin times=1",
     .expect = Expect::success,
     .verb = Verb::read,
     .whole_requests = false},
    {.name = "ReadCutAlways", .set = "cut_down=500 mode=rst", .verb = Verb::read, .whole_requests = false},
    {.name = "Latency20ms", .set = "delay=20", .expect = Expect::success, .whole_requests = false},
    {.name = "Latency2s",
     .set = "delay=2000",
     .expect = Expect::success,
     .size = 10'000,
     .within = 40,
     .settings = patient,
     .whole_requests = false},
    {.name = "Throttled", .set = "rate=400000", .expect = Expect::success, .whole_requests = false},
    {.name = "Trickles", .set = "rate=100", .verb = Verb::read, .settings = brief, .whole_requests = false},
};

const Fault requests[] = {
    {.name = "AFewErrors", .set = "answer=500 times=2", .expect = Expect::success},
    {.name = "StormOf500", .set = "answer=500"},
    {.name = "StormOf503", .set = "answer=503 code=SlowDown", .kind = ErrorKind::unavailable},
    {.name = "StormOf503InParts",
     .set = "answer=503 code=SlowDown only=PUT after=1",
     .size = 12 * mib,
     .settings = in_parts},
    {.name = "OneWayAndAFewErrors",
     .set = "answer=503 code=SlowDown only=PUT times=2",
     .expect = Expect::success,
     .one_way = true},
    {.name = "OneWayAndTheFirstWordFails",
     .set = "answer=503 code=SlowDown only=POST path=uploads times=1",
     .expect = Expect::success,
     .size = 7 * mib,
     .settings = in_parts,
     .one_way = true},
    {.name = "OneWayAndAPartFails",
     .set = "answer=503 code=SlowDown only=PUT path=partNumber=2 times=2",
     .expect = Expect::success,
     .size = 7 * mib,
     .settings = in_parts,
     .one_way = true},
    {.name = "OneWayAndTheLastWordFails",
     .set = "answer=503 code=SlowDown only=POST path=uploadId times=1",
     .expect = Expect::success,
     .size = 7 * mib,
     .settings = in_parts,
     .one_way = true},
    {.name = "OneWayAndTheLastAnswerIsLost",
     .set = "lose=1 only=POST path=uploadId times=1",
     .expect = Expect::success,
     .size = 7 * mib,
     .settings = in_parts,
     .one_way = true},
    {.name = "OneWayAndAPartFailsAlways",
     .set = "answer=503 code=SlowDown only=PUT path=partNumber=2",
     .size = 7 * mib,
     .settings = in_parts,
     .kind = ErrorKind::unavailable,
     .one_way = true},
    {.name = "TruncatedBodyOnce",
     .set = "truncate=1000 only=GET times=1 mode=fin",
     .expect = Expect::success,
     .verb = Verb::read},
    {.name = "TruncatedBodyAlways", .set = "truncate=1000 only=GET mode=fin", .verb = Verb::read},
    {.name = "PutTimedOutAndLanded", .set = "lose=1 only=PUT times=1 mode=hang", .expect = Expect::success},
    {.name = "PutsTimeOutAndLand",
     .set = "lose=1 only=PUT mode=hang",
     .settings = brief,
     .kind = ErrorKind::outcome_unknown},
    {.name = "PutDidNotLandOnce", .set = "answer=200 only=PUT times=1", .expect = Expect::success},
    {.name = "PutsDoNotLand", .set = "answer=200 only=PUT"},
    {.name = "CompletionTimedOutAndLanded",
     .set = "lose=1 only=POST path=uploadId times=1",
     .expect = Expect::success,
     .size = 7 * mib,
     .settings = in_parts},
    {.name = "CompletionsDoNotHappen",
     .set = "answer=500 only=POST path=uploadId",
     .size = 7 * mib,
     .settings = in_parts},
    {.name = "CompletionAndAbortAreLost",
     .set = "answer=500 only=POST,DELETE path=uploadId",
     .size = 7 * mib,
     .settings = in_parts},
    {.name = "DeleteDidNothing",
     .set = "answer=204 only=DELETE times=1",
     .expect = Expect::success,
     .verb = Verb::remove},
    {.name = "DeletesDoNothing", .set = "answer=204 only=DELETE", .verb = Verb::remove},
    {.name = "CredentialsExpireHalfWay",
     .set = "answer=403 code=ExpiredToken only=PUT after=1",
     .size = 12 * mib,
     .settings = in_parts,
     .kind = ErrorKind::denied},
};

std::string name_of(const testing::TestParamInfo<Fault>& info) {
    return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Line, S3Faults, testing::ValuesIn(lines), name_of);
INSTANTIATE_TEST_SUITE_P(Requests, S3Faults, testing::ValuesIn(requests), name_of);

}  // namespace
}  // namespace outfield::faults
