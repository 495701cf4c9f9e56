#include "stores/s3/stat.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include "base/text.h"
#include "stores/s3/errors.h"

namespace outfield::s3 {

static std::optional<ObjectInfo> first_byte(Client& client, const ObjectAddress& address) {
    const auto request = get_object(address, {0, 1});
    const auto answer = client.ask(request);
    if (answer.success()) return object_info(address.key, answer);
    const auto refusal = refusal_in(answer);
    if (refusal.code == "NoSuchKey") return std::nullopt;
    if (answer.status == 416) return ObjectInfo{address.key, 0, std::nullopt};  // no first byte: it is empty
    throw error_of(refusal, request);
}

std::optional<ObjectInfo> stat_object(Client& client, const ObjectAddress& address) {
    const auto answer = client.ask(head_object(address));
    if (answer.success()) return object_info(address.key, answer);
    return first_byte(client, address);
}

static std::optional<ObjectInfo> stat_after_put(Client& client, const ObjectAddress& address) {
    try {
        return stat_object(client, address);
    } catch (const Error& error) {
        throw Error(
            ErrorKind::outcome_unknown,
            fmt::format("{}; the object was stored, and what the server has of it could not be compared",
                        error.what()),
            Retry::yes);
    }
}

void prove_size(Client& client, const ObjectAddress& address, std::uint64_t size) {
    const auto found = stat_after_put(client, address);
    if (found && found->size == size) return;
    if (found) client.send(delete_object(address));
    throw Error(ErrorKind::corrupt,
                fmt::format("S3: {} in bucket {} was stored with {} bytes, and the server shows {}",
                            in_quotes(address.key), in_quotes(address.container), size,
                            found ? fmt::format("{}", found->size) : "no such object"),
                Retry::yes);
}

}  // namespace outfield::s3
