// POST /xmlrpc/2/{common,object,db} and, with the faults of OpenERP 6 and 7, /xmlrpc/{common,object,db}.
#include <memory>

#include "server/request_body.h"
#include "server/routes.h"
#include "server/rpc_fault.h"
#include "server/rpc_services.h"
#include "server/streamed_answer.h"
#include "wire/call.h"
#include "wire/long_texts.h"
#include "wire/xmlrpc_reader.h"
#include "wire/xmlrpc_writer.h"

namespace outfield::server {
namespace {

constexpr std::string_view media_type = "text/xml";

class XmlCall final : public BodyReader {
  public:
    XmlCall(Site& site, std::string_view service, std::string peer)
        : site_(site),
          service_(service),
          peer_(std::move(peer)),
          texts_(site.options.temporary, site.options.largest_rpc),
          reader_(wire::xmlrpc_reader({.together = &site.values}, texts_)) {}

    void take(std::string_view piece) override { reader_->feed(piece); }
    void require_user() override { require_credentials(site_, service_, reader_->so_far().params, peer_); }
    void drop() noexcept override { reader_.reset(); }

    // `rest`: what of the body was not taken yet.
    void answer(wire::TextSink& sink, std::string_view rest) {
        take(rest);
        const auto call = reader_->finish();
        wire::write_xmlrpc_response(sink, call_service(site_, service_, call.method, call.params, peer_));
    }

  private:
    Site& site_;
    std::string service_, peer_;
    wire::LongTexts texts_;
    std::unique_ptr<wire::CallReader> reader_;
};

void write_fault(wire::TextSink& sink, bool is_old, std::exception_ptr error) {
    const auto fault = rpc_fault(std::move(error));
    if (!is_old) return wire::write_xmlrpc_fault(sink, fault.code, fault.message);
    const auto [code, message] = old_fault(fault);
    wire::write_xmlrpc_fault(sink, code, message);
}

http::Awaitable<void> serve(Site& site, http::Exchange& exchange, std::string_view service, bool is_old) {
    auto call = std::make_shared<XmlCall>(site, service, exchange.peer());
    std::string rest;
    std::exception_ptr refused;
    try {
        rest = co_await read_body(exchange, site.workers, site.options.largest_rpc, *call);
    } catch (const http::Fault&) {
        throw;
    } catch (const http::ConnectionLost&) {
        throw;
    } catch (...) {
        refused = std::current_exception();
    }
    // Named: g++ 12 destroys what a closure inside a co_await expression holds twice.
    auto write = [call = std::move(call), rest = std::move(rest), refused](wire::TextSink& sink) {
        if (refused) std::rethrow_exception(refused);
        call->answer(sink, rest);
    };
    auto on_error = [is_old](wire::TextSink& sink, std::exception_ptr error) {
        write_fault(sink, is_old, error);
    };
    co_await answer_streamed(site, exchange, media_type, std::move(write), std::move(on_error));
}

}  // namespace

void add_xmlrpc(Router& router, Site& site) {
    for (const std::string_view service : {"common", "object", "db"}) {
        router.add({"POST"}, fmt::format("/xmlrpc/2/{}", service),
                   [&site, service](http::Exchange& exchange, const Path&) {
                       return serve(site, exchange, service, false);
                   });
        router.add({"POST"}, fmt::format("/xmlrpc/{}", service),
                   [&site, service](http::Exchange& exchange, const Path&) {
                       return serve(site, exchange, service, true);
                   });
    }
}

}  // namespace outfield::server
