#include "stores/s3/versions.h"

#include "stores/s3/answer.h"
#include "stores/s3/request.h"

namespace outfield::s3 {

static constexpr int most_pages = 10;  // of a thousand each

// A page goes by key, and within a key from the newest on; the key itself is the first that it is a prefix
// of.
std::vector<ObjectVersion> versions_of(Client& client, const ObjectAddress& address, std::size_t most) {
    std::vector<ObjectVersion> all;
    VersionMarker after;
    for (int number = 0; number < most_pages; ++number) {
        auto page =
            versions_in(client.send(list_object_versions(address.container, address.key, after)).body);
        for (auto& [key, version] : page.versions) {
            if (key != address.key) return all;
            if (all.size() == most) return all;
            all.push_back(std::move(version));
        }
        if (!page.next || page.next->key != address.key) return all;
        after = std::move(*page.next);
    }
    return all;
}

}  // namespace outfield::s3
