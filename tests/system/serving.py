"""A trial whose catalog is served: `outfield serve` on a free port of loopback, and the clients that talk to it."""
import http.client
import json
import os
import queue
import signal
import socket
import threading
import xmlrpc.client

from trial import Trial

PASSWORD = "correct horse battery"


class Server:
    """One `outfield serve`, from its first line to its end."""

    def __init__(self, trial, *options, **process):
        self.trial = trial
        self.process = trial.start("--json", "serve", "--listen", "127.0.0.1:0", *options, **process)
        self.errors = []
        self.lines = queue.Queue()
        for stream, take in ((self.process.stdout, self.lines.put), (self.process.stderr, self.errors.append)):
            threading.Thread(target=self._read, args=(stream, take), daemon=True).start()
        self.port = json.loads(self._first_line())["port"]
        self.url = f"http://127.0.0.1:{self.port}"

    @staticmethod
    def _read(stream, take):
        for line in stream:
            take(line.decode(errors="replace"))
        take("")

    def _first_line(self):
        line = self.lines.get(timeout=60)
        if not line:
            raise AssertionError(f"outfield serve ended: {''.join(self.errors)}")
        return line

    def stop(self, how=signal.SIGTERM, timeout=60):
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(timeout)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except OSError:
                pass
        return code

    def log(self):
        return "".join(self.errors)


class Serving(Trial):
    """begin_serving() makes a catalog with module sale, the user admin with PASSWORD, and self.server."""

    GRANTS = """
[models."sale.document".rights]
"base.group_user" = ["read", "write", "create", "unlink"]
"""

    def begin_serving(self, store="directory", settings=""):
        getattr(self, {"directory": "begin_with_directory", "s3": "begin_with_s3", "database": "begin"}[store])()
        manifest = self.directory / "sale.toml"
        manifest.write_text(manifest.read_text() + self.GRANTS)
        self.outfield("module", "install", manifest)
        self.set_password("admin")
        if settings:
            with open(self.config, "a") as own:
                own.write(f"\n[server]\n{settings}\n")
        self.server = self.serve()

    def serve(self, *options, **process):
        server = Server(self, *options, **process)
        self.addCleanup(server.stop, signal.SIGKILL)
        return server

    def set_password(self, login, password=PASSWORD):
        secret = self.directory / "password"
        secret.write_text(password)
        self.outfield("user", "password", login, "--password-file", secret)

    def add_user(self, login, *groups):
        options = [option for group in groups for option in ("--group", group)]
        secret = self.directory / "password"
        secret.write_text(PASSWORD)
        self.outfield("user", "add", login, "--name", login.title(), *options, "--password-file", secret)

    # Talking

    def request(self, method, path, body=None, headers=None, user="admin", server=None):
        """(status, headers, body) of one request; with user=None without credentials."""
        connection = http.client.HTTPConnection("127.0.0.1", (server or self.server).port, timeout=60)
        try:
            connection.request(method, path, body=body, headers={**self.authorization(user), **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    @staticmethod
    def authorization(user, password=PASSWORD):
        if user is None:
            return {}
        import base64
        return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}

    def raw(self, text, server=None, until_closed=True):
        """What comes back for these very bytes."""
        with socket.create_connection(("127.0.0.1", (server or self.server).port), timeout=30) as connection:
            connection.sendall(text if isinstance(text, bytes) else text.encode())
            answer = b""
            while True:
                try:
                    piece = connection.recv(65536)
                except ConnectionResetError:
                    break
                if not piece:
                    break
                answer += piece
                if not until_closed and b"\r\n\r\n" in answer:
                    break
            return answer

    def json_rpc(self, path, params, headers=None, server=None, user=None):
        """(document, headers) of a JSON-RPC call."""
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params, "id": 7})
        status, answered, text = self.request("POST", path, body, {"Content-Type": "application/json", **(headers or {})},
                                              user=user, server=server)
        self.assertEqual(status, 200, text)
        return json.loads(text), answered

    def log_in(self, login="admin", password=PASSWORD, server=None):
        """(session info, headers that carry the session)."""
        document, headers = self.json_rpc("/web/session/authenticate",
                                          {"db": "outfield", "login": login, "password": password}, server=server)
        self.assertIn("result", document, document)
        return document["result"], {"Cookie": headers["Set-Cookie"].split(";")[0]}

    def rpc(self, model, method, *args, user=None, password=PASSWORD, server=None, **kwargs):
        """execute_kw of Python's own XML-RPC client."""
        proxy = xmlrpc.client.ServerProxy((server or self.server).url + "/xmlrpc/2/object", allow_none=True)
        with proxy:
            return proxy.execute_kw("outfield", user or 2, password, model, method, args, kwargs)

    def fault(self, code, words, model, method, *args, **kwargs):
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            self.rpc(model, method, *args, **kwargs)
        self.assertEqual(caught.exception.faultCode, code, caught.exception)
        self.assertIn(words, caught.exception.faultString)

    def memory(self, server=None):
        """Peak resident memory in bytes."""
        with open(f"/proc/{(server or self.server).process.pid}/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))

    def threads(self, server=None):
        return len(os.listdir(f"/proc/{(server or self.server).process.pid}/task"))
