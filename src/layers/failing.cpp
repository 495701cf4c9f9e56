#include "layers/failing.h"

#include <algorithm>

namespace outfield {

void Failing::fail_next(Verb verb, When when, Error error) {
    const std::lock_guard lock(mutex_);
    faults_.push_back({verb, when, std::move(error)});
}

std::optional<Failing::Fault> Failing::next(Verb verb) {
    const std::lock_guard lock(mutex_);
    const auto found =
        std::find_if(faults_.begin(), faults_.end(), [&](const Fault& f) { return f.verb == verb; });
    if (found == faults_.end()) return std::nullopt;
    Fault fault = std::move(*found);
    faults_.erase(found);
    return fault;
}

template <typename Work>
auto Failing::with_fault(Verb verb, Work&& work) {
    const auto fault = next(verb);
    if (fault && fault->when == When::before) throw fault->error;
    if constexpr (std::is_void_v<decltype(work())>) {
        work();
        if (fault) throw fault->error;
    } else {
        auto result = work();
        if (fault) throw fault->error;
        return result;
    }
}

Stored Failing::put(const ObjectAddress& address, ByteSource& source, const PutOptions& options) {
    return with_fault(Verb::put, [&] { return Layer::put(address, source, options); });
}

void Failing::get(const ObjectAddress& address, ByteSink& sink, ByteRange range) {
    with_fault(Verb::get, [&] { Layer::get(address, sink, range); });
}

std::optional<ObjectInfo> Failing::stat(const ObjectAddress& address) {
    return with_fault(Verb::stat, [&] { return Layer::stat(address); });
}

void Failing::remove(const ObjectAddress& address, Unfinished unfinished) {
    with_fault(Verb::remove, [&] { Layer::remove(address, unfinished); });
}

ListPage Failing::list(const std::string& container, const std::string& prefix,
                       const std::optional<std::string>& cursor) {
    return with_fault(Verb::list, [&] { return Layer::list(container, prefix, cursor); });
}

}  // namespace outfield
