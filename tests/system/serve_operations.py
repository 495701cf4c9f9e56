#!/usr/bin/env python3
"""Operating the server: health, metrics, logs, jobs, proxies."""
import base64
import contextlib
import json
import re
import resource
import signal
import sqlite3
import time
import unittest
from datetime import datetime
from pathlib import Path

from serving import PASSWORD, Serving
from trial import CORRUPT, DENIED, NOT_FOUND, OK, USAGE

PAGE = Path(__file__).resolve().parents[2] / "docs" / "server.md"
SAMPLE = re.compile(r'([a-z_]+)(?:\{(.*)\})? (-?[0-9.e+-]+|\+Inf|NaN)$')


class Operations(Serving):
    def samples(self, server=None):
        """{(name, labels): value} of /metrics; every line must be one that Prometheus reads."""
        status, headers, text = self.request("GET", "/metrics", server=server)
        self.assertEqual((status, headers["Content-Type"]), (200, "text/plain; version=0.0.4; charset=utf-8"))
        samples = {}
        for line in text.decode().splitlines():
            if line.startswith("#"):
                self.assertRegex(line, "^# (HELP|TYPE) outfield_[a-z_]+ ")
                continue
            matched = SAMPLE.match(line)
            self.assertTrue(matched, line)
            labels = dict(re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', matched[2] or ""))
            samples[matched[1], tuple(sorted(labels.items()))] = float(matched[3])
        return samples

    @staticmethod
    def sample(samples, name, **labels):
        return samples.get((name, tuple(sorted(labels.items()))), 0)

    def events(self, server=None):
        """What was logged until the server ended, as it stands on standard error."""
        server = server or self.server
        self.assertEqual(server.stop(), 0)
        return [json.loads(line) for line in server.log().splitlines()]

    def logged(self, event, **members):
        """The events of that name with these members, so far."""
        events = [json.loads(line) for line in self.server.log().splitlines()]
        return [one for one in events if one["event"] == event and members.items() <= one.items()]

    def put(self, record, content, **options):
        return self.request("PUT", f"/files/sale.document/{record}/file", content, **options)

    def make_old(self):
        """The stored values, so that a scrub looks at them."""
        self.change_catalog("UPDATE outfield_blob SET created = 1, verified = 1")

    # Metrics

    def test_requests_and_store_operations_are_counted(self):
        self.begin_serving()
        made = self.rpc("sale.document", "create", {"name": "Counted"})
        before = self.samples()
        self.assertEqual(self.put(made, b"x" * 1000)[0], 201)
        self.assertEqual(self.request("GET", "/nothing/here")[0], 404)
        last = lambda samples: self.sample(samples, "outfield_requests_total", route="none", method="GET", status="4xx")
        self.wait_until(lambda: last(self.samples()) > last(before))  # a request is counted once its answer is sent
        after = self.samples()
        grown = lambda name, **labels: self.sample(after, name, **labels) - self.sample(before, name, **labels)
        route = "/files/{}/{}/{}"
        self.assertEqual(grown("outfield_requests_total", route=route, method="PUT", status="2xx"), 1)
        self.assertEqual(grown("outfield_request_seconds_count", route=route, method="PUT"), 1)
        self.assertEqual(grown("outfield_requests_total", route="none", method="GET", status="4xx"), 1)
        self.assertEqual(grown("outfield_store_operations_total", configuration="local", operation="put",
                               outcome="ok"), 2, "the value, and the container's marker before it")
        self.assertEqual(grown("outfield_store_operation_seconds_count", configuration="local", operation="put"), 2)
        self.assertGreaterEqual(grown("outfield_store_bytes_total", configuration="local", direction="in"), 1000)
        self.assertEqual(grown("outfield_body_bytes_total", direction="in"), 1000)
        self.assertGreaterEqual(self.sample(after, "outfield_connections"), 1)
        self.assertEqual(self.sample(after, "outfield_catalog_up"), 1)

    def test_the_page_lists_every_metric(self):
        self.begin_serving(settings='collect_every = "1s"')
        self.put(self.rpc("sale.document", "create", {"name": "Listed"}), b"x")
        self.request("GET", "/files/sale.document/1/file", user="nobody")
        self.wait_until(lambda: self.logged("job", job="collect"), 30)
        names = {re.sub("_(bucket|sum|count)$", "", name) for name, _ in self.samples()}
        listed = set(re.findall(r"^\| `(outfield_\w+)", PAGE.read_text(), re.M))
        self.assertEqual(names - listed, set())
        self.assertEqual(listed - names, {"outfield_store_breaker_open"})

    def test_metrics_are_for_administrators_and_this_machine(self):
        self.begin_serving(settings='trusted_proxy = "127.0.0.1"')
        self.add_user("clerk")
        away = {"X-Forwarded-For": "203.0.113.9"}
        self.assertEqual(self.request("GET", "/metrics", user=None)[0], 200)
        self.assertEqual(self.request("GET", "/metrics", user=None, headers=away)[0], 401)
        self.assertEqual(self.request("GET", "/metrics", user="clerk", headers=away)[0], 403)
        self.assertEqual(self.request("GET", "/metrics", user="admin", headers=away)[0], 200)

    def test_a_proxy_that_nobody_trusts_speaks_for_strangers(self):
        self.begin_serving()
        self.assertEqual(self.request("GET", "/metrics", user=None, headers={"X-Forwarded-For": "127.0.0.1"})[0], 401)

    def test_metrics_can_be_public(self):
        self.begin_serving(settings='metrics = "public"')
        self.assertEqual(self.request("GET", "/metrics", user=None, headers={"Via": "1.1 proxy"})[0], 200)

    # Health

    def test_health_comes_back_with_its_store(self):
        self.begin_serving()
        away = self.directory / "away"
        self.files.rename(away)
        status, _, text = self.request("GET", "/healthz", user=None)
        self.assertEqual(status, 503)
        self.assertEqual(json.loads(text), {"status": "unavailable", "catalog": "ok", "stores": {"local": "unavailable"},
                                            "reason": "the storage configuration 'local' does not answer: unavailable"})
        self.assertEqual(self.request("GET", "/livez", user=None)[::2], (200, b'{"status":"ok"}\n'))
        away.rename(self.files)
        self.wait_until(lambda: self.request("GET", "/healthz", user=None)[0] == 200, 40)
        self.assertEqual(json.loads(self.request("GET", "/healthz", user=None)[2]),
                         {"status": "ok", "catalog": "ok", "stores": {"local": "ok"}})
        words = [event["words"] for event in self.events() if event["event"] == "health"]
        self.assertIn(str(self.files), words[0])
        self.assertEqual(words[-1], "all is well again")

    def test_health_follows_an_s3_server(self):
        self.begin_serving("s3")
        self.assertEqual(self.request("GET", "/healthz", user=None)[0], 200)
        self.outfield("config", "set", "amazon", "--url", "http://127.0.0.1:9", "--moved")
        self.wait_until(lambda: self.request("GET", "/healthz", user=None)[0] == 503, 60)
        text = self.request("GET", "/healthz", user=None)[2].decode()
        self.assertIn("'amazon'", text)
        self.assertNotIn("127.0.0.1", text)

    # Logs

    def test_the_log_is_json_and_has_no_secrets(self):
        self.begin_serving(settings='log_level = "debug"')
        self.log_in()
        made = self.rpc("sale.document", "create", {"name": "Logged"})
        path = f"/files/sale.document/{made}/file?filename=private-name.txt"
        self.request("PUT", path, b"bytes of the body")
        self.request("GET", path)
        self.request("GET", "/files/sale.document/1/file", user="nobody")
        self.request("GET", "/files/sale.document/x/private-name")
        events = self.events()
        text = self.server.log()
        for secret in (PASSWORD, "private-name", "bytes of the body", "X-Sent",
                       self.authorization("admin")["Authorization"].split()[1]):
            self.assertNotIn(secret, text)
        for event in events:
            self.assertRegex(event["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")
            self.assertIn(event["level"], ("debug", "info", "warning", "error"))
        of = lambda name, **members: [event for event in events
                                      if event["event"] == name and members.items() <= event.items()]
        self.assertEqual(len(of("start")), 1)
        self.assertEqual(events[-1]["event"], "stop")
        stored = lambda operation: [event for event in of("store", operation=operation, model="sale.document", record=made)
                                    if event["key"] != "outfield-environment"]  # the container's marker
        [put] = stored("put")
        self.assertEqual({name: put[name] for name in ("field", "user", "configuration", "container", "outcome", "bytes",
                                                       "level")},
                         {"field": "file", "user": "admin", "configuration": "local", "container": "sales",
                          "outcome": "ok", "bytes": 17, "level": "info"})
        [get] = stored("get")
        self.assertEqual((get["level"], get["key"]), ("debug", put["key"]))
        [request] = of("request", method="PUT")
        self.assertEqual((request["route"], request["status"], request["user"], request["peer"], request["received"]),
                         ("/files/{}/{}/{}", 201, "admin", "127.0.0.1", 17))
        self.assertTrue(of("request", call="sale.document.create", user="admin", level="debug"))
        self.assertTrue(of("login refused", login="nobody", peer="127.0.0.1", level="warning"))
        self.assertTrue(of("request", status=404, level="info"))

    def test_a_failed_call_is_logged_with_its_words(self):
        self.begin_serving()
        made = self.rpc("sale.document", "create", {"name": "Lost", "file": "aGVsbG8="})
        for file in self.files.rglob("*"):
            if file.is_file() and file.read_bytes() == b"hello":
                file.unlink()
        self.assertEqual(self.request("GET", f"/files/sale.document/{made}/file")[0], 500)
        self.fault(2, "corrupt", "sale.document", "read", [made], ["file"])
        events = [event for event in self.events() if event["event"] == "request" and event["level"] == "error"]
        self.assertEqual([(event["fault"], event["status"]) for event in events], [("corrupt", 500), ("corrupt", 200)])
        self.assertEqual(events[1]["call"], "sale.document.read")
        for event in events:
            self.assertIn("the store has no object", event["words"])

    def test_what_a_client_sends_is_not_in_the_log(self):
        self.begin_serving(settings='log_level = "debug"')
        made = self.rpc("sale.document", "create", {"name": "Logged"})
        self.fault(1, "hunter2", "sale.document", "search", [["name", "hunter2", "x"]])
        self.fault(1, "", "sale.document", "search", [["name", "??", "hunter2"]])
        self.fault(1, "", "sale.document", "write", [made], {"hunter2": "hunter2"})
        self.assertEqual(self.request("GET", "/files/sale.document/hunter2/file?hunter2")[0], 404)
        self.assertEqual(self.request("POST", "/web/session/authenticate", '{"params": hunter2}', {"Content-Type": "application/json"})[0], 400)
        events = self.events()
        self.assertNotIn("hunter2", self.server.log())
        refused = [event for event in events if event["event"] == "request" and "fault" in event]
        self.assertGreaterEqual(len(refused), 5)
        for event in refused:
            self.assertNotIn("words", event)

    def test_a_login_writes_no_controls_into_the_log(self):
        evil = base64.b64encode(b"\x1b[2J\x7f\n\xc2\x9b1A\xff\xfe:x").decode()
        for form in ("text", "json"):
            with self.subTest(form):
                self.begin_serving(settings=f'log = "{form}"') if form == "text" else self.begin_again("json")
                self.assertEqual(self.request("GET", "/metrics", headers={"Authorization": f"Basic {evil}", "Via": "1.1 proxy"}, user=None)[0], 401)
                self.assertEqual(self.server.stop(), 0)
                [line] = [line for line in self.server.log().splitlines() if "login refused" in line]
                self.assertFalse([c for c in line if ord(c) < 32 or 127 <= ord(c) < 160], line)
                self.assertIn("\\u001b[2J\\u007f\\n\\u009b1A\ufffd\ufffd", line)
        self.assertEqual(json.loads(line)["login"], "\x1b[2J\x7f\n\x9b1A\ufffd\ufffd")

    def begin_again(self, form):
        self.config.write_text(re.sub('log = "\\w+"', f'log = "{form}"', self.config.read_text()))
        self.server = self.serve()

    def test_connections_fit_the_limit_on_open_files(self):
        self.begin_serving()
        self.assertEqual(self.events()[0]["event"], "start")
        self.assertNotIn("fewer connections", self.server.log())
        limited = self.serve(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (600, 700)))
        limits = Path(f"/proc/{limited.process.pid}/limits").read_text()
        self.assertRegex(limits, r"Max open files +700 +700 ")
        self.assertEqual(self.request("GET", "/livez", server=limited)[0], 200)
        [event] = [event for event in self.events(limited) if event["event"] == "fewer connections"]
        self.assertEqual((event["level"], event["connections"], event["wanted"]), ("warning", 350, 4096))

    def test_the_log_as_text_and_not_at_all(self):
        self.begin_serving(settings='log = "text"')
        self.request("GET", "/files/sale.document/1/file")
        self.assertEqual(self.server.stop(), 0)
        self.assertRegex(self.server.log(), r"(?m)^\S+Z info +request method=GET route=/files/\{\}/\{\}/\{\} status=404 ")
        self.config.write_text(self.config.read_text().replace('log = "text"', 'log = "off"'))
        silent = self.serve()
        self.request("GET", "/files/sale.document/1/file", server=silent)
        self.assertEqual(silent.stop(), 0)
        self.assertEqual(silent.log(), "")

    # Jobs

    def test_garbage_goes_by_itself(self):
        self.begin_serving(settings='collect_every = "1s"')
        made = self.rpc("sale.document", "create", {"name": "Replaced"})
        for content in (b"one", b"two"):
            self.put(made, content)
        objects = lambda: [p for p in self.files.rglob("*") if p.is_file() and p.read_bytes() in (b"one", b"two")]
        self.wait_until(lambda: len(objects()) == 1, 30)
        self.assertEqual(self.request("GET", f"/files/sale.document/{made}/file")[2], b"two")
        collected = [event for event in self.events() if event["event"] == "job" and event["job"] == "collect"]
        self.assertEqual(sum(event.get("removed", 0) for event in collected), 1)
        self.assertLessEqual({event["outcome"] for event in collected}, {"ok", "stopped"})

    def test_what_a_check_finds_is_told(self):
        self.begin_serving(settings='check_every = "1s"')
        self.put(self.rpc("sale.document", "create", {"name": "One"}), b"one")
        (self.files / "sales" / "stray.bin").write_bytes(b"nobody's")
        self.wait_until(lambda: self.logged("job", job="check", strays=1, condemned=0, under_way=0), 40)
        samples = self.samples()
        self.assertEqual(self.sample(samples, "outfield_job_figure", job="check", figure="strays"), 1)
        self.assertEqual(self.sample(samples, "outfield_job_last_ok", job="check"), 0)
        events = self.events()
        findings = [event for event in events if event["event"] == "finding"]
        self.assertEqual({(event["kind"], event["key"]) for event in findings}, {("stray", "stray.bin")})
        self.assertIn("failed", {event.get("outcome") for event in events if event["event"] == "job"})

    def test_a_scrub_finds_damage(self):
        self.begin_serving(settings='scrub_every = "1s"')
        self.put(self.rpc("sale.document", "create", {"name": "One"}), b"good")
        self.make_old()
        for file in self.files.rglob("*"):
            if file.is_file() and file.read_bytes() == b"good":
                file.chmod(0o644)
                file.write_bytes(b"evil")
        self.wait_until(lambda: self.logged("job", job="scrub", damaged=1, outcome="failed", level="warning"), 40)
        [finding] = self.logged("finding", job="scrub")
        self.assertIn("their SHA-256 is another one", finding["words"])

    def test_two_servers_share_the_jobs(self):
        self.begin_serving(settings='collect_every = "1s"\ncheck_every = "0"\nscrub_every = "0"\naudit_kept = "0"')
        other = self.serve()
        time.sleep(5)
        runs = [event for server in (self.server, other) for event in self.events(server) if event["event"] == "job"]
        self.assertEqual({event["job"] for event in runs}, {"collect"})
        self.assertGreaterEqual(len(runs), 3)
        times = sorted(datetime.fromisoformat(event["time"]) for event in runs)
        for earlier, later in zip(times, times[1:]):
            self.assertGreater((later - earlier).total_seconds(), 0.5, "twice within a second")

    def test_a_job_of_a_killed_server_is_taken_over(self):
        self.begin_serving(settings='collect_every = "1h"')
        self.server.stop(signal.SIGKILL)
        begun = int((time.time() - 600) * 1e6)
        self.change_catalog("DELETE FROM outfield_job")
        self.change_catalog("INSERT INTO outfield_job (name, last_begin, holder, lease_until) "
                            f"VALUES ('collect', {begun}, 'killed', {begun + 60_000_000})")
        self.server = self.serve()
        self.wait_until(lambda: '"job":"collect"' in self.server.log(), 30)

    def test_a_job_that_runs_elsewhere_is_left_alone(self):
        self.begin_serving(settings='collect_every = "1s"\ncheck_every = "0"\nscrub_every = "0"\naudit_kept = "0"')
        self.server.stop(signal.SIGKILL)
        soon = int((time.time() + 3600) * 1e6)
        self.change_catalog("DELETE FROM outfield_job")
        self.change_catalog("INSERT INTO outfield_job (name, last_begin, holder, lease_until) "
                            f"VALUES ('collect', 1, 'another', {soon})")
        self.server = self.serve()
        time.sleep(3)
        self.assertEqual(self.sample(self.samples(), "outfield_job_running", job="collect"), 1)
        self.assertEqual([event for event in self.events() if event["event"] == "job"], [])

    def test_a_scrub_under_way_does_not_hold_up_the_end(self):
        self.begin_serving(settings='scrub_every = "1s"\nscrub_rate = "1KiB"\nlog_level = "debug"')
        self.put(self.rpc("sale.document", "create", {"name": "Long"}), b"x" * (2 << 20))
        self.server.stop()
        self.make_old()
        self.server = self.serve()
        self.wait_until(lambda: self.logged("job begins", job="scrub"), 40)
        self.assertEqual(self.sample(self.samples(), "outfield_job_running", job="scrub"), 1)
        begun = time.monotonic()
        self.assertEqual(self.server.stop(), 0)
        self.assertLess(time.monotonic() - begun, 10)
        self.assertEqual([event["outcome"] for event in self.logged("job", job="scrub")][-1], "stopped")

    # Behind a proxy

    def test_the_word_of_a_trusted_proxy_counts(self):
        self.begin_serving(settings='trusted_proxy = "127.0.0.0/8"\nlog_level = "debug"')
        forwarded = {"X-Forwarded-For": "6.6.6.6, 203.0.113.9", "X-Forwarded-Proto": "https"}
        document, headers = self.json_rpc("/web/session/authenticate",
                                          {"db": "outfield", "login": "admin", "password": PASSWORD}, forwarded)
        self.assertIn("result", document)
        self.assertIn("; Secure", headers["Set-Cookie"])
        self.assertEqual([event["peer"] for event in self.events() if event["event"] == "request"], ["203.0.113.9"])

    def test_nobody_elses_word_counts(self):
        self.begin_serving(settings='trusted_proxy = "192.0.2.1"\nlog_level = "debug"')
        forwarded = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
        _, headers = self.json_rpc("/web/session/authenticate",
                                   {"db": "outfield", "login": "admin", "password": PASSWORD}, forwarded)
        self.assertNotIn("; Secure", headers["Set-Cookie"])
        self.assertEqual([event["peer"] for event in self.events() if event["event"] == "request"], ["127.0.0.1"])

    # Configuration

    def test_a_configuration_is_checked(self):
        self.begin()
        plain = self.config.read_text()
        for line, code, words in (('log = "xml"', USAGE, "it is one of: json, text, off"),
                                  ('trusted_proxy = "proxy.example.com"', USAGE, "no address and no network"),
                                  ('check_every = "soon"', USAGE, "check_every"),
                                  ('metric = "public"', USAGE, "did you mean 'metrics'"),
                                  ('collect_every = "-1"', USAGE, "collect_every: '-1' is not"),
                                  ('scrub_rate = "fast"', USAGE, "scrub_rate: 'fast' is no"),
                                  ('listen = "nohost.invalid:80"', USAGE, "listen: it is an IP address and a port"),
                                  ('listen = "localhost:8069"', USAGE, "listen: it is an IP address and a port"),
                                  ('listen = ":8069"', USAGE, "listen: it is an IP address and a port"),
                                  ('temporary = "nowhere"', NOT_FOUND, "nowhere")):
            self.config.write_text(f"{plain}\n[server]\n{line}\n")
            self.refused(code, "serve", "--check-config", says=words)
        self.config.write_text(plain)
        self.refused(NOT_FOUND, "serve", "--check-config", env={"TMPDIR": "/nowhere"}, says="[server] temporary")
        self.config.write_text(f'{plain}\n[server]\ncheck_every = "0"\ntrusted_proxy = "10.0.0.0/8, ::1"\n')
        self.outfield("serve", "--check-config")

    def set_key(self, key, value):
        lines = self.config.read_text().splitlines(keepends=True)
        self.config.write_text("".join(f"{key} = '{value}'\n" if line.startswith(f"{key} = ") else line for line in lines))

    def check_refused(self, code, key, *says):
        [line] = [number for number, text in enumerate(self.config.read_text().splitlines(), 1) if text.startswith(f"{key} = ")]
        self.refused(code, "serve", "--check-config", says=[f"{self.config}:{line}: {key}: ", *says])

    def test_the_catalog_of_a_configuration_is_looked_at(self):
        self.begin()
        self.file(b"no database", "text")
        with contextlib.closing(sqlite3.connect(self.directory / "others.db")) as others:
            others.execute("CREATE TABLE theirs (id INTEGER)")
        for catalog, code, *says in (("mysql://erp@db/outfield", USAGE, '"mysql://"', "sqlite:PATH"),
                                     ("sqllite:outfield.db", NOT_FOUND, "no such file", "sqlite:PATH"),
                                     ("sqlite:none.db", NOT_FOUND, "none.db: there is no such file"),
                                     ("none.db", NOT_FOUND, "none.db: there is no such file"),
                                     ("sqlite:text", CORRUPT, "not a SQLite database"),
                                     ("sqlite:others.db", USAGE, "it holds no catalog")):
            self.set_key("catalog", catalog)
            self.check_refused(code, "catalog", *says)
        self.assertFalse((self.directory / "none.db").exists())
        if self.postgresql:
            self.set_key("catalog", self.without_password(self.postgresql._replace(path="/outfield_of_nobody")))
            self.check_refused(NOT_FOUND, "catalog", "create it first")

    def test_the_sealing_key_of_a_configuration_is_looked_at(self):
        self.begin()
        key = self.directory / "outfield.key"
        key.chmod(0o640)
        self.check_refused(DENIED, "sealing_key", "chmod 600")
        key.chmod(0o600)
        kept = key.read_text()
        key.write_text("0123")
        self.check_refused(USAGE, "sealing_key", "64 hexadecimal digits", "its copy")
        key.unlink()
        self.check_refused(NOT_FOUND, "sealing_key", "outfield key create")
        key.write_text(kept)
        key.chmod(0o600)
        self.outfield("serve", "--check-config")

    def test_the_environment_of_a_configuration_is_the_catalogs(self):
        self.begin()
        self.set_key("environment", "elsewhere")
        code, _, err = self.run_it("serve", "--check-config")
        self.assertEqual(code, OK)  # a copy is served for reading
        self.assertRegex(err, r"toml:\d+: environment: it is 'elsewhere' and the catalog's is .*environment detach")

    def test_all_faults_of_a_configuration_are_told_at_once(self):
        self.begin()
        self.set_key("catalog", "sqlite:none.db")
        (self.directory / "outfield.key").chmod(0o644)
        with open(self.config, "a") as own:
            own.write('\n[server]\ntemporary = "nowhere"\n')
        code, _, err = self.run_it("serve", "--check-config")
        self.assertEqual(code, NOT_FOUND)
        for line, words in zip(err.splitlines(), ("catalog: ", "sealing_key: ", "[server] temporary"), strict=True):
            self.assertTrue(line.startswith("outfield: "), line)
            self.assertIn(words, line)

    def state(self):
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in self.directory.glob("outfield*")}

    def test_checking_a_configuration_changes_nothing(self):
        self.begin_serving()
        self.outfield("serve", "--check-config")  # beside the server
        for how in (signal.SIGKILL, signal.SIGTERM):  # with a log beside the catalog, and without
            self.server.stop(how)
            before = self.state()
            self.outfield("serve", "--check-config")
            self.assertEqual(self.state(), before)
            self.server = self.serve()


if __name__ == "__main__":
    unittest.main()
