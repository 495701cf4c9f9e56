// Text and numbers as the writers of XML and JSON have in common.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "wire/answer_text.h"
#include "wire/value.h"

namespace outfield::wire {

// What stands for each byte of a text: nullptr for those that stand for themselves.
using Escapes = std::array<const char*, 256>;
extern const Escapes xml_escapes;
extern const Escapes json_escapes;

// `text` escaped; broken UTF-8 becomes U+FFFD.
void write_escaped(AnswerText& out, std::string_view text, const Escapes& escapes);
void write_escaped(AnswerText& out, const LongText& text, const Escapes& escapes);

// The base64 of all of it. Throws ErrorKind::corrupt when it is of another size than it says.
void write_base64(AnswerText& out, const Content& content);

// The shortest that reads back as the same number, with a point or exponent.
std::string number_text(double number);

// Throws ErrorKind::invalid: an answer of ours is never so deep.
void check_depth(std::size_t depth);

}  // namespace outfield::wire
