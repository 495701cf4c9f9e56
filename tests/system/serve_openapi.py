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

from serving import Serving

DESCRIPTION = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
METHODS = ("get", "head", "put", "post", "patch", "delete", "options")


class Description(Serving):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = yaml.safe_load(DESCRIPTION.read_text())

    def resolved(self, thing):
        while "$ref" in thing:
            place = self.page
            for name in thing["$ref"].removeprefix("#/").split("/"):
                place = place[name]
            thing = place
        return thing

    def operations(self):
        for path, item in self.page["paths"].items():
            for method in METHODS:
                if method in item:
                    yield method, path, item[method]

    def exchange(self, operation, path, body=None, headers=None, user="admin"):
        """The answer to a real request, after it was held against the description."""
        found = {one["operationId"]: (method, one) for method, _, one in self.operations()}
        method, described = found[operation]
        status, answered, text = self.request(method.upper(), path, body, headers, user=user)
        return self.held_against(operation, described, status, answered, text)

    def held_against(self, operation, described, status, headers, text):
        self.assertIn(str(status), described["responses"], (operation, text))
        response = self.resolved(described["responses"][str(status)])
        for name, header in response.get("headers", {}).items():
            self.assertIn(name, headers, operation)
            jsonschema.validate(headers[name], header["schema"])
        content = response.get("content", {})
        if text and content and "*/*" not in content:
            self.assertIn(headers["Content-Type"], content, operation)
            if "json" in headers["Content-Type"]:
                schema = {**content[headers["Content-Type"]]["schema"], "components": self.page["components"]}
                jsonschema.validate(json.loads(text), schema)
        return status, headers, text

    # The page itself

    def test_every_reference_leads_somewhere(self):
        def references(thing):
            if isinstance(thing, dict):
                if isinstance(thing.get("$ref"), str):
                    yield thing["$ref"]
                for inner in thing.values():
                    yield from references(inner)
            elif isinstance(thing, list):
                for inner in thing:
                    yield from references(inner)
        found = set(references(self.page))
        self.assertGreater(len(found), 10)
        for reference in found:
            self.resolved({"$ref": reference})

    def test_operations_are_told_apart(self):
        names = [operation["operationId"] for _, _, operation in self.operations()]
        self.assertEqual(len(names), len(set(names)))
        tags = {tag["name"] for tag in self.page["tags"]}
        for method, path, operation in self.operations():
            self.assertIn(operation["tags"][0], tags)
            self.assertTrue(operation["responses"], (method, path))
            declared = {parameter["name"] for parameter in map(self.resolved, self.page["paths"][path].get("parameters", []))}
            self.assertEqual(declared, set(re.findall(r"\{(\w+)\}", path)), path)

    def test_every_route_is_described_and_nothing_else(self):
        self.begin()
        listed = self.outfield_json("serve", "--routes")["routes"]
        served = {(route["method"].lower(), self.pattern(route["path"])) for route in listed}
        served = {one for one in served if not one[1].startswith(("/admin", "/api"))} - {("get", "/")}  # the page's own
        served -= {("head", path) for method, path in served if method == "get"}
        described = {(method, self.pattern(path)) for method, path, _ in self.operations()}
        self.assertEqual(self.without_services(served), self.without_services(described))

    @staticmethod
    def pattern(path):
        return re.sub(r"\{\w*\}|\*", "{}", path)

    @staticmethod
    def without_services(routes):
        return {(method, re.sub(r"^(/xmlrpc(/2)?)/\w+$", r"\1/{}", path)) for method, path in routes}

    # Real requests

    def test_files(self):
        self.begin_serving()
        made = self.rpc("sale.document", "create", {"name": "Described"})
        path = f"/files/sale.document/{made}/file"
        digest = base64.b64encode(hashlib.sha256(b"hello").digest()).decode()
        statuses = lambda *requests: [self.exchange(*request)[0] for request in requests]
        self.assertEqual(statuses(("readFile", path), ("deleteFile", path)), [404, 404])
        self.assertEqual(self.exchange("writeFile", path + "?filename=a.txt", b"hello",
                                       {"Content-Digest": f"sha-256=:{digest}:"})[0], 201)
        _, headers, _ = self.exchange("writeFile", path, b"hello")
        tag = headers["ETag"]
        self.assertEqual(statuses(("readFile", path), ("readFile", path, None, {"Range": "bytes=1-2"}),
                                  ("readFile", path, None, {"If-None-Match": tag}),
                                  ("readFile", path, None, {"Range": "bytes=9-"}),
                                  ("readFile", path, None, {"If-Match": '"x"'}), ("readFile", path, None, {}, None),
                                  ("writeFile", path, b"x", {"If-None-Match": "*"}),
                                  ("writeFile", path, b"x", {"Content-Digest": f"sha-256=:{digest}:"}),
                                  ("writeFile", path, b"x", {"Content-Range": "bytes 0-0/1"}),
                                  ("writeFile", "/files/sale.document/999/file", b"x"),
                                  ("deleteFile", path, None, {"If-Match": '"x"'}),
                                  ("deleteFile", path, None, {"If-Match": tag})),
                         [200, 206, 304, 416, 412, 401, 412, 400, 400, 404, 412, 204])
        self.add_user("nobody")
        self.assertEqual(self.exchange("readFile", path, user="nobody")[0], 403)

    def test_uploads(self):
        self.begin_serving()
        made = self.rpc("sale.document", "create", {"name": "Described"})
        given = ",".join(f"{name} {base64.b64encode(str(value).encode()).decode()}" for name, value in
                         (("model", "sale.document"), ("record", made), ("field", "file")))
        tus = {"Tus-Resumable": "1.0.0"}
        pieces = {**tus, "Content-Type": "application/offset+octet-stream"}
        wrong = "sha256 " + base64.b64encode(b"\0" * 32).decode()
        self.assertEqual(self.exchange("uploadOptions", "/uploads")[0], 204)
        self.assertEqual(self.exchange("createUpload", "/uploads", b"", {"Upload-Length": "5"})[0], 412)
        self.assertEqual(self.exchange("createUpload", "/uploads", b"", {**tus, "Upload-Length": "5"})[0], 400)
        wanted = {**tus, "Upload-Length": "5", "Upload-Metadata": given}
        status, headers, _ = self.exchange("createUpload", "/uploads", b"", wanted)
        place = headers["Location"]
        self.assertEqual(status, 201)
        self.assertEqual(self.exchange("describeUpload", place, None, tus)[1]["Upload-Offset"], "0")
        for more, body, expected in (({"Upload-Offset": "2"}, b"llo", 409), ({}, b"hello", 400),
                                     ({"Upload-Offset": "0"}, b"hello, all", 413),
                                     ({"Upload-Offset": "0", "Content-Type": "text/plain"}, b"hello", 415),
                                     ({"Upload-Offset": "0", "Upload-Checksum": wrong}, b"he", 460),
                                     ({"Upload-Offset": "0"}, b"he", 204), ({"Upload-Offset": "2"}, b"llo", 204)):
            self.assertEqual(self.exchange("continueUpload", place, body, {**pieces, **more})[0], expected, more)
        self.assertEqual(self.exchange("readFile", f"/files/sale.document/{made}/file")[2], b"hello")
        self.assertEqual(self.exchange("abandonUpload", place, None, tus)[0], 204)
        self.assertEqual(self.exchange("abandonUpload", place, None, tus)[0], 404)
        self.assertEqual(self.exchange("describeUpload", place, None, tus)[0], 404)

    def test_the_rest(self):
        self.begin_serving()
        made = self.rpc("ir.attachment", "create", {"name": "a.txt", "datas": "aGVsbG8="})
        self.assertEqual(self.exchange("webContent", f"/web/content/{made}")[2], b"hello")
        self.assertEqual(self.exchange("webImage", f"/web/image/{made}")[2], b"hello")
        self.assertEqual(self.exchange("webContent", "/web/content/99")[0], 404)
        self.assertEqual(self.exchange("health", "/healthz", user=None)[0], 200)
        self.assertEqual(self.exchange("life", "/livez", user=None)[0], 200)
        self.assertEqual(self.exchange("metrics", "/metrics")[0], 200)
        self.assertEqual(self.exchange("description", "/openapi.yaml", user=None)[2], DESCRIPTION.read_bytes())
        body = json.dumps({"jsonrpc": "2.0", "params": {"service": "common", "method": "version", "args": []}, "id": 1})
        self.assertEqual(self.exchange("jsonrpc", "/jsonrpc", body, {"Content-Type": "application/json"}, None)[0], 200)
        self.assertEqual(self.exchange("jsonrpc", "/jsonrpc", "{", {"Content-Type": "application/json"}, None)[0], 400)


if __name__ == "__main__":
    unittest.main()
