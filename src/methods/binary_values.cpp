#include "methods/binary_values.h"

#include <fmt/format.h>

#include <array>

#include "base/base64.h"
#include "methods/refusals.h"
#include "wire/base64_stream.h"

namespace outfield::methods {
namespace {

constexpr std::uint64_t longest_at_once = 256 * 1024;  // bytes of a value
constexpr std::uint64_t most_at_once = 8U << 20U;      // bytes of an answer

// Bad base64 is the caller's fault also when it comes to light while the bytes travel.
class CallersSource final : public ByteSource {
  public:
    CallersSource(std::string_view field, std::shared_ptr<ByteSource> bytes)
        : field_(field), bytes_(std::move(bytes)) {}

    std::size_t read(std::span<std::byte> buffer) override {
        try {
            return bytes_->read(buffer);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::invalid) throw;
            refuse(fmt::format("field '{}': {}", field_, error.what()));
        }
    }
    std::optional<std::uint64_t> size() const override { return bytes_->size(); }
    bool rewind() override { return bytes_->rewind(); }

  private:
    std::string field_;
    std::shared_ptr<ByteSource> bytes_;
};

std::shared_ptr<ByteSource> source_of(std::string_view field, const wire::Value& value) {
    try {
        auto bytes = wire::binary_source(value);
        if (bytes && value.as<std::string>() == nullptr)
            return std::make_shared<CallersSource>(field, std::move(bytes));
        return bytes;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        refuse(fmt::format("field '{}': {}", field, error.what()));
    }
}

std::string file_name(std::string_view field, const wire::Struct& siblings) {
    for (const auto& name :
         {fmt::format("{}_filename", field), std::string("datas_fname"), std::string("name")})
        if (const auto* value = siblings.find(name))
            if (const auto* text = value->as<std::string>(); text != nullptr && !text->empty()) return *text;
    return std::string(field);
}

bool wants_size(const Caller& caller, std::string_view field) {
    return asks_for(caller.context, "bin_size") ||
           asks_for(caller.context, fmt::format("bin_size_{}", field));
}

}  // namespace

Value upload_from(std::string_view field, const wire::Value& value, const wire::Struct& siblings) {
    auto source = source_of(field, value);
    if (!source) return {};
    return Upload{std::move(source), file_name(field, siblings), {}};
}

wire::Value Contents::to_wire(std::string_view field, const Value& value) {
    const auto* attachment = std::get_if<Attachment>(&value);
    if (attachment == nullptr || attachment->size == 0) return false;
    if (wants_size(caller_, field)) return openerp_size(attachment->size);
    const bool is_short = attachment->size <= longest_at_once;
    if (is_short && at_once_ < most_at_once) {
        at_once_ += attachment->size;
        StringSink bytes;
        binaries_.read(*attachment, bytes);
        return base64_encode(std::as_bytes(std::span(bytes.text)));
    }
    if (!is_short) {
        StringSink first;
        binaries_.read(*attachment, first, {0, 1});
    }
    const auto deliver = [&binaries = binaries_, stored = *attachment](ByteSink& sink) {
        binaries.read(stored, sink);
    };
    return std::make_shared<const wire::Content>(wire::Content{attachment->size, deliver});
}

std::string openerp_size(std::uint64_t bytes) {
    static constexpr std::array<std::string_view, 5> units{"bytes", "Kb", "Mb", "Gb", "Tb"};
    auto number = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; number >= 1024 && unit + 1 < units.size(); ++unit) number /= 1024;
    return fmt::format("{:.2f} {}", number, units[unit]);
}

}  // namespace outfield::methods
