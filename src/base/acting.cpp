#include "base/acting.h"

#include <utility>

namespace outfield {
namespace {

thread_local Work* current_work = nullptr;
thread_local const Handling* current_handling = nullptr;

}  // namespace

void Work::asked_by(std::int64_t user, std::string_view login) {
    const std::lock_guard lock(mutex_);
    facts_.user = user;
    facts_.login = login;
}

void Work::refused_login(std::string_view login) {
    const std::lock_guard lock(mutex_);
    facts_.login = login;
    facts_.login_refused = true;
}

void Work::calls(std::string call) {
    const std::lock_guard lock(mutex_);
    facts_.call = std::move(call);
}

void Work::handles(std::string_view model, std::int64_t record, std::string_view field) {
    const std::lock_guard lock(mutex_);
    facts_.model = model;
    facts_.record = record;
    facts_.field = field;
}

void Work::failed(std::string_view kind, std::string_view words, bool is_ours) {
    const std::lock_guard lock(mutex_);
    facts_.fault_kind = kind;
    facts_.fault = words;
    facts_.is_ours = is_ours;
}

Work::Facts Work::facts() const {
    const std::lock_guard lock(mutex_);
    return facts_;
}

Acting::Acting(std::shared_ptr<Work> work) noexcept
    : work_(std::move(work)), before_(std::exchange(current_work, work_.get())) {}

Acting::~Acting() {
    current_work = before_;
}

Work* Acting::current() noexcept {
    return current_work;
}

Handling::Handling(std::string_view of_model, std::int64_t of_record, std::string_view of_field) noexcept
    : model(of_model), field(of_field), record(of_record), before_(std::exchange(current_handling, this)) {}

Handling::~Handling() {
    current_handling = before_;
}

const Handling* Handling::current() noexcept {
    return current_handling;
}

}  // namespace outfield
