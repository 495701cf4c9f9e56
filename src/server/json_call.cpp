#include "server/json_call.h"

#include <fmt/format.h>
#include <outfield/error.h>

#include <memory>

#include "base/text.h"
#include "server/request_body.h"
#include "server/rpc_fault.h"
#include "server/streamed_answer.h"
#include "wire/json_writer.h"
#include "wire/jsonrpc_reader.h"
#include "wire/long_texts.h"

namespace outfield::server {
namespace {

constexpr std::string_view media_type = "application/json";

// Answered with its own status; everything else is a JSON-RPC error of status 200.
struct NoDocument final : http::Fault {
    explicit NoDocument(const std::string& why) : Fault(400, why) {}
};

// It and what it made of the request go with the thread that answers, so what the answer's head needs stands
// outside.
class JsonWork final : public BodyReader {
  public:
    JsonWork(Site& site, JsonRoute route, std::shared_ptr<http::Headers> headers)
        : route_(std::move(route)),
          headers_(std::move(headers)),
          texts_(site.options.temporary, site.options.largest_rpc),
          reader_(wire::json_reader({.together = &site.values}, texts_)) {}

    void take(std::string_view piece) override { reader_->feed(piece); }
    void require_user() override { route_.may_be_long(reader_->so_far()); }
    void drop() noexcept override { reader_.reset(); }

    // `rest`: what of the body was not taken yet.
    void finish(std::string_view rest) try {
        take(rest);
        open(reader_->finish());
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::invalid) throw NoDocument(error.what());
        throw;
    }
    wire::Value run() {
        auto result = route_.work(call_);
        *headers_ = std::move(call_.headers);
        return result;
    }
    const wire::Value& id() const { return id_; }

  private:
    void open(wire::Value document) {
        auto* members = document.as<wire::Struct>();
        if (!members) throw Error(ErrorKind::invalid, "the body is no JSON object");
        if (const auto* id = members->find("id")) id_ = *id;
        for (auto& [name, value] : *members) {
            if (name != "params") continue;
            if (auto* params = value.as<wire::Struct>())
                call_.params = std::move(*params);
            else if (!value.is_unset())
                throw Error(ErrorKind::invalid, "params is no JSON object");
        }
    }

    JsonRoute route_;
    std::shared_ptr<http::Headers> headers_;
    wire::LongTexts texts_;
    std::unique_ptr<wire::JsonReader> reader_;
    wire::Value id_;
    JsonCall call_;
};

void write_error(wire::TextSink& sink, const wire::Value& id, std::exception_ptr error) {
    try {
        std::rethrow_exception(error);
    } catch (const NoDocument&) {
        throw;
    } catch (const SessionExpired&) {
        const RpcFault expired{100, "odoo.http.SessionExpiredException", "Session expired"};
        return wire::write_json_error(sink, id, 100, "Odoo Session Expired", json_fault(expired));
    } catch (...) {
        wire::write_json_error(sink, id, 200, "Odoo Server Error",
                               json_fault(rpc_fault(std::current_exception())));
    }
}

bool is_json(std::string_view content_type) {
    return to_lower(trim(content_type.substr(0, content_type.find(';')))) == media_type;
}

http::Awaitable<std::string> read_document(Site& site, http::Exchange& exchange, JsonWork& work) {
    if (!is_json(exchange.header("Content-Type")))
        throw http::Fault(400, "this is taken as application/json alone");
    try {
        co_return co_await read_body(exchange, site.workers, site.options.largest_rpc, work);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::invalid) throw NoDocument(error.what());
        throw;
    }
}

}  // namespace

http::Awaitable<void> serve_json(Site& site, http::Exchange& exchange, JsonRoute route) {
    auto headers = std::make_shared<http::Headers>();
    auto work = std::make_shared<JsonWork>(site, std::move(route), headers);
    std::string rest;
    std::exception_ptr refused;
    try {
        rest = co_await read_document(site, exchange, *work);
    } catch (const methods::Refusal&) {
        refused = std::current_exception();
    } catch (const SessionExpired&) {
        refused = std::current_exception();
    } catch (const Error&) {
        refused = std::current_exception();
    } catch (const http::Fault& fault) {
        if (fault.status() != 401) throw;
        refused = std::current_exception();
    }
    // Named: g++ 12 destroys what a closure inside a co_await expression holds twice.
    auto on_error = [work](wire::TextSink& sink, std::exception_ptr error) {
        write_error(sink, work->id(), error);
    };
    auto write = [work = std::move(work), rest = std::move(rest), refused](wire::TextSink& sink) {
        if (refused) std::rethrow_exception(refused);
        work->finish(rest);
        wire::write_json_result(sink, work->id(), work->run());
    };
    auto given = [headers] { return *headers; };
    co_await answer_streamed(site, exchange, media_type, std::move(write), std::move(on_error),
                             std::move(given));
}

const wire::Value* member(const wire::Struct& params, std::string_view name) {
    return params.find(name);
}

const std::string& text_member(const wire::Struct& params, std::string_view name) {
    const auto* value = params.find(name);
    if (const auto* text = value ? value->as<std::string>() : nullptr) return *text;
    throw methods::Refusal(methods::Refusal::Kind::application,
                           fmt::format("'{}' is missing, or no text", name));
}

}  // namespace outfield::server
