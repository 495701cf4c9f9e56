// POST /web/binary/upload_attachment: files of a browser's form become ir.attachments.
#include <outfield/error.h>

#include <boost/json.hpp>

#include "server/credentials.h"
#include "server/file_access.h"
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

void take_text(FormParts& parts, const std::string& name, Form& form) {
    auto text = parts.read_text(longest_text);
    if (name == "csrf_token") form.csrf_token = std::move(text);
    if (name == "model") form.model = std::move(text);
    if (name == "id") form.record = std::move(text);
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

    void take(FormParts& parts) {
        while (const auto* part = parts.next()) {
            if (part->name == "ufile" && part->file_name)
                take_file(parts, *part);
            else
                take_text(parts, part->name, form_);
        }
        check_token();
    }

    // As HTML cannot misunderstand it.
    std::string answer() const {
        std::string text;
        for (const char c : boost::json::serialize(made_)) {
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

    void take_file(FormParts& parts, const wire::FormPart& part) {
        check_token();
        Values values{{"name", part.file_name->empty() ? "file" : *part.file_name},
                      {"datas", Upload{parts.content(), *part.file_name, part.media_type}}};
        require_right();
        if (!form_.model.empty()) {
            values["res_model"] = form_.model;
            values["res_id"] = field_address(form_.model, form_.record, "").record;
        }
        const auto id = site_.instance.records().create("ir.attachment", values, identity_.user);
        const auto written = site_.instance.binaries().describe({"ir.attachment", id, "datas"});
        made_.push_back(boost::json::object{{"filename", *part.file_name},
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

    Site& site_;
    const Credentials& credentials_;
    std::shared_ptr<const access::Session> session_;
    access::Identity identity_;
    Form form_;
    boost::json::array made_;
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
