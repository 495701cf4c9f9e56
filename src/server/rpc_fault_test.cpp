// Each kind of failure as OpenERP's clients are told of it.
#include "server/rpc_fault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <outfield/error.h>

#include "http/answer.h"
#include "methods/methods.h"

namespace outfield::server {
namespace {

using methods::Refusal;

template <typename Thrown>
RpcFault told(const Thrown& thrown) {
    return rpc_fault(std::make_exception_ptr(thrown));
}

std::string line(const RpcFault& fault) {
    return std::to_string(fault.code) + ' ' + fault.exception_name + ": " + fault.message;
}

TEST(RpcFault, Refusals) {
    using Kind = Refusal::Kind;
    EXPECT_EQ(line(told(Refusal(Kind::application, "x"))), "1 builtins.ValueError: x");
    EXPECT_EQ(line(told(Refusal(Kind::user, "x"))), "2 odoo.exceptions.UserError: x");
    EXPECT_EQ(line(told(Refusal(Kind::missing, "x"))), "2 odoo.exceptions.MissingError: x");
    EXPECT_EQ(line(told(Refusal(Kind::validation, "x"))), "2 odoo.exceptions.ValidationError: x");
    EXPECT_EQ(line(told(Refusal(Kind::denied, "secret"))), "3 odoo.exceptions.AccessDenied: Access Denied");
    EXPECT_EQ(line(told(Refusal(Kind::access, "x"))), "4 odoo.exceptions.AccessError: x");
}

TEST(RpcFault, WrongCredentialsOfHttpAreAccessDenied) {
    const auto denied = told(http::Fault(401, "Access Denied"));
    EXPECT_EQ(line(denied), "3 odoo.exceptions.AccessDenied: Access Denied");
    EXPECT_FALSE(denied.is_ours);
    EXPECT_EQ(line(told(http::Fault(413, "too long"))), "2 odoo.exceptions.UserError: too long");
}

TEST(RpcFault, Errors) {
    EXPECT_EQ(line(told(Error(ErrorKind::not_found, "x"))), "2 odoo.exceptions.MissingError: x (not found)");
    EXPECT_EQ(line(told(Error(ErrorKind::denied, "x"))), "4 odoo.exceptions.AccessError: x (denied)");
    EXPECT_EQ(line(told(Error(ErrorKind::invalid, "x"))), "1 builtins.ValueError: x (invalid)");
    EXPECT_EQ(line(told(Error(ErrorKind::conflict, "x"))), "2 odoo.exceptions.UserError: x (conflict)");
    EXPECT_FALSE(told(Error(ErrorKind::conflict, "x")).is_ours);
    EXPECT_TRUE(told(Error(ErrorKind::unavailable, "x")).is_ours);
}

TEST(RpcFault, WhatNobodyExpectedTellsNothing) {
    const auto fault = told(std::runtime_error("at /srv/secret line 7"));
    EXPECT_EQ(line(fault), "1 builtins.Exception: something went wrong here; the server's log says more");
    EXPECT_TRUE(fault.is_ours);
    EXPECT_EQ(told(std::bad_alloc()).exception_name, "builtins.MemoryError");
}

TEST(RpcFault, TheOldFormHasTexts) {
    const auto [denied, nothing] = old_fault(told(Refusal(Refusal::Kind::denied, "")));
    EXPECT_EQ(std::get<std::string>(denied), "AccessDenied");
    EXPECT_EQ(nothing, "Access Denied");
    const auto [warning, rest] = old_fault(told(Refusal(Refusal::Kind::user, "no")));
    EXPECT_EQ(std::get<std::string>(warning), "warning -- UserError\n\nno");
    EXPECT_EQ(rest, "");
    const auto [message, trace] = old_fault(told(Refusal(Refusal::Kind::application, "bad")));
    EXPECT_EQ(std::get<std::string>(message), "bad");
    EXPECT_EQ(trace, "bad");
}

}  // namespace
}  // namespace outfield::server
