// What the conformance suite cannot know: S3's own ways, on real servers.
#include <gtest/gtest.h>
#include <outfield/error.h>

#include "base/random.h"
#include "stores/s3/multipart.h"
#include "stores/s3/online_server.h"

namespace outfield::s3 {
namespace {

constexpr std::size_t mib = 1U << 20U;

void put(Storage& storage, const ObjectAddress& address, const std::string& bytes) {
    EXPECT_EQ(storage.put(address, *source_from(bytes), {}).sha256, sha256_of(bytes));
}

std::string get(Storage& storage, const ObjectAddress& address) {
    StringSink sink;
    storage.get(address, sink);
    return sink.text;
}

std::size_t unfinished_uploads(S3Storage& storage, const ObjectAddress& address) {
    return uploads_in(storage.client().send(list_multipart_uploads(address.container, address.key, {})).body)
        .uploads.size();
}

template <typename Verb>
void expect_error(ErrorKind kind, Verb&& verb) {
    try {
        verb();
        ADD_FAILURE() << "expected: " << to_string(kind);
    } catch (const Error& error) {
        EXPECT_EQ(to_string(error.kind()), to_string(kind)) << error.what();
    }
}

// Without a size, or with a wrong one, or breaking.
class AwkwardSource final : public ByteSource {
  public:
    AwkwardSource(std::string bytes, std::optional<std::uint64_t> says, std::size_t breaks_at = SIZE_MAX)
        : bytes_(std::move(bytes)), says_(says), breaks_at_(breaks_at) {}
    std::size_t read(std::span<std::byte> buffer) override {
        if (offset_ >= breaks_at_) throw Error(ErrorKind::conflict, "the source broke");
        const auto count = bytes_.copy(reinterpret_cast<char*>(buffer.data()),
                                       std::min<std::size_t>(buffer.size(), 65536), offset_);
        offset_ += count;
        return count;
    }
    std::optional<std::uint64_t> size() const override { return says_; }

  private:
    const std::string bytes_;
    const std::optional<std::uint64_t> says_;
    const std::size_t breaks_at_;
    std::size_t offset_ = 0;
};

class S3Online : public OnlineTest {};
class S3OnSwift : public SwiftTest {};

TEST_F(S3Online, RemovesUnfinishedUploadsOfThisKeyAlone) {
    S3Storage storage(options());
    const auto part = content(5 * mib);
    const std::vector<ObjectAddress> addresses{at("key"), at("key-longer")};
    for (const auto& address : addresses)
        for (int i = 0; i < 2; ++i) {
            HeldBytes held(storage.client().part_memory(), part.size());
            held.fill_from(*source_from(part));
            MultipartUpload(storage.client(), address, "").upload(1, held);
        }
    EXPECT_EQ(unfinished_uploads(storage, at("key")), 4U);
    storage.remove(at("key"), Unfinished::remove);
    EXPECT_EQ(unfinished_uploads(storage, at("key")), 2U);
    storage.remove(at("key-longer"), Unfinished::remove);
    EXPECT_EQ(unfinished_uploads(storage, at("key")), 0U);
}

TEST_F(S3Online, AFailedPutAbortsItsUpload) {
    S3Storage storage(options());
    AwkwardSource source(content(30 * mib), 30 * mib, 25 * mib);
    expect_error(ErrorKind::conflict, [&] { storage.put(at("key"), source, {}); });
    EXPECT_EQ(unfinished_uploads(storage, at("key")), 0U);
    EXPECT_FALSE(storage.stat(at("key")));
}

TEST_F(S3Online, CopiesInPartsAboveTheThreshold) {
    auto changed = options();
    changed.copy_part_threshold = 6 * mib;
    changed.copy_part_size = 5 * mib;
    S3Storage storage(changed);
    const auto bytes = content(12 * mib + 345);
    storage.put(at("from"), *source_from(bytes), {"application/x-trial"});
    storage.copy(at("from"), at("to"));
    EXPECT_TRUE(get(storage, at("to")) == bytes);
    const auto head = storage.client().send(head_object(at("to")));
    EXPECT_EQ(head.header("content-type"), "application/x-trial");
    EXPECT_TRUE(head.header("etag").find("-3\"") != std::string_view::npos) << head.header("etag");
}

TEST_F(S3Online, StreamsInOneRequestWithoutMultipart) {
    auto changed = options();
    changed.multipart = false;
    S3Storage storage(changed);
    const auto bytes = content(20 * mib + 1);
    put(storage, at("known"), bytes);
    EXPECT_TRUE(get(storage, at("known")) == bytes);
    AwkwardSource unknown(bytes, std::nullopt), shorter(bytes, bytes.size() + 1),
        longer(bytes, bytes.size() - 1), breaking(bytes, bytes.size(), 18 * mib);
    expect_error(ErrorKind::unsupported, [&] { storage.put(at("unknown"), unknown, {}); });
    expect_error(ErrorKind::conflict, [&] { storage.put(at("shorter"), shorter, {}); });
    expect_error(ErrorKind::conflict, [&] { storage.put(at("longer"), longer, {}); });
    expect_error(ErrorKind::conflict, [&] { storage.put(at("breaking"), breaking, {}); });
    expect_error(ErrorKind::not_found, [&] {
        put(storage, {"no-such-bucket-" + random_id(12), "key"}, bytes);
    });
    for (const char* key : {"unknown", "shorter", "longer", "breaking"})
        EXPECT_FALSE(storage.stat(at(key))) << key;
}

// As if other transfers had it all.
TEST_F(S3Online, WithoutMemoryForItsPartsItHoldsThemInFiles) {
    auto changed = options();
    changed.part_memory = 0;
    changed.part_size = 5 * mib;
    changed.clock_offset = std::chrono::hours(5);  // so that the first one is sent twice
    S3Storage storage(changed);
    const auto whole = content(2 * mib), parts = content(23 * mib + 1);
    put(storage, at("whole"), whole);
    put(storage, at("parts"), parts);
    AwkwardSource unknown(parts, std::nullopt);
    storage.put(at("unknown"), unknown, {});
    EXPECT_TRUE(get(storage, at("whole")) == whole);
    EXPECT_TRUE(get(storage, at("parts")) == parts);
    EXPECT_TRUE(get(storage, at("unknown")) == parts);
}

// nginx knows objects, and nothing of uploads.
TEST_F(S3Online, WithoutMultipartAServerNeedNotKnowUploads) {
    auto plain = options(variable("OUTFIELD_TEST_NGINX_URL"));
    plain.multipart = false;
    S3Storage storage(plain);
    put(storage, at("key"), "bytes");
    EXPECT_NO_THROW(storage.remove(at("key"), Unfinished::remove));
    EXPECT_FALSE(storage.stat(at("key")));
    plain.multipart = true;
    EXPECT_THROW(S3Storage(plain).remove(at("key"), Unfinished::remove), Error);
}

TEST_F(S3Online, LearnsTheServersClock) {
    for (const int hours : {-5, 5}) {
        auto changed = options();
        changed.clock_offset = std::chrono::hours(hours);
        S3Storage storage(changed);
        put(storage, at("put"), "bytes");
        EXPECT_LT(std::chrono::abs(storage.client().clock_offset()), std::chrono::seconds(5));
        S3Storage another(changed);
        EXPECT_TRUE(another.stat(at("put")));  // an answer to HEAD says nothing but the date
    }
}

TEST_F(S3Online, AskedAgainAStreamMustBeWholeAgain) {
    auto changed = options();
    changed.multipart = false;
    changed.clock_offset = std::chrono::hours(5);
    S3Storage storage(changed);
    const auto bytes = content(20 * mib);
    try {
        put(storage, at("key"), bytes);
    } catch (const Error& error) {  // some of it had been sent already
        EXPECT_TRUE(error.retryable()) << error.what();
        put(storage, at("key"), bytes);
    }
    EXPECT_TRUE(get(storage, at("key")) == bytes);
}

TEST_F(S3OnSwift, FollowsAWrongRegionAndRemembersIt) {
    auto changed = options();
    changed.region = "eu-nowhere-1";
    S3Storage storage(changed);
    put(storage, at("key"), "bytes");
    EXPECT_EQ(storage.client().region_of(bucket()), "us-east-1");
    S3Storage another(changed);
    EXPECT_TRUE(another.stat(at("key")));
    EXPECT_FALSE(S3Storage(changed).containers().empty());
}

std::string get_version(Storage& storage, const ObjectAddress& address, const std::string& version,
                        ByteRange range = {}) {
    StringSink sink;
    storage.version_reader()->get_version(address, version, sink, range);
    return sink.text;
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
void keep_versions(S3Storage& storage, const std::string& bucket) {
    Request request{"keep versions in", "PUT", bucket, "", Effect::visible};
    request.query = {{"versioning", ""}};
    request.text =
        "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
        "<Status>Enabled</Status></VersioningConfiguration>";
    request.payload_hash = to_hex(sha256_of(request.text));
    storage.client().send(request);
}

TEST_F(S3Online, ReadsWhatWasOverwrittenAndRemoved) {
    S3Storage storage(options());
    const ObjectAddress address{"s3-versions-" + random_id(12), "a/key"};
    storage.create_container(address.container);
    keep_versions(storage, address.container);
    EXPECT_TRUE(storage.version_reader()->versions(address, 10).empty());
    put(storage, address, "first");
    put(storage, address, "the second");
    put(storage, {address.container, "a/key-longer"}, "another key");
    storage.remove(address);
    EXPECT_FALSE(storage.stat(address));

    const auto versions = storage.version_reader()->versions(address, 10);
    ASSERT_EQ(versions.size(), 2U);
    EXPECT_EQ(versions[0].size, 10U);
    EXPECT_EQ(get_version(storage, address, versions[0].id), "the second");
    EXPECT_EQ(get_version(storage, address, versions[1].id), "first");
    EXPECT_EQ(get_version(storage, address, versions[0].id, {4, 3}), "sec");
    EXPECT_EQ(get_version(storage, address, versions[0].id, {0, 0}), "");
    EXPECT_EQ(storage.version_reader()->versions(address, 1).size(), 1U);
    expect_error(ErrorKind::not_found, [&] {
        storage.version_reader()->versions({"no-such-bucket-" + random_id(12), "key"}, 1);
    });
    for (const auto& version : versions) {
        auto request = delete_object(address);
        request.query = {{"versionId", version.id}};
        storage.client().send(request);
    }
    expect_error(ErrorKind::not_found, [&] { get_version(storage, address, versions[1].id); });
    EXPECT_TRUE(storage.version_reader()->versions(address, 10).empty()) << "a delete marker has no bytes";
}

TEST_F(S3Online, ABucketWithoutVersionsHasTheObjectThatStands) {
    S3Storage storage(options());
    put(storage, at("key"), "bytes");
    const auto versions = storage.version_reader()->versions(at("key"), 10);
    ASSERT_EQ(versions.size(), 1U);
    EXPECT_EQ(get_version(storage, at("key"), versions[0].id), "bytes");
}

TEST_F(S3Online, WrongKeysAreDeniedAndNeverMissing) {
    auto changed = options();
    changed.credentials.secret_access_key = Secret("wrong");
    S3Storage storage(changed);
    const auto never = at("never");
    expect_error(ErrorKind::denied, [&] { put(storage, never, "bytes"); });
    expect_error(ErrorKind::denied, [&] { storage.stat(never); });
    expect_error(ErrorKind::denied, [&] { get(storage, never); });
    expect_error(ErrorKind::denied, [&] { storage.remove(never); });
    expect_error(ErrorKind::denied, [&] { storage.containers(); });
}

TEST_F(S3Online, PresignsForSevenDaysAtMost) {
    S3Storage storage(options());
    EXPECT_NO_THROW(storage.presign_get(at("key"), std::chrono::hours(7 * 24)));
    for (const auto seconds : {0, 7 * 24 * 3600 + 1, -5})
        expect_error(ErrorKind::invalid,
                     [&] { storage.presign_get(at("key"), std::chrono::seconds(seconds)); });
}

}  // namespace
}  // namespace outfield::s3
