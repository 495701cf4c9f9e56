#include "stores/tree/walk.h"

#include <algorithm>
#include <span>

#include "base/text.h"
#include "stores/tree/names.h"

namespace outfield::tree {
namespace {

struct Step {
    TreeEntry entry;
    std::string key;  // of a file, or what all keys below a folder start with
};

bool by_name(const Step& left, const Step& right) {
    return left.entry.name < right.entry.name;
}

// Where a folder's scan resumes: after `name`, or at it when the cursor lies inside the folder of that name.
struct Start {
    std::string name;
    bool inside = false;

    bool passed_by(const std::string& other) const { return inside ? other < name : other <= name; }
};

class Walk {
  public:
    Walk(Tree& tree, const std::string& prefix, std::size_t limit)
        : tree_(tree), prefix_(prefix), limit_(limit) {}

    ListPage run(const std::optional<std::string>& cursor) {
        std::vector<std::string> after;
        if (cursor) {
            for (const auto name : split(*cursor, '/')) after.emplace_back(name);
        }
        folder("", after);
        return std::move(page_);
    }

  private:
    // Walks the folder `path_`; `after` is the part of the cursor below it. False: the page is full.
    bool folder(const std::string& key, std::span<const std::string> after) {
        Start start;
        if (!after.empty()) start = {after.front(), after.size() > 1};
        for (;;) {
            const auto steps = next_steps(key, start);
            for (const auto& step : steps) {
                const bool inside = start.inside && step.entry.name == start.name;
                if (!take(step, inside ? after.subspan(1) : std::span<const std::string>{})) return false;
            }
            if (steps.size() <= limit_) return true;
            start = {steps.back().entry.name, false};
        }
    }

    bool take(const Step& step, std::span<const std::string> after) {
        if (!step.entry.folder) return take_file(step);
        path_.push_back(step.entry.name);
        const bool more = folder(step.key, after);
        path_.pop_back();
        return more;
    }

    bool take_file(const Step& step) {
        if (page_.objects.size() == limit_) {
            page_.next = last_;
            return false;
        }
        TreeEntry entry = step.entry;
        if (!tree_.describe(path_, entry)) return true;
        page_.objects.push_back({step.key, entry.size, entry.modified});
        last_ = join_path(path_).append(path_.empty() ? "" : "/").append(entry.name);
        return true;
    }

    // The first `limit_ + 1` entries after `start`, in order of their names.
    std::vector<Step> next_steps(const std::string& key, const Start& start) {
        std::vector<Step> heap;
        tree_.scan(path_, [&](TreeEntry entry) {
            if (start.passed_by(entry.name)) return;
            auto step = step_for(key, std::move(entry));
            if (!step) return;
            heap.push_back(std::move(*step));
            std::ranges::push_heap(heap, by_name);
            if (heap.size() <= limit_ + 1) return;
            std::ranges::pop_heap(heap, by_name);
            heap.pop_back();
        });
        std::ranges::sort_heap(heap, by_name);
        return heap;
    }

    std::optional<Step> step_for(const std::string& key, TreeEntry entry) const {
        const auto part = entry.folder ? key_part_of_folder(entry.name) : key_part_of_file(entry.name);
        if (!part) return std::nullopt;
        Step step{std::move(entry), key + *part};
        if (step.entry.folder) {
            if (step.key.size() > 512) return std::nullopt;  // no key is as long; a loop of links is
            const bool on_the_way = step.key.starts_with(prefix_) || prefix_.starts_with(step.key);
            return on_the_way ? std::optional(std::move(step)) : std::nullopt;
        }
        return step.key.starts_with(prefix_) && valid_key(step.key) ? std::optional(std::move(step))
                                                                    : std::nullopt;
    }

    Tree& tree_;
    const std::string& prefix_;
    const std::size_t limit_;
    Tree::Path path_;
    std::string last_;
    ListPage page_;
};

}  // namespace

ListPage walk_page(Tree& tree, const std::string& prefix, const std::optional<std::string>& cursor,
                   std::size_t limit) {
    return Walk(tree, prefix, limit).run(cursor);
}

}  // namespace outfield::tree
