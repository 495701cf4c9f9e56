// POST /web/binary/upload_attachment: files of a browser's form become ir.attachments.
#include <fmt/format.h>
#include <outfield/error.h>

#include <boost/json.hpp>

#include "base/text.h"
#include "server/credentials.h"
#include "server/form_parts.h"
#include "server/intake.h"
#include "server/request_body.h"
#include "server/routes.h"

namespace outfield::server {
namespace {

using access::Right;

constexpr std::size_t longest_text = 4096;

struct Form {
    std::string csrf_token, model, record;
};

// nullptr: the form has no use for it.
std::string* place_of(Form& form, std::string_view name) {
    if (name == "csrf_token") return &form.csrf_token;
    if (name == "model") return &form.model;
    if (name == "id") return &form.record;
    return nullptr;
}

// Of which the first byte was read already.
class BegunSource final : public ByteSource {
  public:
    BegunSource(std::byte first, std::shared_ptr<ByteSource> rest) : first_(first), rest_(std::move(rest)) {}
    std::size_t read(std::span<std::byte> buffer) override {
        if (!first_ || buffer.empty()) return rest_->read(buffer);
        buffer.front() = *std::exchange(first_, std::nullopt);
        return 1;
    }

  private:
    std::optional<std::byte> first_;
    std::shared_ptr<ByteSource> rest_;
};

// nullptr: there is none. Browsers send a part without a name and bytes when no file was chosen.
std::shared_ptr<ByteSource> chosen_file(FormParts& parts, const wire::FormPart& part) {
    auto content = parts.content();
    if (!part.file_name->empty()) return content;
    std::byte first{};
    if (content->read({&first, 1}) == 0) return nullptr;
    return std::make_shared<BegunSource>(first, std::move(content));
}

class Taking {
  public:
    Taking(Site& site, const Credentials& credentials) : site_(site), credentials_(credentials) {
        session_ = site.access.find_session(credentials.session);
        if (!session_) {
            identity_ = required_identity(site.access, credentials);
            return;
        }
        identity_ = session_->identity;
        credentials.work->asked_by(identity_.user, identity_.login);
    }

    // All files of the form or none.
    void take(FormParts& parts) {
        try {
            while (const auto* part = parts.next()) {
                if (part->name != "ufile" || !part->file_name)
                    take_text(parts, part->name);
                else if (auto content = chosen_file(parts, *part))
                    take_file(*part, std::move(content));
            }
            check_token();
            if (made_.empty())
                throw http::Fault(400, "no file was chosen: the form needs a part 'ufile' with one");
        } catch (...) {
            if (!made_.empty()) site_.instance.records().unlink("ir.attachment", made_);
            throw;
        }
    }

    // As HTML cannot misunderstand it.
    std::string answer() const {
        std::string text;
        for (const char c : boost::json::serialize(answer_)) {
            if (c == '<' || c == '>' || c == '&')
                text += c == '<' ? "\\u003c" : c == '>' ? "\\u003e" : "\\u0026";
            else
                text += c;
        }
        return text;
    }

  private:
    void check_token() const {
        if (session_ && form_.csrf_token != session_->csrf)
            throw http::Fault(
                400,
                "the form's csrf_token is missing or that of another session; it comes before the "
                "files");
    }

    // A file is stored as it comes: what it belongs to must be known by then.
    void take_text(FormParts& parts, const std::string& name) {
        auto text = parts.read_text(longest_text);
        auto* place = place_of(form_, name);
        if (place == nullptr) return;
        if (!made_.empty())
            throw http::Fault(400,
                              "the form's " + name + " comes after a file: it has to come before the files");
        *place = std::move(text);
    }

    void take_file(const wire::FormPart& part, std::shared_ptr<ByteSource> content) {
        check_token();
        Values values{{"name", part.file_name->empty() ? "file" : *part.file_name},
                      {"datas", Upload{std::move(content), *part.file_name, part.media_type}}};
        require_right();
        if (!form_.model.empty()) {
            values["res_model"] = form_.model;
            values["res_id"] = owner();
        }
        const auto id = site_.instance.records().create("ir.attachment", values, identity_.user);
        made_.push_back(id);
        const auto written = site_.instance.binaries().describe({"ir.attachment", id, "datas"});
        answer_.push_back(boost::json::object{{"filename", *part.file_name},
                                              {"mimetype", written ? written->media_type : ""},
                                              {"id", id},
                                              {"size", written ? written->size : 0}});
    }

    void require_right() const {
        if (form_.model.empty()) return site_.access.require(identity_, "ir.attachment", Right::create);
        if (!site_.instance.registry().has_model(form_.model))
            throw http::Fault(404, "there is no such model");
        if (!site_.access.may_files(identity_, form_.model, Right::write))
            site_.access.require(identity_, form_.model, Right::write);
    }

    // The record of the form's model that the files are for.
    RecordId owner() const {
        const auto id = parse_unsigned(form_.record);
        if (!id || *id == 0 || *id > INT64_MAX)
            throw http::Fault(
                400,
                fmt::format("the form's id {}: it says which record of {} the files are for",
                            form_.record.empty() ? "is missing" : "is no number of a record", form_.model));
        const auto record = static_cast<RecordId>(*id);
        if (site_.instance.records().read(form_.model, {record}, {"id"}).empty())
            throw http::Fault(404, "there is no such record");
        return record;
    }

    Site& site_;
    const Credentials& credentials_;
    std::shared_ptr<const access::Session> session_;
    access::Identity identity_;
    Form form_;
    RecordIds made_;
    boost::json::array answer_;
};

http::Awaitable<void> serve(Site& site, http::Exchange& exchange) {
    const auto credentials = changing_credentials(exchange);
    const std::string content_type(exchange.header("Content-Type"));
    if (may_be_long(exchange)) co_await site.workers.run([&] { Taking(site, credentials); });
    std::string text;
    co_await take_in(site, exchange, site.options.largest_file, [&](std::shared_ptr<ByteSource> body) {
        FormParts parts(std::move(body), content_type);
        Taking taking(site, credentials);
        taking.take(parts);
        text = taking.answer();
    });
    http::Answer answer{
        200, "text/html; charset=utf-8", std::move(text), {{"X-Content-Type-Options", "nosniff"}}};
    co_await exchange.answer(std::move(answer));
}

}  // namespace

void add_upload_attachment(Router& router, Site& site) {
    router.add({"POST"}, "/web/binary/upload_attachment",
               [&site](http::Exchange& exchange, const Path&) { return serve(site, exchange); });
}

}  // namespace outfield::server
