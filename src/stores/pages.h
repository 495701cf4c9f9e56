// What a store lists, to its end.
#pragma once

#include <outfield/storage.h>

#include <optional>
#include <string>
#include <utility>

namespace outfield {

// Calls `list` with the cursor of each page and `each` with its objects, so that one page stands in memory.
template <typename List, typename Each>
void each_page(List list, Each each) {
    std::optional<std::string> cursor;
    do {
        const ListPage page = list(cursor);
        each(page.objects);
        cursor = page.next;
    } while (cursor);
}

inline auto objects_of(Storage& storage, std::string container, std::string prefix) {
    return [&storage, container = std::move(container), prefix = std::move(prefix)](
               const std::optional<std::string>& cursor) { return storage.list(container, prefix, cursor); };
}

}  // namespace outfield
