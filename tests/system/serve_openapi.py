#!/usr/bin/env python3
"""docs/openapi.yaml is what the server does: every path, and what comes back from real requests."""
import base64
import hashlib
import json
import re
import unittest
from pathlib import Path

import jsonschema
import yaml

from description import DESCRIPTION, Described
from serving import PASSWORD

FORM = Path(__file__).with_name("openapi.schema.yaml")
TUS = {"Tus-Resumable": "1.0.0"}
PIECES = {**TUS, "Content-Type": "application/offset+octet-stream"}


def digest(content):
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def metadata(**members):
    return ",".join(f"{name} {base64.b64encode(str(value).encode()).decode()}" for name, value in members.items())


class Page(Described):
    """What can be seen of it without a server."""

    def setUp(self):
        pass

    def references(self, thing):
        if isinstance(thing, dict):
            if isinstance(thing.get("$ref"), str):
                yield thing["$ref"]
            for inner in thing.values():
                yield from self.references(inner)
        elif isinstance(thing, list):
            for inner in thing:
                yield from self.references(inner)

    def test_it_has_the_form_of_openapi(self):
        form = yaml.safe_load(FORM.read_text())
        jsonschema.Draft202012Validator.check_schema(form)
        jsonschema.Draft202012Validator(form).validate(self.page)

    def test_every_reference_leads_somewhere(self):
        found = set(self.references(self.page))
        self.assertGreater(len(found), 10)
        for reference in found:
            self.resolved({"$ref": reference})

    def test_every_component_is_referred_to(self):
        found = set(self.references(self.page))
        for kind in set(self.page["components"]) - {"securitySchemes"}:
            for name in self.page["components"][kind]:
                self.assertIn(f"#/components/{kind}/{name}", found)

    def test_operations_are_told_apart(self):
        names = [operation["operationId"] for _, _, operation in self.operations()]
        self.assertEqual(len(names), len(set(names)))
        tags = {tag["name"] for tag in self.page["tags"]}
        self.assertEqual({tag for _, _, operation in self.operations() for tag in operation["tags"]}, tags)
        for _, path, _ in self.operations():
            declared = {parameter["name"] for parameter in map(self.resolved, self.page["paths"][path].get("parameters", []))}
            self.assertEqual(declared, set(re.findall(r"\{(\w+)\}", path)), path)

    def test_examples_are_what_they_are_examples_of(self):
        for _, path, operation in self.operations():
            for parameter in map(self.resolved, operation.get("parameters", []) + self.page["paths"][path].get("parameters", [])):
                if "example" in parameter:
                    self.schema(parameter["schema"]).validate(parameter["example"])
            contents = [self.resolved(one).get("content", {}) for one in operation["responses"].values()]
            for content in [self.resolved(operation.get("requestBody", {})).get("content", {}), *contents]:
                for one in content.values():
                    if "example" in one:
                        self.schema(one["schema"]).validate(one["example"])

    def test_security_is_declared(self):
        declared = set(self.page["components"]["securitySchemes"])
        for _, path, operation in self.operations():
            for one in operation.get("security", self.page["security"]):
                self.assertLessEqual(set(one), declared, path)


class Answers(Described):
    """What a server says."""

    def test_every_route_is_described_and_nothing_else(self):
        self.begin()
        listed = self.outfield_json("serve", "--routes")["routes"]
        served = {(route["method"].lower(), self.pattern(route["path"])) for route in listed}
        served = {one for one in served if one[0] != "head" or ("get", one[1]) not in served}  # what GET takes HEAD takes
        described = {(method, self.pattern(path)) for method, path, _ in self.operations()}
        described = {one for one in described if one[0] != "head" or ("get", one[1]) not in described}
        self.assertEqual(self.without_services(served), self.without_services(described))

    @staticmethod
    def pattern(path):
        return re.sub(r"\{\w*\}|\*", "{}", path)

    @staticmethod
    def without_services(routes):
        return {(method, re.sub(r"^(/xmlrpc(/2)?)/\w+$", r"\1/{}", path)) for method, path in routes}

    # Files

    def begin_with_a_document(self, store="directory", **options):
        self.begin_serving(store, **options)
        self.record = self.rpc("sale.document", "create", {"name": "Described"})
        self.path = f"/files/sale.document/{self.record}/file"

    def test_a_file_is_written(self):
        self.begin_with_a_document()
        write = lambda content, headers=None, path=self.path: self.status("writeFile", path, content, headers)
        self.assertEqual(write(b"hello", {"Content-Digest": f"sha-256=:{digest(b'hello')}:"}, self.path + "?filename=a.txt"), 201)
        _, headers, text = self.exchange("writeFile", self.path, b"hello")
        self.assertEqual(json.loads(text)["sha256"], headers["ETag"].strip('"'))
        tag = {"If-Match": headers["ETag"]}
        self.assertEqual(write(b"second", tag), 200)
        self.assertEqual(write(b"third", tag), 412)
        self.assertEqual(write(b"x", {"If-None-Match": "*"}), 412)
        self.assertEqual(write(b"x", {"Content-Digest": f"sha-256=:{digest(b'hello')}:"}), 400)
        self.assertEqual(write(b"x", {"Content-Range": "bytes 0-0/1"}), 400)
        self.assertEqual(write(b"x", {"Content-Encoding": "gzip"}), 415)
        self.assertEqual(write(b"x", path="/files/sale.document/999/file"), 404)
        self.assertEqual(write(b"x", path="/files/no.model/1/file"), 404)
        self.assertEqual(self.status("writeFile", self.path, b"x", user=None), 401)
        self.assertEqual(self.request("GET", self.path)[2], b"second")

    def test_a_file_that_is_too_large(self):
        self.begin_with_a_document(settings='largest_file = "10"')
        self.assertEqual(self.status("writeFile", self.path, b"hello, world"), 413)
        self.assertEqual(self.status("createUpload", "/uploads", b"", {**TUS, "Upload-Length": "11"}), 413)

    def test_a_file_is_read(self):
        self.begin_with_a_document()
        for operation in ("readFile", "describeFile"):
            self.assertEqual(self.status(operation, self.path), 404)
        self.exchange("writeFile", self.path + "?filename=a.txt", b"hello")
        tag = self.exchange("readFile", self.path)[1]["ETag"]
        for headers, status, content in (({}, 200, b"hello"), ({"Range": "bytes=1-2"}, 206, b"el"), ({"If-None-Match": tag}, 304, b""),
                                         ({"If-Match": '"x"'}, 412, b""), ({"Range": "bytes=9-"}, 416, None),
                                         ({"Range": "bytes=0-0,2-3"}, 200, b"hello"), ({"Authorization": "Digest x"}, 400, None)):
            got = self.exchange("readFile", self.path, None, headers)
            self.assertEqual(got[0], status, headers)
            if content is not None:
                self.assertEqual(got[2], content)
            head = self.exchange("describeFile", self.path, None, headers)
            self.assertEqual((head[0], head[2], head[1]["Content-Length"]), (status, b"", got[1]["Content-Length"]))
        self.add_user("nobody")
        for operation in ("readFile", "describeFile"):
            self.assertEqual(self.status(operation, self.path, user=None), 401)
            self.assertEqual(self.status(operation, self.path, user="nobody"), 403)
        self.assertTrue(self.exchange("readFile", self.path + "?download")[1]["Content-Disposition"].startswith("attachment"))

    def test_a_file_that_is_gone_from_its_store(self):
        self.begin_with_a_document()
        self.exchange("writeFile", self.path, b"hello")
        for file in self.files.rglob("*"):
            if file.is_file() and file.read_bytes() == b"hello":
                file.unlink()
        status, _, text = self.exchange("readFile", self.path)
        self.assertEqual((status, json.loads(text)["kind"]), (500, "corrupt"))

    def test_a_file_is_removed(self):
        self.begin_with_a_document()
        remove = lambda headers=None, **options: self.status("deleteFile", self.path, None, headers, **options)
        self.assertEqual(remove(), 404)
        _, headers, _ = self.exchange("writeFile", self.path, b"hello")
        self.assertEqual((remove({"If-Match": '"x"'}), remove(user=None), remove({"If-Match": headers["ETag"]})), (412, 401, 204))
        self.assertEqual(self.status("readFile", self.path), 404)

    def test_who_is_let_in(self):
        self.begin_with_a_document()
        key = self.outfield_json("api-key", "create", "admin", "--name", "trial", "--scope", "files")["key"]
        _, session = self.log_in()
        for headers in ({"Authorization": f"Bearer {key}"}, session, {"X-Openerp-Session-Id": session["Cookie"].split("=", 1)[1]}):
            self.assertEqual(self.status("readFile", self.path, None, headers, user=None), 404)
            self.assertIn(self.status("writeFile", self.path, b"x", headers, user=None), (200, 201))
            self.exchange("deleteFile", self.path)
        self.assertEqual(self.status("readFile", self.path, None, {"Authorization": "Bearer wrong"}, user=None), 401)
        foreign = {**session, "Origin": "https://evil.example"}
        self.assertEqual(self.status("writeFile", self.path, b"x", foreign, user=None), 403)
        self.assertEqual(self.status("deleteFile", self.path, None, foreign, user=None), 403)

    def test_a_store_sends_its_bytes_itself(self):
        self.begin_with_a_document("s3")
        self.exchange("writeFile", self.path, b"hello")
        self.assertEqual(self.status("readFile", self.path), 200)
        self.outfield("container", "set", self.bucket, "--presigned-downloads", "on")
        self.server.stop()
        self.server = self.serve()
        self.assertEqual(self.status("readFile", self.path), 307)
        self.assertEqual(self.status("webContent", f"/web/content/sale.document/{self.record}/file"), 307)
        self.assertEqual(self.status("readFile", self.path, None, {"Range": "bytes=0-0"}), 206)
        self.assertEqual(self.status("describeFile", self.path), 200)

    def test_a_store_that_does_not_answer(self):
        self.begin_with_a_document("s3")
        self.exchange("writeFile", self.path, b"hello")
        self.outfield("config", "set", "amazon", "--url", "http://127.0.0.1:9", "--moved", "--attempts", "1")
        self.server.stop()
        self.server = self.serve()
        self.assertEqual(self.status("readFile", self.path), 503)
        self.assertEqual(self.status("writeFile", self.path, b"x"), 503)

    # Uploads

    def test_an_upload(self):
        self.begin_with_a_document()
        given = {"Upload-Metadata": metadata(model="sale.document", record=self.record, field="file")}
        wanted = {**TUS, **given, "Upload-Length": "5"}
        for place, operation in (("/uploads", "uploadOptions"), ("/uploads/x", "oneUploadOptions")):
            self.assertEqual(self.status(operation, place, user=None), 204)
        create = lambda body=b"", headers=wanted, **options: self.status("createUpload", "/uploads", body, headers, **options)
        self.assertEqual(create(headers={"Upload-Length": "5"}), 412)
        self.assertEqual(create(headers={**TUS, "Upload-Length": "5"}), 400)
        self.assertEqual(create(user=None), 401)
        self.assertEqual(create(headers={**wanted, "Upload-Metadata": metadata(model="sale.document", record=99, field="file")}), 404)
        self.assertEqual(create(b"hello", {**wanted, "Content-Type": "text/plain"}), 415)
        self.assertEqual(create(b"hello, all", {**wanted, **PIECES}), 413)
        self.assertEqual(create(b"he", {**wanted, **PIECES, "Upload-Checksum": f"sha256 {digest(b'x')}"}), 460)
        self.assertEqual(create(b"hello", {**wanted, **PIECES}), 201)
        self.assertEqual(self.exchange("readFile", self.path)[2], b"hello")

    def test_an_upload_in_pieces(self):
        self.begin_with_a_document()
        self.add_user("nobody")
        self.add_user("other", "base.group_user")
        wanted = {**TUS, "Upload-Length": "5", "Upload-Metadata": metadata(model="sale.document", record=self.record, field="file")}
        self.assertEqual(self.status("createUpload", "/uploads", b"", wanted, user="nobody"), 403)
        place = self.exchange("createUpload", "/uploads", b"", wanted)[1]["Location"]
        self.assertEqual(self.exchange("describeUpload", place, None, TUS)[1]["Upload-Offset"], "0")
        wrong = f"sha256 {digest(b'other')}"
        for more, body, expected in (({"Upload-Offset": "2"}, b"llo", 409), ({}, b"hello", 400),
                                     ({"Upload-Offset": "0"}, b"hello, all", 413),
                                     ({"Upload-Offset": "0", "Tus-Resumable": "0.2.2"}, b"hello", 412),
                                     ({"Upload-Offset": "0", "Content-Type": "text/plain"}, b"hello", 415),
                                     ({"Upload-Offset": "0", "Upload-Checksum": wrong}, b"he", 460),
                                     ({"Upload-Offset": "0"}, b"he", 204)):
            self.assertEqual(self.status("continueUpload", place, body, {**PIECES, **more}), expected, more)
        for method, expected in (("PATCH", 204), ("HEAD", 200), ("PUT", 405)):
            self.assertEqual(self.status("uploadByPost", place, b"llo" if method == "PATCH" else None,
                                         {**PIECES, "Upload-Offset": "2", "X-HTTP-Method-Override": method}), expected)
        self.assertEqual(self.exchange("readFile", self.path)[2], b"hello")
        for user, status in ((None, 401), ("other", 403), ("admin", 204)):
            self.assertEqual(self.status("abandonUpload", place, None, TUS, user=user), status)
        self.assertEqual(self.status("abandonUpload", place, None, {}), 412)
        for operation in ("abandonUpload", "describeUpload"):
            self.assertEqual(self.status(operation, place, None, TUS), 404)
        self.assertEqual(self.status("continueUpload", place, b"", {**PIECES, "Upload-Offset": "0"}), 404)

    def test_an_upload_that_has_expired(self):
        self.begin_with_a_document()
        wanted = {**TUS, "Upload-Length": "5", "Upload-Metadata": metadata(model="sale.document", record=self.record, field="file")}
        place = self.exchange("createUpload", "/uploads", b"", wanted)[1]["Location"]
        self.change_catalog("UPDATE outfield_upload SET expires = 1")
        self.assertEqual(self.status("describeUpload", place, None, TUS), 410)
        self.assertEqual(self.status("continueUpload", place, b"hello", {**PIECES, "Upload-Offset": "0"}), 410)
        self.assertEqual(self.status("abandonUpload", place, None, TUS), 410)

    # OpenERP's

    def test_content(self):
        self.begin_serving()
        made = self.rpc("ir.attachment", "create", {"name": "a.txt", "datas": "aGVsbG8="})
        for operation, folder in (("webContent", "content"), ("webImage", "image")):
            for path in (f"/web/{folder}/{made}", f"/web/{folder}/{made}/a.txt", f"/web/{folder}/ir.attachment/{made}/datas",
                         f"/web/{folder}/ir.attachment/{made}/datas/b.txt", f"/web/{folder}/?id={made}&download=true"):
                status, headers, text = self.exchange(operation, path)
                self.assertEqual((status, text), (200, b"hello"), path)
            self.assertEqual(self.status(operation, f"/web/{folder}/{made}", None, {"Range": "bytes=0-1"}), 206)
            self.assertEqual(self.status(operation, f"/web/{folder}/{made}", None, {"Range": "bytes=7-"}), 416)
            self.assertEqual(self.status(operation, f"/web/{folder}/{made}", None, {"If-None-Match": headers["ETag"]}), 304)
            self.assertEqual(self.status(operation, f"/web/{folder}/{made}", None, {"If-Match": '"x"'}), 412)
            self.assertEqual(self.status(operation, f"/web/{folder}/99"), 404)
            self.assertEqual(self.status(operation, f"/web/{folder}/{made}", user=None), 404)

    def test_a_form_of_files(self):
        self.begin_serving()
        info, session = self.log_in()
        part = lambda name, value, more="": f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'
        form = {"Content-Type": "multipart/form-data; boundary=b"}
        take = lambda body, headers=session, **options: self.exchange(
            "uploadAttachment", "/web/binary/upload_attachment", body + "--b--\r\n", {**form, **headers}, **{"user": None, **options})
        token, file = part("csrf_token", info["csrf_token"]), part("ufile", "hello", '; filename="<a>.txt"')
        status, _, text = take(token + file)
        taken = json.loads(text)
        self.schema({"type": "array", "items": {"$ref": "#/components/schemas/Taken"}}).validate(taken)
        self.assertEqual((status, taken[0]["filename"], taken[0]["size"]), (200, "<a>.txt", 5))
        self.assertEqual(take(file)[0], 400)
        self.assertEqual(take(file, {})[0], 401)
        self.assertEqual(take(token + part("model", "no.model") + part("id", "1") + file)[0], 404)

    def test_calls(self):
        self.begin_serving()
        document = lambda params: json.dumps({"jsonrpc": "2.0", "method": "call", "params": params, "id": 1})
        call = lambda operation, path, params, **options: self.exchange(
            operation, path, document(params), {"Content-Type": "application/json", **options.get("headers", {})}, None)
        self.assertEqual(call("jsonrpc", "/jsonrpc", {"service": "common", "method": "version", "args": []})[0], 200)
        self.assertEqual(self.status("jsonrpc", "/jsonrpc", "{", {"Content-Type": "application/json"}, user=None), 400)
        _, session = self.log_in()
        count = {"model": "res.users", "method": "search_count", "args": [[]], "kwargs": {}}
        for operation, path, params in (("authenticate", "/web/session/authenticate", {"db": "outfield", "login": "admin", "password": PASSWORD}),
                                        ("sessionInfo", "/web/session/get_session_info", {}), ("checkSession", "/web/session/check", {}),
                                        ("callKw", "/web/dataset/call_kw/res.users/search_count", count),
                                        ("call", "/web/dataset/call/res.users", count), ("callButton", "/web/dataset/call_button/", count),
                                        ("versionInfo", "/web/webclient/version_info", {}), ("databases", "/web/database/list", {}),
                                        ("endSession", "/web/session/destroy", {})):
            status, _, text = call(operation, path, params, headers=session)
            self.assertEqual((status, "error" in json.loads(text)), (200, False), text)
        self.assertIn("error", json.loads(call("sessionInfo", "/web/session/get_session_info", {}, headers=session)[2]))
        body = b"<?xml version='1.0'?><methodCall><methodName>version</methodName><params></params></methodCall>"
        for operation, path in (("xmlrpc2", "/xmlrpc/2/common"), ("xmlrpc1", "/xmlrpc/common")):
            self.assertEqual(self.status(operation, path, body, {"Content-Type": "text/xml"}, user=None), 200)

    def test_calls_that_are_too_long_or_too_slow(self):
        self.begin_serving(settings='largest_rpc = "100k"\npatience = "1s"')
        body = b"x" * 200_000
        for operation, path, kind in (("xmlrpc2", "/xmlrpc/2/object", "text/xml"), ("xmlrpc1", "/xmlrpc/object", "text/xml"),
                                      ("jsonrpc", "/jsonrpc", "application/json"), ("callKw", "/web/dataset/call_kw/", "application/json")):
            self.assertEqual(self.status(operation, path, body, {"Content-Type": kind}, user=None), 413)
            self.assertEqual(self.status(operation, path, b"{}", {"Content-Type": kind, "Content-Encoding": "gzip"}, user=None), 415)
            slow = self.raw(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: 10\r\n\r\n{{")
            head, text = slow.split(b"\r\n\r\n", 1)
            headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
            status = int(head.split()[1])
            self.held_against(operation, self.operation(operation)[2], status, headers, text)
            self.assertEqual(status, 408)

    def test_too_many_wrong_passwords(self):
        self.begin_with_a_document()
        wrong = self.authorization("clerk", "wrong")
        given = metadata(model="sale.document", record=self.record, field="file")
        for _ in range(50):
            if self.request("GET", self.path, headers=wrong, user=None)[0] == 429:
                break
        for operation, path, body, more in (
                ("readFile", self.path, None, {}), ("describeFile", self.path, None, {}), ("writeFile", self.path, b"x", {}),
                ("deleteFile", self.path, None, {}), ("createUpload", "/uploads", b"", {**TUS, "Upload-Length": "1", "Upload-Metadata": given}),
                ("describeUpload", "/uploads/x", None, TUS), ("continueUpload", "/uploads/x", b"", {**PIECES, "Upload-Offset": "0"}),
                ("abandonUpload", "/uploads/x", None, TUS), ("webContent", "/web/content/1", None, {}), ("webImage", "/web/image/1", None, {}),
                ("uploadAttachment", "/web/binary/upload_attachment", b"--b--", {"Content-Type": "multipart/form-data; boundary=b"}),
                ("metrics", "/metrics", None, {"Via": "1.1 proxy"}), ("me", "/api/me", None, {})):
            self.assertEqual(self.status(operation, path, body, {**wrong, **more}, user=None), 429, operation)

    def test_authorizations_that_are_none(self):
        self.begin_with_a_document()
        for operation, path in (("webContent", "/web/content/1"), ("webImage", "/web/image/1"), ("readFile", self.path)):
            self.assertEqual(self.status(operation, path, None, {"Authorization": "Digest x"}, user=None), 400)

    def test_heads_that_are_not_taken_are_answered_in_words(self):
        self.begin_serving(settings='head_patience = "1s"')
        for status, head in ((400, "GET /livez HTTP/1.1\r\n\r\n"), (408, "GET /livez HTTP/1.1\r\nHo"),
                             (431, "GET /livez HTTP/1.1\r\nHost: x\r\nX: " + "a" * 20_000 + "\r\n\r\n"),
                             (501, "POST /jsonrpc HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"),
                             (417, "GET /livez HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\n\r\n")):
            answered, _, rest = self.raw(head).decode().partition("\r\n")
            self.assertEqual(answered.split()[1], str(status), rest)
            self.assertIn("\r\nContent-Type: text/plain; charset=utf-8\r\n", "\r\n" + rest)

    # Operating

    def test_operating(self):
        self.begin_serving()
        self.add_user("clerk")
        for operation, path in (("health", "/healthz"), ("life", "/livez"), ("metrics", "/metrics")):
            self.assertEqual(self.status(operation, path, user=None), 200)
        away = {"X-Forwarded-For": "203.0.113.9"}
        self.assertEqual(self.status("metrics", "/metrics", None, away, user=None), 401)
        self.assertEqual(self.status("metrics", "/metrics", None, away, user="clerk"), 403)
        self.assertEqual(self.exchange("description", "/openapi.yaml", user=None)[2], DESCRIPTION.read_bytes())

    def test_health_without_a_store(self):
        self.begin_serving()
        self.files.rename(self.directory / "away")
        self.assertEqual(self.status("health", "/healthz", user=None), 503)


if __name__ == "__main__":
    unittest.main()
