#include "methods/refusals.h"

#include <fmt/format.h>

#include "base/text.h"

namespace outfield::methods {

void refuse(const std::string& message) {
    throw Refusal(Refusal::Kind::application, message);
}

void refuse_field(std::string_view model, std::string_view field) {
    refuse(fmt::format("Invalid field {} on model '{}'", in_quotes(field, 80), model));
}

void refuse_missing(std::string_view model, const RecordIds& ids, RecordId user) {
    constexpr std::size_t most_shown = 20;
    const RecordIds shown(ids.begin(),
                          ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), most_shown)));
    throw Refusal(Refusal::Kind::missing,
                  fmt::format("Record does not exist or has been deleted.\n(Record: {}({}{}{}), User: {})",
                              model, fmt::join(shown, ", "), ids.size() == 1 ? "," : "",
                              ids.size() > most_shown ? ", ..." : "", user));
}

void refuse_or_pass(const Error& error, Purpose purpose) {
    const bool asks = purpose == Purpose::asks;
    switch (error.kind()) {
        case ErrorKind::not_found:
            throw Refusal(asks ? Refusal::Kind::application : Refusal::Kind::missing, error.what());
        case ErrorKind::invalid:
            throw Refusal(asks ? Refusal::Kind::application : Refusal::Kind::validation, error.what());
        case ErrorKind::conflict:
        case ErrorKind::already_exists:
        case ErrorKind::unsupported:
            throw Refusal(Refusal::Kind::user, error.what());
        default:
            throw error;
    }
}

}  // namespace outfield::methods
