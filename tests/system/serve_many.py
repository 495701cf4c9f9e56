#!/usr/bin/env python3
"""Stopping, TLS, and several servers on one catalog."""
import hashlib
import http.client
import re
import signal
import socket
import ssl
import subprocess
import threading
import time
import unittest
from pathlib import Path
from types import SimpleNamespace

from serving import PASSWORD, Serving
from trial import UNAVAILABLE, USAGE


class Many(Serving):
    def half_a_put(self, path, content, server=None):
        """A connection that has sent the head and half of the body."""
        server = server or self.server
        connection = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        self.addCleanup(connection.close)
        head = "".join(f"{name}: {value}\r\n" for name, value in
                       {"Host": "x", **self.authorization("admin"), "Content-Length": str(len(content))}.items())
        connection.sendall(f"PUT {path} HTTP/1.1\r\n{head}\r\n".encode() + content[:len(content) // 2])
        time.sleep(0.5)
        return connection

    def test_a_request_under_way_is_ended_before_the_server_is(self):
        self.begin_serving()
        made = self.rpc("sale.document", "create", {"name": "Slow"})
        content = hashlib.sha256(b"slow").digest() * 40_000
        connection = self.half_a_put(f"/files/sale.document/{made}/file", content)
        self.server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.1", self.server.port), timeout=5)
        connection.sendall(content[len(content) // 2:])
        self.assertTrue(connection.recv(65536).startswith(b"HTTP/1.1 201 "))
        self.assertEqual(self.server.process.wait(30), 0)
        self.assertTrue(self.fetch(made) == content)

    def test_after_its_grace_a_request_is_cut_and_nothing_of_it_stays(self):
        self.begin_serving(settings='grace = "1s"')
        made = self.rpc("sale.document", "create", {"name": "Cut"})
        self.half_a_put(f"/files/sale.document/{made}/file", b"x" * 2_000_000)
        self.assertEqual(self.server.stop(timeout=20), 0)
        self.assertEqual(self.nothing_left_over("local/sales"), [])

    def test_killed_in_an_upload_nothing_acknowledged_is_lost(self):
        self.begin_serving()
        first, second = (self.rpc("sale.document", "create", {"name": name}) for name in ("first", "second"))
        self.assertEqual(self.request("PUT", f"/files/sale.document/{first}/file", b"acknowledged")[0], 201)
        self.half_a_put(f"/files/sale.document/{second}/file", b"x" * 8_000_000)
        self.server.stop(signal.SIGKILL)
        self.server = self.serve()
        self.assertEqual(self.request("GET", f"/files/sale.document/{first}/file")[2], b"acknowledged")
        self.assertEqual(self.request("GET", f"/files/sale.document/{second}/file")[0], 404)

    def test_two_servers_are_one(self):
        self.begin_serving()
        other = self.serve()
        made = self.rpc("sale.document", "create", {"name": "Shared"})
        self.assertEqual(self.request("PUT", f"/files/sale.document/{made}/file", b"shared")[0], 201)
        self.assertEqual(self.request("GET", f"/files/sale.document/{made}/file", server=other)[2], b"shared")
        _, cookie = self.log_in()
        path = f"/files/sale.document/{made}/file"
        self.assertEqual(self.request("GET", path, headers=cookie, user=None, server=other)[0], 200)
        self.json_rpc("/web/session/destroy", {}, cookie)
        self.wait_until(lambda: self.request("GET", path, headers=cookie, user=None, server=other)[0] == 401, 10)
        self.server.stop(signal.SIGKILL)
        self.assertEqual(self.rpc("sale.document", "read", [made], ["name"], server=other),
                         [{"id": made, "name": "Shared"}])

    def proxy_before(self, first, second):
        """nginx as docs/server.md has it; the second server is asked where the first does not answer."""
        documentation = Path(__file__).parents[2] / "docs" / "server.md"
        [location] = re.findall(r"```nginx\n(location.*?)```", documentation.read_text(), re.DOTALL)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        own = self.directory / "nginx"
        own.mkdir()
        kept = "".join(f"{kind}_temp_path {own}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (own / "nginx.conf").write_text(
            f"daemon off; pid {own}/pid; error_log {own}/errors; events {{}} http {{ access_log off; {kept}"
            f"upstream erp {{ server 127.0.0.1:{first.port} fail_timeout=60; server 127.0.0.1:{second.port} backup; }}"
            f"server {{ listen 127.0.0.1:{port}; {location.replace('127.0.0.1:8069', 'erp')} }} }}")
        nginx = subprocess.Popen(["/usr/sbin/nginx", "-c", own / "nginx.conf", "-e", own / "errors"])
        self.addCleanup(nginx.wait)
        self.addCleanup(nginx.terminate)
        proxy = SimpleNamespace(port=port, url=f"http://127.0.0.1:{port}")
        self.wait_until(lambda: self.answers(proxy), 10)
        return proxy

    def answers(self, server):
        try:
            return self.request("GET", "/livez", user=None, server=server)[0] == 200
        except OSError:
            return False

    def test_behind_one_address_the_end_of_a_server_is_not_seen(self):
        self.begin_serving(settings='trusted_proxy = "127.0.0.1"')
        proxy = self.proxy_before(self.server, self.serve())
        first, second = (self.rpc("sale.document", "create", {"name": name}, server=proxy) for name in ("first", "second"))
        self.assertEqual(self.request("PUT", f"/files/sale.document/{first}/file", b"acknowledged", server=proxy)[0], 201)
        _, cookie = self.log_in()
        self.half_a_put(f"/files/sale.document/{second}/file", b"x" * 8_000_000, server=proxy)
        self.server.stop(signal.SIGKILL)
        path = f"/files/sale.document/{first}/file"
        self.assertEqual(self.request("GET", path, headers=cookie, user=None, server=proxy)[2], b"acknowledged")
        self.assertEqual(self.request("GET", f"/files/sale.document/{second}/file", server=proxy)[0], 404)
        self.assertEqual(self.request("PUT", f"/files/sale.document/{second}/file", b"again", server=proxy)[0], 201)

    def certificate(self, name):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-keyout", self.directory / f"{name}.key", "-out", self.directory / f"{name}.pem", "-days", "2",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"],
                       check=True, capture_output=True)

    def test_tls(self):
        self.certificate("own")
        self.certificate("other")
        self.begin_serving(settings='certificate = "own.pem"\ncertificate_key = "own.key"')
        context = ssl.create_default_context(cafile=self.directory / "own.pem")
        content = hashlib.sha256(b"tls").digest() * 300_000
        connection = http.client.HTTPSConnection("127.0.0.1", self.server.port, context=context, timeout=60)
        self.addCleanup(connection.close)

        def talk(method, path, body=None):
            connection.request(method, path, body=body, headers=self.authorization("admin"))
            answer = connection.getresponse()
            return answer.status, answer.read()

        made = int(self.outfield_json("record", "create", "sale.document", "name=tls")["id"])
        self.assertEqual(talk("PUT", f"/files/sale.document/{made}/file", content)[0], 201)
        self.assertTrue(talk("GET", f"/files/sale.document/{made}/file")[1] == content)
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
        old.maximum_version = ssl.TLSVersion.TLSv1_1
        with self.assertRaises(OSError), socket.create_connection(("127.0.0.1", self.server.port)) as plain:
            old.wrap_socket(plain)
        self.config.write_text(self.config.read_text().replace("own.key", "other.key"))
        self.refused(USAGE, "serve", "--check-config", says="key values mismatch")

    def test_mistakes_in_the_table_server(self):
        self.begin()
        text = self.config.read_text()
        for line, words in (('listn = "127.0.0.1:1"', "did you mean 'listen'"), ('listen = "here"', "127.0.0.1:8069"),
                            ("transfers = 0", "from 1 to 1024"), ('idle = "soon"', "idle")):
            self.config.write_text(f"{text}\n[server]\n{line}\n")
            where = f"{self.config}:{text.count(chr(10)) + 3}:"
            self.refused(USAGE, "serve", "--check-config", says=[where, words])

    def test_a_port_that_is_taken(self):
        self.begin()
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            self.refused(UNAVAILABLE, "serve", "--listen", f"127.0.0.1:{taken.getsockname()[1]}", says="cannot listen on")


if __name__ == "__main__":
    unittest.main()
