#include "base/json_text.h"

#include <boost/json.hpp>

namespace outfield {
namespace {

namespace json = boost::json;

void print(std::string& out, const json::value& value, std::size_t depth);

template <typename Items, typename PrintItem>
void print_items(std::string& out, const Items& items, std::size_t depth, char open, char close,
                 PrintItem&& item) {
    out += open;
    bool first = true;
    for (const auto& each : items) {
        out += first ? "\n" : ",\n";
        first = false;
        out.append(2 * (depth + 1), ' ');
        item(each);
    }
    if (!first) out.append(1, '\n').append(2 * depth, ' ');
    out += close;
}

void print(std::string& out, const json::value& value, std::size_t depth) {
    if (value.is_object())
        print_items(out, value.get_object(), depth, '{', '}', [&](const auto& member) {
            out += json::serialize(json::string(member.key())) + ": ";
            print(out, member.value(), depth + 1);
        });
    else if (value.is_array())
        print_items(out, value.get_array(), depth, '[', ']',
                    [&](const auto& each) { print(out, each, depth + 1); });
    else
        out += json::serialize(value);
}

}  // namespace

std::string pretty(const json::value& value) {
    std::string out;
    print(out, value, 0);
    return out;
}

}  // namespace outfield
