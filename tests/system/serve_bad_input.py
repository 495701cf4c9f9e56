#!/usr/bin/env python3
"""What a hostile client sends, and the exact answer; afterwards the server serves on and nothing half done is stored."""
import gzip
import json
import unittest
import xmlrpc.client

from serving import PASSWORD, Serving

SECRET = "of-a-kind-that-nobody-sees"


class BadInput(Serving):
    def setUp(self):
        super().setUp()
        self.begin_serving(settings='head_patience = "1s"\nlargest_file = "1MiB"\nlargest_rpc = "8MiB"')
        self.addCleanup(self.serves_on)

    def serves_on(self):
        self.assertIsNone(self.server.process.poll(), self.server.log())
        self.assertEqual(self.rpc("res.users", "read", [2], ["login"]), [{"id": 2, "login": "admin"}])

    def xml(self, body):
        status, _, text = self.request("POST", "/xmlrpc/2/object", body, {"Content-Type": "text/xml"}, user=None)
        self.assertEqual(status, 200)
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            xmlrpc.client.loads(text)
        return caught.exception

    def test_xml(self):
        laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><methodCall><methodName>&b;</methodName></methodCall>'
        outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><methodCall><methodName>&a;</methodName></methodCall>'
        deep = "<methodCall><methodName>a</methodName><params><param>" + "<value><array><data>" * 200_000
        for body in (laughs, outside, deep, "<methodCall>", "not xml", "<methodCall><methodName>a</methodCall>", b"\xff\xfe<",
                     "<methodCall><methodName>" + "a" * 7_000_000, "<a>" * 2_000_000):
            fault = self.xml(body)
            self.assertEqual(fault.faultCode, 1, body[:60])
            self.assertNotIn("root:", fault.faultString)
        # 64 KiB have come, nothing is wrong yet, and nobody is known to have sent them.
        for body in ("<" + "a" * 7_000_000, "<methodCall " + "a='b' " * 1_000_000, "<!--" + " " * 7_000_000):
            self.assertEqual(self.xml(body).faultCode, 3, body[:60])

    def test_json(self):
        for body in ("[" * 100_000, "{", "1", "[]", '{"id": 1e999}', '{"params": 3}', b"\xff"):
            status, _, _ = self.request("POST", "/jsonrpc", body, {"Content-Type": "application/json"}, user=None)
            self.assertEqual(status, 400, body[:40])
        self.assertEqual(self.request("POST", "/jsonrpc", "{}", {"Content-Type": "text/plain"}, user=None)[0], 400)

    def test_requests_that_can_be_understood_in_two_ways(self):
        get = "GET /livez HTTP/1.1\r\n"
        post = "POST /jsonrpc HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        for status, text in (
                (400, get + "\r\n"),
                (400, get + "Host: x\r\nHost: y\r\n\r\n"),
                (400, post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
                (400, post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                (400, post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
                (501, post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                (400, post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n"),
                (400, post + "Content-Length: -1\r\n\r\n"),
                (400, "GET  HTTP/1.1\r\nHost: x\r\n\r\n"),
                (400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                (431, get + "Host: x\r\nX: " + "a" * 20_000 + "\r\n\r\n")):
            answer = self.raw(text)
            self.assertIn(answer[:12], (f"HTTP/1.1 {status}".encode(), f"HTTP/1.0 {status}".encode()), (text[:120], answer))

    def test_a_slow_head_is_cut_off(self):
        self.assertTrue(self.raw("GET / HTTP/1.1\r\nHo").startswith(b"HTTP/1.1 408 "))

    def test_bodies(self):
        made = self.rpc("sale.document", "create", {"name": "Bodies"})
        path = f"/files/sale.document/{made}/file"
        self.assertEqual(self.request("PUT", path, b"x" * (2 << 20))[0], 413)
        self.assertEqual(self.request("PUT", path, gzip.compress(b"x"), {"Content-Encoding": "gzip"})[0], 415)
        self.assertEqual(self.request("PUT", path, b"x", {"Content-Range": "bytes 0-0/2"})[0], 400)
        authorization = self.authorization("admin")["Authorization"]
        short = f"PUT {path} HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\nContent-Length: 900000\r\n\r\nshort"
        import socket
        with socket.create_connection(("127.0.0.1", self.server.port)) as connection:
            connection.sendall(short.encode())
            connection.shutdown(socket.SHUT_WR)
            self.assertTrue(connection.recv(4096).startswith(b"HTTP/1.1 400 "))
        self.assertEqual(self.request("GET", path)[0], 404)
        self.assertEqual(self.nothing_left_over("local/sales"), [])

    def test_paths_and_methods(self):
        for path in ("/files/sale.document/1/%00", "/files/sale.document/1/%zz"):
            self.assertEqual(self.request("GET", path)[0], 400)
        for path in ("/files/../../etc/passwd", "/files/%2e%2e/1/file", "/files/sale.document/99999999999999999999/file",
                     "/files/sale.document/-1/file", "/web/content/../x", "/nothing"):
            self.assertEqual(self.request("GET", path)[0], 404, path)
        for method in ("TRACE", "BREW", "POST"):
            self.assertEqual(self.request(method, "/files/sale.document/1/file")[0], 405)

    def test_file_names_cannot_break_out(self):
        made = self.rpc("sale.document", "create", {"name": "Names"})
        path = f"/files/sale.document/{made}/file"
        self.request("PUT", path + "?filename=..%2F..%2Fa%0D%0ASet-Cookie:%20x%22.html", b"<script>alert(1)</script>",
                     {"Content-Type": "text/html"})
        _, headers, _ = self.request("GET", path)
        self.assertIsNone(headers["Set-Cookie"])
        self.assertTrue(headers["Content-Disposition"].startswith("attachment; "))
        self.assertNotIn("/", headers["Content-Disposition"].split("filename*")[0])
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")

    def test_nobody_gets_in_without_a_right(self):
        made = self.rpc("sale.document", "create", {"name": "Rights"})
        path = f"/files/sale.document/{made}/file"
        self.request("PUT", path, b"mine")
        self.assertEqual(self.request("GET", path, user=None)[0], 401)
        self.assertEqual(self.request("GET", f"/web/content/sale.document/{made}/file", user=None)[0], 404)
        self.add_user("nobody")
        self.assertEqual(self.request("GET", path, user="nobody")[0], 403)
        self.assertEqual(self.request("DELETE", path, user="nobody")[0], 403)
        _, cookie = self.log_in()
        self.assertEqual(self.request("DELETE", path, headers={**cookie, "Sec-Fetch-Site": "cross-site"}, user=None)[0], 403)
        self.assertEqual(self.request("DELETE", path, headers={**cookie, "Origin": "http://evil.example"}, user=None)[0], 403)
        self.assertEqual(self.request("GET", path)[2], b"mine")

    def test_a_cookie_that_the_client_chose_is_not_adopted(self):
        chosen = {"Cookie": "session_id=" + "a" * 64}
        document, headers = self.json_rpc("/web/session/authenticate",
                                          {"db": "outfield", "login": "admin", "password": PASSWORD}, chosen)
        self.assertIn("result", document)
        self.assertNotIn("a" * 64, headers["Set-Cookie"])
        document, _ = self.json_rpc("/web/session/get_session_info", {}, chosen)
        self.assertEqual(document["error"]["code"], 100)

    def test_private_methods_and_injection(self):
        self.fault(4, "Private methods (such as _search) cannot be called remotely.", "res.partner", "_search", [])
        self.fault(1, "has no attribute", "res.partner", "drop_table")
        evil = "name; DROP TABLE res_partner--"
        self.fault(2, "doesn't exist", evil, "read", [1])
        self.fault(1, "Invalid field", "res.partner", "search", [[evil, "=", 1]])
        self.fault(1, "Invalid leaf", "res.partner", "search", [["name", evil, 1]])
        for order in (evil, "name desc, (select 1)"):
            self.fault(1, "Invalid order", "res.partner", "search", [], order=order)
        self.fault(1, "Invalid field", "res.partner", "read_group", [], ["id"], [evil])
        self.assertEqual(self.rpc("res.partner", "search", [["name", "=", "' OR 1=1 --"]]), [])
        self.assertGreater(self.rpc("res.partner", "search_count", []), 0)

    def test_secrets_are_in_no_answer(self):
        self.rpc("external.storage.configuration", "create",
                 {"name": "cloud", "kind": "s3", "url": "http://127.0.0.1:1", "access_key_id": "id",
                  "secret_access_key": SECRET})
        [read] = self.rpc("external.storage.configuration", "search_read", [["name", "=", "cloud"]])
        self.assertIs(read["secret_access_key_is_set"], True)
        self.assertNotIn(SECRET, json.dumps(read))
        self.assertNotIn(SECRET, self.server.log())
        self.add_user("clerk", "base.group_user")
        clerk = self.rpc("res.users", "search", [["login", "=", "clerk"]])[0]
        self.fault(4, "external.storage.configuration", "external.storage.configuration", "search", [], user=clerk)

    def test_guesses_are_limited(self):
        for _ in range(12):
            status, headers, body = self.request("GET", "/files/sale.document/1/file",
                                                 headers=self.authorization("ghost", "guess"), user=None)
        self.assertEqual(status, 429, body)
        self.assertTrue(1 <= int(headers["Retry-After"]) <= 300, headers["Retry-After"])
        self.assertIn(b"too many", body.lower())


if __name__ == "__main__":
    unittest.main()
