#!/usr/bin/env python3
"""outfield serve: the server's main job, through Python's own clients."""
import base64
import hashlib
import json
import unittest
import xmlrpc.client

from serving import PASSWORD, Serving


class Story(Serving):
    def setUp(self):
        super().setUp()
        self.begin_serving()

    def test_xmlrpc_keeps_a_file_and_gives_it_back(self):
        common = xmlrpc.client.ServerProxy(self.server.url + "/xmlrpc/2/common")
        with common:
            self.assertEqual(common.version()["server_version"], "16.0")
            self.assertEqual(common.authenticate("outfield", "admin", PASSWORD, {}), 2)
            self.assertIs(common.authenticate("outfield", "admin", "wrong", {}), False)
        content = bytes(range(256)) * 40
        made = self.rpc("sale.document", "create", {"name": "Contract", "file": base64.b64encode(content).decode()})
        [read] = self.rpc("sale.document", "read", [made], ["name", "file"])
        self.assertEqual(read, {"id": made, "name": "Contract", "file": base64.b64encode(content).decode()})
        self.assertEqual(self.fetch(made), content)

    def test_a_long_value_through_rpc_does_not_take_its_size_in_memory(self):
        size = 192 << 20
        content = base64.b64encode(hashlib.sha256(b"seed").digest() * (size // 32)).decode()
        self.rpc("sale.document", "search", [])
        before = self.memory()
        made = self.rpc("sale.document", "create", {"name": "Long", "file": content})
        [read] = self.rpc("sale.document", "read", [made], ["file"])
        self.assertTrue(read["file"] == content)
        self.assertLess(self.memory() - before, 48 << 20)

    def test_a_file_is_put_read_and_removed(self):
        made = self.rpc("sale.document", "create", {"name": "Plain"})
        path = f"/files/sale.document/{made}/file"
        self.assertEqual(self.request("GET", path)[0], 404)
        status, headers, body = self.request("PUT", path + "?filename=a%20b.txt", b"hello", {"Content-Type": "text/plain"})
        self.assertEqual(status, 201, body)
        self.assertEqual(json.loads(body)["file_name"], "a b.txt")
        tag = headers["ETag"]
        self.assertEqual(tag, f'"{hashlib.sha256(b"hello").hexdigest()}"')
        status, headers, body = self.request("GET", path)
        self.assertEqual((status, body, headers["ETag"]), (200, b"hello", tag))
        self.assertEqual(self.request("GET", path, headers={"If-None-Match": tag})[0], 304)
        self.assertEqual(self.request("GET", path, headers={"Range": "bytes=1-2"})[::2], (206, b"el"))
        self.assertEqual(self.request("GET", path, headers={"Range": "bytes=9-"})[0], 416)
        self.assertEqual(self.request("HEAD", path)[::2], (200, b""))
        self.assertEqual(self.request("PUT", path, b"other", {"If-Match": '"0"'})[0], 412)
        self.assertEqual(self.request("PUT", path, b"other", {"If-None-Match": "*"})[0], 412)
        self.assertEqual(self.request("PUT", path, b"other", {"If-Match": tag})[0], 200)
        self.assertEqual(self.request("DELETE", path)[0], 204)
        self.assertEqual(self.request("GET", path)[0], 404)

    def test_a_wrong_digest_stores_nothing(self):
        made = self.rpc("sale.document", "create", {"name": "Digest"})
        path = f"/files/sale.document/{made}/file"
        digest = base64.b64encode(hashlib.sha256(b"hello").digest()).decode()
        self.assertEqual(self.request("PUT", path, b"hellO", {"Content-Digest": f"sha-256=:{digest}:"})[0], 400)
        self.assertEqual(self.request("GET", path)[0], 404)
        self.assertEqual(self.request("PUT", path, b"hello", {"Content-Digest": f"sha-256=:{digest}:"})[0], 201)

    def test_a_large_file_streams_both_ways_in_little_memory(self):
        made = self.rpc("sale.document", "create", {"name": "Large"})
        path = f"/files/sale.document/{made}/file"
        content = hashlib.sha256(b"large").digest() * (4 << 20)
        self.assertEqual(self.request("PUT", path, content)[0], 201)
        self.assertTrue(self.request("GET", path)[2] == content)
        self.assertTrue(self.request("GET", path, headers={"Range": "bytes=1000000-90000000"})[2] ==
                        content[1000000:90000001])
        self.assertLess(self.memory(), 96 << 20)

    def test_a_session_opens_and_ends(self):
        info, cookie = self.log_in()
        self.assertEqual((info["uid"], info["username"], info["db"]), (2, "admin", "outfield"))
        call = {"model": "res.users", "method": "read", "args": [[2], ["login"]], "kwargs": {}}
        document, _ = self.json_rpc("/web/dataset/call_kw", call, cookie)
        self.assertEqual(document["result"], [{"id": 2, "login": "admin"}])
        document, _ = self.json_rpc("/web/session/destroy", {}, cookie)
        self.assertNotIn("result", document)
        document, _ = self.json_rpc("/web/dataset/call_kw", call, cookie)
        self.assertEqual(document["error"]["code"], 100)

    def test_a_failed_login_sets_no_cookie(self):
        document, headers = self.json_rpc("/web/session/authenticate",
                                          {"db": "outfield", "login": "admin", "password": "wrong"})
        self.assertEqual(document["error"]["data"]["name"], "odoo.exceptions.AccessDenied")
        self.assertEqual(document["error"]["data"]["message"], "Access Denied")
        self.assertIsNone(headers["Set-Cookie"])


if __name__ == "__main__":
    unittest.main()
