#!/usr/bin/env python3
"""The fault proxy itself, in front of a server that sends 100,000 bytes and takes whatever comes."""
import http.client
import json
import pathlib
import socket
import socketserver
import subprocess
import threading
import time
import unittest

PROXY = pathlib.Path(__file__).with_name("proxy")
ANSWER = bytes(range(250)) * 400


class Talker(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall(ANSWER)
        self.request.shutdown(socket.SHUT_WR)
        while self.request.recv(65536):
            pass


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        pass  # cut connections are what the tests are about


class ProxyTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(("127.0.0.1", 0), Talker)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def setUp(self):
        self.proxy = subprocess.Popen([PROXY, "--until-eof", "--target", "127.0.0.1:%d" % self.server.server_address[1]],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.proxy.stdout.readline().split()[1])
        self.control = socket.create_connection(("127.0.0.1", int(self.proxy.stdout.readline().split()[1])))
        self.answers = self.control.makefile()

    def tearDown(self):
        self.control.close()
        self.answers.close()
        self.proxy.stdin.close()
        self.assertEqual(self.proxy.wait(10), 0)
        self.proxy.stdout.close()

    def tell(self, command):
        self.control.sendall(command.encode() + b"\n")
        return json.loads(self.answers.readline())

    def fetch(self, timeout=10):
        """What arrives, and how it ended: "end", "reset" or "silence"."""
        received = b""
        try:  # a refusal may come before connect() returns
            with socket.create_connection(("127.0.0.1", self.port), timeout) as connection:
                while piece := connection.recv(65536):
                    received += piece
                return received, "end"
        except ConnectionResetError:
            return received, "reset"
        except TimeoutError:
            return received, "silence"

    def test_without_faults_everything_passes(self):
        self.assertEqual(self.fetch(), (ANSWER, "end"))
        self.assertEqual(self.tell("status")["counters"]["down"], len(ANSWER))

    def test_cuts_as_an_orderly_end(self):
        self.tell("set cut_down=12345 mode=fin")
        self.assertEqual(self.fetch(), (ANSWER[:12345], "end"))
        self.assertEqual(self.tell("status")["counters"]["cuts"], 1)

    def test_cuts_as_a_reset(self):
        self.tell("set cut_down=12345 mode=rst")
        received, how = self.fetch()
        self.assertEqual(how, "reset")
        self.assertLessEqual(len(received), 12345)

    def test_cuts_as_silence(self):
        self.tell("set cut_down=777 mode=hang")
        self.assertEqual(self.fetch(timeout=0.5), (ANSWER[:777], "silence"))

    def test_cuts_so_many_times_only(self):
        self.tell("set cut_down=10 mode=fin times=2")
        self.assertEqual([len(self.fetch()[0]) for _ in range(4)], [10, 10, len(ANSWER), len(ANSWER)])

    def test_hits_every_third_connection(self):
        self.tell("set cut_down=10 mode=fin every=3")
        self.assertEqual([len(self.fetch()[0]) for _ in range(3)], [len(ANSWER), len(ANSWER), 10])

    def test_refuses_and_swallows(self):
        self.tell("set refuse=1")
        self.assertEqual(self.fetch(), (b"", "reset"))
        self.tell("clear")
        self.tell("set blackhole=1")
        self.assertEqual(self.fetch(timeout=0.3), (b"", "silence"))

    def test_slows_down(self):
        self.tell("set rate=200000 delay=10")
        started = time.monotonic()
        self.assertEqual(self.fetch(), (ANSWER, "end"))
        self.assertGreater(time.monotonic() - started, 0.5)

    def test_drops_what_is_open(self):
        self.tell("set cut_down=5 mode=hang")
        with socket.create_connection(("127.0.0.1", self.port), 10) as connection:
            self.assertEqual(connection.recv(5), ANSWER[:5])
            self.tell("reset")
            with self.assertRaises(ConnectionResetError):
                connection.recv(1)

    def test_refuses_nonsense(self):
        for command in ("set cut_sideways=1", "set mode=gently", "set delay=soon", "jump"):
            self.assertIn("error", self.tell(command))
        self.assertEqual(self.fetch(), (ANSWER, "end"))


class WebPage(socketserver.StreamRequestHandler):
    def handle(self):
        while line := self.rfile.readline():
            length = 0
            while (header := self.rfile.readline()) != b"\r\n":
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            self.rfile.read(length)
            self.server.heard.append(line.split()[0].decode())
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789")


class RequestsTest(unittest.TestCase):
    def setUp(self):
        self.server = Server(("127.0.0.1", 0), WebPage)
        self.server.heard = []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def proxy(self, *faults):
        proxy = subprocess.Popen([PROXY, "--until-eof", "--http", "--target",
                                  "127.0.0.1:%d" % self.server.server_address[1], "--set", *faults],
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(proxy.stdout.close)
        self.addCleanup(proxy.wait, 10)
        self.addCleanup(proxy.stdin.close)
        return http.client.HTTPConnection("127.0.0.1", int(proxy.stdout.readline().split()[1]), timeout=10)

    def ask(self, connection, method, target="/", body=None):
        connection.request(method, target, body)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def test_answers_in_the_servers_place(self):
        connection = self.proxy("answer=503", "code=SlowDown", "only=PUT", "after=1", "times=1")
        answers = [self.ask(connection, "PUT", body=b"x" * 100_000)[0] for _ in range(3)]
        self.assertEqual(answers, [200, 503, 200])
        self.assertEqual(self.ask(connection, "GET"), (200, b"0123456789"))
        self.assertEqual(self.server.heard, ["PUT", "PUT", "GET"])

    def test_loses_an_answer_to_what_was_done(self):
        connection = self.proxy("lose=1", "path=/only-this")
        self.assertEqual(self.ask(connection, "DELETE", "/another")[0], 200)
        with self.assertRaises((ConnectionError, http.client.RemoteDisconnected)):
            self.ask(connection, "DELETE", "/only-this")
        self.assertEqual(self.server.heard, ["DELETE", "DELETE"])

    def test_truncates_a_body(self):
        connection = self.proxy("truncate=4", "mode=fin")
        with self.assertRaises(http.client.IncompleteRead) as cut:
            self.ask(connection, "GET")
        self.assertEqual(cut.exception.partial, b"0123")


if __name__ == "__main__":
    unittest.main()
