// What the tests of the readers share.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <outfield/error.h>

#include <filesystem>
#include <string>

#include "wire/json_writer.h"
#include "wire/long_texts.h"

namespace outfield::wire {

inline std::string refusal_of(auto&& step) {
    try {
        step();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid) << error.what();
        return error.what();
    }
    return "";
}

inline std::string shown(const Value& value) {
    StringTextSink sink;
    write_json(sink, value);
    return sink.text;
}

inline std::string whole(ByteSource& source, std::size_t step = 4096) {
    std::string all, piece(step, '\0');
    while (const auto count = source.read(std::as_writable_bytes(std::span(piece))))
        all.append(piece, 0, count);
    return all;
}

struct Spilling {
    LongTexts texts{std::filesystem::temp_directory_path(), 10'000'000};
};

}  // namespace outfield::wire
