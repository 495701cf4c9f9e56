#include <fmt/format.h>

#include "base/text.h"
#include "modules/check_relations.h"
#include "modules/fault.h"

namespace outfield {
namespace {

class Ordering {
  public:
    explicit Ordering(std::vector<Module>& modules) : modules_(modules) {
        for (auto& module : modules_)
            if (!unplaced_.emplace(module.name, &module).second) refuse(module, "is there twice");
    }

    std::vector<Module> run() {
        for (auto& module : modules_) place(module);
        std::vector<Module> ordered;
        for (Module* module : ordered_) ordered.push_back(std::move(*module));
        return ordered;
    }

  private:
    void place(Module& module) {
        const auto at = unplaced_.find(module.name);
        if (at->second == nullptr) return;
        path_.push_back(module.name);
        for (const auto& name : module.depends) place_dependency(module, name);
        path_.pop_back();
        at->second = nullptr;
        ordered_.push_back(&module);
    }

    void place_dependency(const Module& module, const std::string& name) {
        for (std::size_t i = 0; i < path_.size(); ++i)
            if (path_[i] == name)
                refuse(module, fmt::format("depends on itself: {} -> {}",
                                           fmt::join(path_.begin() + static_cast<std::ptrdiff_t>(i),
                                                     path_.end(), " -> "),
                                           name));
        const auto found = unplaced_.find(name);
        if (found == unplaced_.end()) refuse_absent(module, name);
        if (found->second != nullptr) place(*found->second);
    }

    [[noreturn]] void refuse_absent(const Module& module, const std::string& name) const {
        std::vector<std::string_view> known;
        for (const auto& [other, unused] : unplaced_)
            if (other != module.name) known.push_back(other);
        const auto near = nearest(name, known);
        refuse(module, fmt::format("depends on module '{}', which is not there{}", name,
                                   near ? "; did you mean '" + *near + "'?" : ""));
    }

    std::vector<Module>& modules_;
    std::map<std::string, Module*> unplaced_;  // nullptr: placed
    std::vector<std::string> path_;
    std::vector<Module*> ordered_;
};

}  // namespace

std::vector<Module> in_order_of_dependency(std::vector<Module> modules) {
    return Ordering(modules).run();
}

}  // namespace outfield
