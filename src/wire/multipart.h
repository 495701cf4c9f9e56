// Forms with files, multipart/form-data (RFC 7578), as a stream: a part is handed on while it comes, and no
// more than its headers and the boundary are kept.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace outfield::wire {

struct FormPart {
    std::string name;
    std::optional<std::string> file_name;  // never a path; empty: a file without a name
    std::string media_type;                // "" when the part does not say
};

// What comes, in this order for each part. Exceptions pass through the reader, which is then of no use.
class FormHandler {
  public:
    virtual ~FormHandler() = default;
    virtual void part_begin(const FormPart& part) = 0;
    virtual void part_data(std::string_view piece) = 0;  // never empty
    virtual void part_end() = 0;
};

struct FormLimits {
    std::size_t parts = 1000;
    std::size_t header_bytes = 16 * 1024;  // of one part
};

// The boundary that a Content-Type names. Throws ErrorKind::invalid when it is no multipart/form-data with
// one.
std::string boundary_in(std::string_view content_type);

// Not thread-safe. Throws ErrorKind::invalid ("part 2 of the form ...").
class MultipartReader {
  public:
    // `handler` outlives the reader. `boundary` as boundary_in gives it.
    MultipartReader(std::string_view boundary, FormHandler& handler, const FormLimits& limits = {});

    void feed(std::string_view piece);
    void finish();  // the body has ended: so must the form have

  private:
    enum class State { preamble, after_boundary, headers, data, epilogue };

    bool step();
    bool skip_preamble();
    bool after_boundary();
    bool read_headers();
    bool read_data();
    void begin_part(std::string_view headers);
    [[noreturn]] void refuse(const std::string& what) const;

    std::string delimiter_;  // "\r\n--" and the boundary
    FormHandler& handler_;
    FormLimits limits_;
    State state_ = State::preamble;
    std::string kept_;          // what has come and is not handled yet
    std::size_t at_ = 0;        // how much of it is
    std::size_t line_end_ = 0;  // bytes of the empty line before the data that are still there
    std::size_t part_ = 0;
};

}  // namespace outfield::wire
