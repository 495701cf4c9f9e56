#include "wire/xmlrpc_reader.h"

#include <expat.h>
#include <fmt/format.h>
#include <outfield/error.h>

#include <algorithm>
#include <exception>

#include "wire/xmlrpc_grammar.h"

namespace outfield::wire {
namespace {

constexpr std::size_t piece_size = 64 * 1024;
constexpr std::size_t longest_tag = 8 * 1024;  // expat keeps one whole, and begins it anew with each piece
constexpr int most_attributes = 64;            // expat remembers the name of each

class XmlrpcReader final : public CallReader {
  public:
    XmlrpcReader(const Limits& limits, LongTexts& texts) : grammar_(limits, texts) {
        auto* parser = parser_.get();
        if (!parser) throw std::bad_alloc();
        XML_SetUserData(parser, this);
        XML_SetElementHandler(parser, on_start, on_end);
        XML_SetCharacterDataHandler(parser, on_text);
        XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    }

    void feed(std::string_view piece) override {
        for (; !piece.empty(); piece.remove_prefix(std::min(piece.size(), piece_size)))
            parse(piece.substr(0, piece_size), false);
    }
    Call finish() override {
        parse({}, true);
        return grammar_.take();
    }
    const Call& so_far() const override { return grammar_.call(); }

  private:
    void parse(std::string_view piece, bool is_last) {
        const auto status =
            XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), is_last ? 1 : 0);
        if (failure_) rethrow();
        if (status != XML_STATUS_OK) refuse_here(XML_ErrorString(XML_GetErrorCode(parser_.get())));
        fed_ += piece.size();
        const auto handled = std::max<XML_Index>(XML_GetCurrentByteIndex(parser_.get()), 0);
        if (fed_ - static_cast<std::uint64_t>(handled) > longest_tag + piece.size())
            refuse_here("a tag or comment is too long");
    }

    [[noreturn]] void refuse_here(std::string_view what) const {
        throw Error(ErrorKind::invalid,
                    fmt::format("line {}: {}", XML_GetCurrentLineNumber(parser_.get()), what));
    }

    [[noreturn]] void rethrow() const {
        try {
            std::rethrow_exception(failure_);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::invalid) throw;
            refuse_here(error.what());
        }
    }

    // Nothing may be thrown through expat.
    template <typename Step>
    static void guarded(void* data, Step&& step) noexcept {
        auto& self = *static_cast<XmlrpcReader*>(data);
        if (self.failure_) return;
        try {
            step(self);
        } catch (...) {
            self.failure_ = std::current_exception();
            XML_StopParser(self.parser_.get(), XML_FALSE);
        }
    }
    static void on_start(void* data, const char* name, const char** attributes) {
        guarded(data, [&](XmlrpcReader& self) {
            for (; *attributes; attributes += 2)
                if (++self.attributes_ > most_attributes)
                    throw Error(ErrorKind::invalid, "there are too many attributes");
            self.grammar_.start(name);
        });
    }
    static void on_end(void* data, const char*) {
        guarded(data, [&](XmlrpcReader& self) { self.grammar_.end(); });
    }
    static void on_text(void* data, const char* text, int length) {
        guarded(data, [&](XmlrpcReader& self) {
            self.grammar_.text({text, static_cast<std::size_t>(length)});
        });
    }
    static void on_doctype(void* data, const char*, const char*, const char*, int) {
        guarded(data, [](XmlrpcReader&) { throw Error(ErrorKind::invalid, "a document type is not taken"); });
    }

    std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser_{XML_ParserCreate(nullptr),
                                                                         &XML_ParserFree};
    XmlrpcGrammar grammar_;
    std::exception_ptr failure_;
    std::uint64_t fed_ = 0;
    int attributes_ = 0;
};

}  // namespace

std::unique_ptr<CallReader> xmlrpc_reader(const Limits& limits, LongTexts& texts) {
    return std::make_unique<XmlrpcReader>(limits, texts);
}

}  // namespace outfield::wire
