#include "server/upload_request.h"

#include <gmock/gmock.h>
#include <outfield/error.h>

#include "server/request_scene.h"

namespace outfield::server {
namespace {

// model sale.document, record 7, field file
const std::string address = "model c2FsZS5kb2N1bWVudA==,record Nw==,field ZmlsZQ==";

uploads::NewUpload upload(const std::string& length, const std::string& metadata) {
    Options options;
    options.largest_file = 1000;
    const RequestScene request("POST /uploads HTTP/1.1\r\n" + length + "\r\nUpload-Metadata: " + metadata);
    return new_upload(request.exchange, options);
}

unsigned fault_of_upload(const std::string& length, const std::string& metadata) {
    try {
        return fault_of([&] { upload(length, metadata); });
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        return 400;
    }
}

template <typename Read>
unsigned fault_of_head(const std::string& headers, Read read) {
    const RequestScene request("PATCH /uploads/1 HTTP/1.1\r\n" + headers);
    return fault_of([&] { read(request.exchange); });
}

TEST(UploadRequest, SaysWhereTheFileGoes) {
    const auto wanted = upload("Upload-Length: 1000",
                               address + ",filename Li4vLi4vZXRjL3Bhc3N3ZA==,filetype aW1hZ2UvcG5n,note");
    EXPECT_EQ(wanted.length, 1000U);
    EXPECT_EQ(wanted.address.model, "sale.document");
    EXPECT_EQ(wanted.address.record, 7);
    EXPECT_EQ(wanted.address.field, "file");
    EXPECT_EQ(wanted.file_name.find('/'), std::string::npos);
    EXPECT_EQ(wanted.media_type, "image/png");
    EXPECT_EQ(upload("Upload-Length: 0", address).media_type, "");
}

TEST(UploadRequest, OfAnImpossibleLengthIsRefused) {
    for (const auto* length : {"Upload-Length: -1", "Upload-Length: 0x10", "Upload-Length: 1 000",
                               "Accept: x", "Upload-Length: 99999999999999999999", "Upload-Defer-Length: 1",
                               "Upload-Length: 1\r\nUpload-Concat: partial"})
        EXPECT_EQ(fault_of_upload(length, address), 400U) << length;
    EXPECT_EQ(fault_of_upload("Upload-Length: 1001", address), 413U);
}

TEST(UploadRequest, WithBadMetadataIsRefused) {
    for (const auto* metadata :
         {"model c2FsZS5kb2N1bWVudA==", "model", "model !!!,record Nw==,field ZmlsZQ==",
          "model c2FsZS5kb2N1bWVudA==,model eA==,record Nw==,field ZmlsZQ=="})
        EXPECT_EQ(fault_of_upload("Upload-Length: 1", metadata), 400U) << metadata;
    // record -1, "x", 0, 9223372036854775808
    for (const auto* record : {"LTE=", "eA==", "MA==", "OTIyMzM3MjAzNjg1NDc3NTgwOA=="})
        EXPECT_EQ(fault_of_upload("Upload-Length: 1",
                                  "model c2FsZS5kb2N1bWVudA==,field ZmlsZQ==,record " + std::string(record)),
                  404U)
            << record;
    // filetype "text", "a/b/c", "text/x\r\nSet-Cookie: a"
    for (const auto* type : {"dGV4dA==", "YS9iL2M=", "dGV4dC94DQpTZXQtQ29va2llOiBh"})
        EXPECT_EQ(fault_of_upload("Upload-Length: 1", address + ",filetype " + type), 400U) << type;
}

TEST(UploadRequest, NamesItsVersionItsOffsetAndItsType) {
    EXPECT_EQ(fault_of_head("Tus-Resumable: 1.0.0", require_tus), 0U);
    EXPECT_EQ(fault_of_head("Tus-Resumable: 0.2.2", require_tus), 412U);
    EXPECT_EQ(fault_of_head("Accept: x", require_tus), 412U);
    EXPECT_EQ(fault_of_head("Upload-Offset: 5", upload_offset), 0U);
    for (const auto* offset : {"Upload-Offset: -5", "Upload-Offset: 5x", "Upload-Offset: 1e3", "Accept: x"})
        EXPECT_EQ(fault_of_head(offset, upload_offset), 400U) << offset;
    const auto of_ten = [](const http::Exchange& exchange) { require_pieces(exchange, 10); };
    const std::string type = "Content-Type: application/offset+octet-stream\r\n";
    EXPECT_EQ(fault_of_head(type + "Content-Length: 10", of_ten), 0U);
    EXPECT_EQ(fault_of_head(type + "Content-Length: 11", of_ten), 413U);
    EXPECT_EQ(fault_of_head("Content-Length: 10", of_ten), 415U);
    EXPECT_EQ(fault_of_head("Content-Type: text/plain\r\nContent-Length: 10", of_ten), 415U);
}

TEST(UploadRequest, HasAChecksumThatIsOne) {
    for (const auto* checksum : {"sha256", "sha256 !!!", "sha256 AAAA", "md4 AAAA", " "}) {
        const RequestScene request("PATCH /uploads/1 HTTP/1.1\r\nUpload-Checksum: " + std::string(checksum));
        if (request.exchange.header("Upload-Checksum").empty())
            EXPECT_FALSE(upload_checksum(request.exchange));
        else
            EXPECT_THROW(upload_checksum(request.exchange), Error) << checksum;
    }
}

}  // namespace
}  // namespace outfield::server
