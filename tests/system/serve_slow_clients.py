#!/usr/bin/env python3
"""Clients that are slow, or send and take nothing, or are too many: what they may hold, and that others are served."""
import base64
import http.client
import json
import os
import re
import resource
import select
import socket
import time
import unittest
import xmlrpc.client

from serving import PASSWORD, Serving

FORM = "multipart/form-data; boundary=edge"


def begin_upload(trial, record, size, begun):
    """The head of a PUT and its first bytes; returns the connection."""
    connection = socket.create_connection(("127.0.0.1", trial.server.port), timeout=60)
    trial.addCleanup(connection.close)
    connection.sendall(f"PUT /files/sale.document/{record}/file HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n"
                       f"Authorization: {trial.authorization('admin')['Authorization']}\r\n\r\n".encode() + begun)
    return connection


def http_body(connection):
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    return answer.read()


class SlowClients(Serving):
    def setUp(self):
        super().setUp()
        self.begin_serving(settings='largest_file = "1MiB"\nlargest_rpc = "8MiB"')
        self.made = self.rpc("sale.document", "create", {"name": "Mine"})
        self.path = f"/files/sale.document/{self.made}/file"
        self.assertEqual(self.request("PUT", self.path, b"mine")[0], 201)

    def tearDown(self):
        self.assertIsNone(self.server.process.poll(), self.server.log())
        self.assertEqual(self.request("GET", self.path)[2], b"mine")
        super().tearDown()

    def test_slow_and_idle_clients_do_not_hold_up_the_others(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        threads = self.threads()
        authorization = self.authorization("admin")["Authorization"]
        crowd = [socket.create_connection(("127.0.0.1", self.server.port)) for _ in range(1050)]
        for connection in crowd:
            self.addCleanup(connection.close)
        for connection in crowd[:50]:
            connection.sendall(f"PUT {self.path} HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\n"
                               "Content-Length: 200000\r\n\r\nx".encode())
        slowest = 0
        for _ in range(200):
            begun = time.monotonic()
            self.assertEqual(self.request("GET", self.path)[2], b"mine")
            slowest = max(slowest, time.monotonic() - begun)
        self.assertLess(slowest, 5)
        self.assertLessEqual(self.threads(), threads + 40)  # a pool may fill up to its size; a thousand clients cost none

    def test_slow_strangers_cost_little_memory(self):
        before = self.memory()
        crowd = [socket.create_connection(("127.0.0.1", self.server.port)) for _ in range(400)]
        for connection in crowd:
            self.addCleanup(connection.close)
            connection.sendall(b"POST /xmlrpc/2/object HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n<")
        metrics = lambda: self.request("GET", "/metrics", user=None)[2].decode()
        self.wait_until(lambda: int(re.search(r"(?m)^outfield_connections (\d+)", metrics())[1]) > len(crowd), 20)
        self.assertEqual(self.request("GET", self.path)[2], b"mine")
        self.assertLess(self.memory() - before, 60 << 20)

    def slow_strangers(self, path, kind, begun, count=300):
        """Connections that have sent this beginning of a body of 2 MB; those that the server does not want are gone."""
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: 2000000\r\n\r\n".encode()
        for _ in range(count):
            connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=60)
            self.addCleanup(connection.close)
            try:
                connection.sendall(head + begun)
            except OSError:
                pass

    def test_strangers_have_no_trees_of_values(self):
        nothing, zeros = b'{"jsonrpc": "2.0", "params": {"a": [', b"0," * 900_000
        value = b"<value><int>0</int></value>"
        call = b"<?xml version='1.0'?><methodCall><methodName>execute_kw</methodName><params><param><value><array><data>"
        self.add_user("clerk", "base.group_user")
        before = self.memory()
        for path, kind, begun in (
                ("/web/webclient/version_info", "application/json", nothing + zeros),
                ("/web/session/authenticate", "application/json", nothing + zeros),
                ("/jsonrpc", "application/json", nothing + zeros), ("/web/dataset/call_kw", "application/json", nothing + zeros),
                ("/jsonrpc", "application/json", (nothing + zeros)[:64_000]), ("/xmlrpc/2/common", "text/xml", call + value * 60_000),
                ("/xmlrpc/2/object", "text/xml", call + value * 60_000),
                ("/api/login", "application/json", b'{"login": "' + b"x" * 900_000), ("/api/tasks", "application/json", b'{"kind": "' + b"x" * 900_000),
                ("/web/binary/upload_attachment", FORM, b"--edge\r\n" + b"x" * 400_000)):
            self.slow_strangers(path, kind, begun, 60)
            self.assertEqual(self.request("GET", self.path)[2], b"mine")
        self.assertLess(self.memory() - before, 150 << 20)

    def test_calls_of_strangers_wait_as_bytes(self):
        """Wrong passwords, of which a processor disproves some twenty a second; the others wait."""
        self.add_user("clerk", "base.group_user")
        zeros, before = [0] * 20_000, self.memory()
        json_head = "Host: x\r\nContent-Type: application/json\r\n"

        def whole(path, head, body):
            return f"POST {path} HTTP/1.1\r\n{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()

        crowd = []
        for number in range(100):
            login = f"nobody{number}"
            for call in (whole("/web/session/authenticate", json_head,
                               json.dumps({"params": {"db": "outfield", "login": login, "password": "x", "more": zeros}})),
                         whole("/api/login", json_head, json.dumps({"login": login, "password": "x", "more": zeros})),
                         whole("/xmlrpc/2/common", "Host: x\r\n",
                               xmlrpc.client.dumps(("outfield", login, "x", zeros[:1500]), "authenticate"))):
                crowd.append(socket.create_connection(("127.0.0.1", self.server.port), 60, ("127.0.0.2", 0)))
                self.addCleanup(crowd[-1].close)
                crowd[-1].sendall(call)
        answers = [connection.recv(100).split()[1] for connection in crowd]
        self.assertEqual(answers, 100 * [b"200", b"400", b"200"])
        self.assertLess(self.memory() - before, 120 << 20)

    def test_strangers_send_64_kib_and_users_more(self):
        long = json.dumps({"jsonrpc": "2.0", "params": {"note": "x" * 70_000}, "id": 1})
        for path in ("/web/webclient/version_info", "/web/database/list", "/web/session/authenticate", "/web/dataset/call_kw", "/jsonrpc"):
            status, _, text = self.request("POST", path, long, {"Content-Type": "application/json"}, user=None)
            self.assertEqual((status, "error" in json.loads(text)), (200, True), path)
        parameters = [["x" * 70_000]]
        for service in ("common", "object", "db"):
            proxy = xmlrpc.client.ServerProxy(f"{self.server.url}/xmlrpc/2/{service}")
            with proxy, self.assertRaises(xmlrpc.client.Fault) as caught:
                proxy.version(*parameters)
            self.assertEqual(caught.exception.faultCode, 3)
        names = [{"name": "x" * 1000} for _ in range(100)]
        self.assertEqual(len(self.rpc("sale.document", "create", names)), 100)
        sorted_members = json.dumps({"params": {"args": ["outfield", 2, PASSWORD, "sale.document", "create", [names]], "method": "execute_kw",
                                                "service": "object"}})
        status, _, text = self.request("POST", "/jsonrpc", sorted_members, {"Content-Type": "application/json"}, user=None)
        self.assertEqual(len(json.loads(text)["result"]), 100)
        self.assertEqual(self.request("POST", "/api/login", json.dumps({"login": "x" * 70_000, "password": "x"}),
                                      {"Content-Type": "application/json"}, user=None)[0], 413)
        self.assertEqual(self.request("POST", "/api/tasks", json.dumps({"kind": "x" * 70_000}),
                                      {"Content-Type": "application/json"}, user=None)[0], 401)
        self.assertEqual(self.request("POST", "/api/tasks", json.dumps({"kind": "x" * 70_000}), {"Content-Type": "application/json"})[0], 400)
        form = b'--edge\r\nContent-Disposition: form-data; name="ufile"; filename="a"\r\n\r\n' + b"x" * 100_000 + b"\r\n--edge--\r\n"
        for user, expected in ((None, 401), ("admin", 200)):
            self.assertEqual(self.request("POST", "/web/binary/upload_attachment", form, {"Content-Type": FORM}, user=user)[0], expected)

    def test_answers_that_nobody_takes_do_not_hold_up_the_others(self):
        content = os.urandom(1 << 20)
        many = [self.rpc("sale.document", "create", {"name": "Large", "file": base64.b64encode(content).decode()}) for _ in range(15)]
        call = xmlrpc.client.dumps(("outfield", 2, PASSWORD, "sale.document", "read", [many, ["file"]]), "execute_kw").encode()
        head = f"POST /xmlrpc/2/object HTTP/1.1\r\nHost: x\r\nContent-Length: {len(call)}\r\n\r\n".encode()
        readers = []
        for _ in range(max(16, 5 * os.cpu_count())):  # more than there are workers
            reader = socket.socket()
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.settimeout(120)
            reader.connect(("127.0.0.1", self.server.port))
            self.addCleanup(reader.close)
            reader.sendall(head + call)
            readers.append(reader)
        self.wait_until(lambda: all(reader.recv(1, socket.MSG_PEEK) for reader in readers), 60)
        begun = time.monotonic()
        for _ in range(20):
            self.assertEqual(self.rpc("sale.document", "search_count", [["id", "=", self.made]]), 1)
        self.assertEqual(self.request("GET", "/healthz")[0], 200)
        self.assertLess(time.monotonic() - begun, 15)  # each used to hold a worker for 30 seconds
        [records], _ = xmlrpc.client.loads(http_body(readers[0]))  # and who takes its answer late gets all of it
        self.assertEqual([base64.b64decode(one["file"]) for one in records], [content] * 15)

    def test_slow_uploads_do_not_hold_up_the_others(self):
        with self.config.open("a") as own:
            own.write("transfers = 4\n")
        self.assertEqual(self.server.stop(), 0)
        self.server = self.serve()
        size, content = 1 << 20, os.urandom(1 << 20)
        slow = []
        for number in range(12):
            record = self.rpc("sale.document", "create", {"name": f"Slow {number}"})
            slow.append([begin_upload(self, record, size, content[:300_000]), 300_000])
        made = self.rpc("sale.document", "create", {"name": "Fast"})
        path = f"/files/sale.document/{made}/file"
        self.assertEqual(self.request("PUT", path, content)[0], 201)
        self.assertEqual(self.request("GET", path)[2], content)

        def given_up():
            refused = [one for one in slow if select.select([one[0]], [], [], 0)[0]]
            for one in slow:
                if one not in refused:
                    one[0].sendall(content[one[1]:one[1] + 100])
                    one[1] += 100
            return refused
        self.wait_until(lambda: len(given_up()) >= 4, 60)
        answers = []
        for connection, sent in slow:
            if not select.select([connection], [], [], 0)[0]:
                connection.sendall(content[sent:])
            answers.append(connection.recv(1000).split()[1])
        # One may be away, and who began slowly is kept in a file.
        self.assertEqual(set(answers), {b"201", b"408"})
        self.assertGreaterEqual(answers.count(b"408"), 4)

    def test_a_quick_beginning_buys_no_slow_end(self):
        with self.config.open("a") as own:
            own.write('patience = "1s"\n')
        self.assertEqual(self.server.stop(), 0)
        self.server = self.serve()
        call = json.dumps({"params": {"service": "object", "method": "execute_kw",
                                      "args": ["outfield", 2, PASSWORD, "sale.document", "create", [{"name": "x" * 70_000}]]}})
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=60) as connection:
            connection.sendall(b"POST /jsonrpc HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                               b"Content-Length: %d\r\n\r\n" % (len(call) + 1000) + call.encode())
            for _ in range(150):
                if select.select([connection], [], [], 0.2)[0]:
                    break
                connection.sendall(b" ")
            self.assertEqual(connection.recv(100).split()[1], b"408")

    def test_one_call_cannot_take_all_descriptors(self):
        many = [{"name": "x" * 300_000} for _ in range(20)]
        call = json.dumps({"params": {"service": "object", "method": "execute_kw",
                                      "args": ["outfield", 2, PASSWORD, "sale.document", "create", [many]]}})
        before = len(os.listdir(f"/proc/{self.server.process.pid}/fd"))
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=60) as connection:
            connection.sendall(b"POST /jsonrpc HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                               b"Content-Length: %d\r\n\r\n" % len(call) + call[:-10].encode())
            time.sleep(1)
            self.assertLessEqual(len(os.listdir(f"/proc/{self.server.process.pid}/fd")), before + 10)
            connection.sendall(call[-10:].encode())
            self.assertEqual(len(json.loads(http_body(connection))["result"]), 20)

    def test_uploads_that_pause_are_not_given_up(self):
        with self.config.open("a") as own:
            own.write("transfers = 4\n")
        self.assertEqual(self.server.stop(), 0)
        self.server = self.serve()
        size, content = 1 << 20, os.urandom(1 << 20)
        pausing = []
        for number in range(8):
            record = self.rpc("sale.document", "create", {"name": f"Pausing {number}"})
            pausing.append(begin_upload(self, record, size, content[:300_000]))
        for begin in range(300_000, size, 200_000):
            time.sleep(0.5)  # five times as long as a thread waits
            for connection in pausing:
                connection.sendall(content[begin:begin + 200_000])
        self.assertEqual({connection.recv(1000).split()[1] for connection in pausing}, {b"201"})


class OneConnection(Serving):
    """What is scarce is the store's connections."""

    def test_who_begins_slowly_holds_none(self):
        self.begin_serving("s3")
        self.outfield("config", "set", "amazon", "--connections", "2", "--idle-timeout", "3")
        content = os.urandom(1 << 20)
        records = [self.rpc("sale.document", "create", {"name": f"Slow {number}"}) for number in range(4)]
        slow = []
        for record in records:
            slow.append(begin_upload(self, record, len(content), content[:100_000]))
        time.sleep(0.5)
        for connection in slow:
            connection.sendall(content[100_000:600_000])
        made = self.rpc("sale.document", "create", {"name": "Fast"})
        path = f"/files/sale.document/{made}/file"
        self.assertEqual(self.request("PUT", path, content)[0], 201)
        self.assertEqual(self.request("GET", path)[2], content)
        for connection, record in zip(slow, records):
            connection.sendall(content[600_000:])
            self.assertIn(b" 201 ", connection.recv(1000))
            self.assertEqual(self.request("GET", f"/files/sale.document/{record}/file")[2], content)


if __name__ == "__main__":
    unittest.main()
