#include "stores/ftp/download.h"

#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "stores/ftp/errors.h"
#include "stores/ftp/presence.h"
#include "stores/ftp/server_tree.h"
#include "stores/tree/names.h"

namespace outfield::ftp {
namespace {

// Reading this much to its end costs less than a new login, which ending a transfer early does.
constexpr std::uint64_t worth_draining = 1024 * 1024;

}  // namespace

Download::Download(Session& session, const std::vector<std::string>& names, std::string what)
    : session_(session), names_(names), what_(std::move(what)) {}

void Download::run(ByteSink& sink, ByteRange range) {
    const auto write = [&](Bytes bytes) {
        const auto wanted = std::min<std::uint64_t>(bytes.size(), expected_ - delivered_);
        if (wanted > 0) sink.write(bytes.first(wanted));
        delivered_ += wanted;
        surplus_ -= std::min<std::uint64_t>(surplus_, bytes.size() - wanted);
        return delivered_ < expected_ || surplus_ <= worth_draining;
    };
    const auto listen = [&](const Exchange& exchange) {
        accept(exchange, range);
        return !size_ || expected_ > 0 || surplus_ <= worth_draining;
    };
    const std::string path = session_.path(tree::join_path(names_));
    // A file that comes into being meanwhile is refused at first and then listed: the second look decides.
    for (int look = 1;; ++look) {
        session_.open();
        const Outcome outcome = session_.download(path, range.offset, write, listen);
        outcome.rethrow();
        if (size_ && delivered_ == expected_) return;
        if (!refused_though_present(outcome) || look == 2) fail(outcome);
    }
}

void Download::accept(const Exchange& exchange, ByteRange range) {
    if (size_ || !exchange.command.starts_with("SIZE ")) return;
    size_ = size_in(exchange.replies.back());
    if (!size_) return;
    const auto rest = *size_ - std::min(*size_, range.offset);
    expected_ = std::min(rest, range.length.value_or(UINT64_MAX));
    surplus_ = rest - expected_;
}

// False: something else went wrong. Throws ErrorKind::not_found when the object is proved absent.
bool Download::refused_though_present(const Outcome& outcome) {
    const Reply* refusal = outcome.transcript.refusal();
    if (!refusal || refusal->code != 550 || delivered_ > 0) return false;
    session_.open();
    switch (find_out(session_, names_)) {
        case Presence::absent:
            throw Error(ErrorKind::not_found, "Cannot " + what_ + ": there is no such object.");
        case Presence::no_container:
            throw no_container(session_, names_.front());
        case Presence::present:
            return true;
    }
    return true;
}

void Download::fail(const Outcome& outcome) {
    if (const Reply* refusal = outcome.transcript.refusal()) throw error_of(*refusal, what_);
    if (!outcome.ok()) throw error_of(outcome, what_);
    throw Error(ErrorKind::unavailable,
                "Cannot " + what_ + ": the server sent " + std::to_string(delivered_) + " of " +
                    std::to_string(expected_) + " bytes.",
                Retry::yes);
}

}  // namespace outfield::ftp
