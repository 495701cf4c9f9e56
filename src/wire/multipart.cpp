#include "wire/multipart.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>

#include "base/text.h"
#include "wire/content_disposition.h"
#include "wire/header_parameters.h"

namespace outfield::wire {

static constexpr std::size_t longest_boundary = 70;  // RFC 2046, section 5.1.1
static constexpr std::size_t longest_preamble = 4096;

std::string boundary_in(std::string_view content_type) {
    const auto parsed = parse_parameters(content_type);
    if (parsed.value != "multipart/form-data")
        throw Error(ErrorKind::invalid, "the Content-Type of a form with files is multipart/form-data");
    const auto* boundary = parsed.find("boundary");
    const auto is_bad = [](char c) {
        return !is_token_character(c) && std::string_view("(),/:=? ").find(c) == std::string_view::npos;
    };
    if (!boundary || boundary->empty() || boundary->size() > longest_boundary || boundary->ends_with(' ') ||
        std::any_of(boundary->begin(), boundary->end(), is_bad))
        throw Error(ErrorKind::invalid,
                    "the Content-Type of the form names no boundary of 1 to 70 characters");
    return *boundary;
}

MultipartReader::MultipartReader(std::string_view boundary, FormHandler& handler, const FormLimits& limits)
    : delimiter_(fmt::format("\r\n--{}", boundary)), handler_(handler), limits_(limits), kept_("\r\n") {}

void MultipartReader::refuse(const std::string& what) const {
    throw Error(ErrorKind::invalid, part_ == 0 ? fmt::format("the form {}", what)
                                               : fmt::format("part {} of the form {}", part_, what));
}

void MultipartReader::feed(std::string_view piece) {
    kept_ += piece;
    while (step()) {
    }
    kept_.erase(0, at_);
    at_ = 0;
}

void MultipartReader::finish() {
    if (state_ != State::epilogue) refuse("ends too early: its last boundary is missing");
}

// False: more has to come first.
bool MultipartReader::step() {
    switch (state_) {
        case State::preamble:
            return skip_preamble();
        case State::after_boundary:
            return after_boundary();
        case State::headers:
            return read_headers();
        case State::data:
            return read_data();
        case State::epilogue:
            break;
    }
    at_ = kept_.size();
    return false;
}

bool MultipartReader::skip_preamble() {
    const auto found = kept_.find(delimiter_, at_);
    const auto preamble =
        found != kept_.npos ? found : kept_.size() - std::min(kept_.size(), delimiter_.size() - 1);
    if (preamble > longest_preamble) refuse("does not begin with its boundary");
    if (found == kept_.npos) return false;
    at_ = found + delimiter_.size();
    state_ = State::after_boundary;
    return true;
}

// A line end, and before it white space, or the two dashes of the last boundary.
bool MultipartReader::after_boundary() {
    const auto rest = std::string_view(kept_).substr(at_);
    if (rest.starts_with("--")) {
        state_ = State::epilogue;
        return true;
    }
    const auto end = rest.find_first_not_of(" \t");
    const auto line_end = rest.substr(std::min(end, rest.size()));
    const bool is_too_long = rest.size() - line_end.size() > limits_.header_bytes;
    if (!is_too_long && (rest == "-" || line_end.empty() || line_end == "\r")) return false;
    if (is_too_long || !line_end.starts_with("\r\n")) refuse("has a boundary with something behind it");
    if (++part_ > limits_.parts) refuse(fmt::format("is one too many: {} are taken", limits_.parts));
    at_ += end;  // the line end stays: it may be half of the empty line after no headers
    state_ = State::headers;
    return true;
}

bool MultipartReader::read_headers() {
    const auto rest = std::string_view(kept_).substr(at_);
    static constexpr std::string_view empty_line = "\r\n\r\n";
    const auto end = rest.find(empty_line);
    const auto size = end != rest.npos ? end : rest.size() - std::min(rest.size(), empty_line.size() - 1);
    if (size > limits_.header_bytes)
        refuse(fmt::format("has headers of more than {} bytes", limits_.header_bytes));
    if (end == rest.npos) return false;
    begin_part(rest.substr(2, end < 2 ? 0 : end - 2));
    at_ += end + 2;  // at the empty line, behind which an empty part has its boundary at once
    line_end_ = 2;
    state_ = State::data;
    return true;
}

void MultipartReader::begin_part(std::string_view headers) {
    FormPart part;
    bool is_named = false;
    try {
        for (const auto line : split(headers, '\n')) {
            const auto colon = line.find(':');
            if (colon == line.npos || colon == 0) continue;
            const auto name = to_lower(trim(line.substr(0, colon)));
            const auto value = trim(line.substr(colon + 1));
            if (name == "content-type") part.media_type = to_lower(trim(value.substr(0, value.find(';'))));
            if (name != "content-disposition") continue;
            auto disposition = parse_form_disposition(value);
            part.name = std::move(disposition.name);
            part.file_name = std::move(disposition.file_name);
            is_named = true;
        }
    } catch (const Error& error) {
        refuse(fmt::format("has bad headers: {}", error.what()));
    }
    if (!is_named) refuse("has no Content-Disposition");
    handler_.part_begin(part);
}

// Up to the boundary, or to where one may have begun: the line end before a boundary belongs to it.
bool MultipartReader::read_data() {
    const auto rest = std::string_view(kept_).substr(at_);
    const auto found = rest.find(delimiter_);
    const auto end = found != rest.npos ? found : rest.size() - std::min(rest.size(), delimiter_.size() - 1);
    if (end > line_end_) {
        handler_.part_data(rest.substr(line_end_, end - line_end_));
        at_ += end;
        line_end_ = 0;
    }
    if (found == rest.npos) return false;
    at_ = static_cast<std::size_t>(rest.data() - kept_.data()) + found + delimiter_.size();
    handler_.part_end();
    state_ = State::after_boundary;
    return true;
}

}  // namespace outfield::wire
