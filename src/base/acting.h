// For whom a thread works at the moment, and on which value: what a line of the log tells about its work.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace outfield {

// One piece of work, a request or a job, and what turns out about it as it goes on. Thread-safe.
class Work {
  public:
    struct Facts {
        std::int64_t user = 0;       // record of res.users; 0: nobody who is known
        std::string login;           // also one that was refused
        bool login_refused = false;  // a password, a key
        std::string call;            // "sale.document.create"; "job collect"
        std::string model, field;    // the value that it is about; empty: none, or several
        std::int64_t record = 0;
        std::string fault;       // what went wrong, in words
        std::string fault_kind;  // "unavailable"
        bool is_ours = false;    // and it is not the asker's mistake
    };

    void asked_by(std::int64_t user, std::string_view login);
    void refused_login(std::string_view login);
    void calls(std::string call);
    void handles(std::string_view model, std::int64_t record, std::string_view field);
    void failed(std::string_view kind, std::string_view words, bool is_ours);

    Facts facts() const;

  private:
    mutable std::mutex mutex_;
    Facts facts_;
};

// While one lives, its thread does that work. They nest, and the innermost counts.
class Acting {
  public:
    explicit Acting(std::shared_ptr<Work> work) noexcept;
    ~Acting();
    Acting(const Acting&) = delete;
    Acting& operator=(const Acting&) = delete;

    static Work* current() noexcept;  // nullptr: nobody said so

  private:
    std::shared_ptr<Work> work_;
    Work* before_;
};

// While one lives, its thread works on that value, whatever the work is about. The texts are borrowed.
class Handling {
  public:
    Handling(std::string_view model, std::int64_t record, std::string_view field) noexcept;
    ~Handling();
    Handling(const Handling&) = delete;
    Handling& operator=(const Handling&) = delete;

    static const Handling* current() noexcept;  // nullptr: on none that is known

    const std::string_view model, field;
    const std::int64_t record;  // 0: not made yet

  private:
    const Handling* before_;
};

}  // namespace outfield
