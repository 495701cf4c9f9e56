#!/usr/bin/env python3
"""/api of the administrator's page: events, tasks, findings, usage and what the server says of itself."""
import http.client
import json
import signal
import socket
import threading
import time
import unittest

from api import TIME, Tasking
from serving import PASSWORD


class Stream:
    """GET /api/events, read by a thread until it ends."""

    def __init__(self, port, headers):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.connection.request("GET", "/api/events", headers=headers)
        self.answer = self.connection.getresponse()
        self.lines, self.ended, self.changed = [], None, threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            for line in self.answer:
                with self.changed:
                    self.lines.append(line.decode().rstrip("\n"))
                    self.changed.notify_all()
        except (OSError, ValueError, http.client.HTTPException):
            pass
        with self.changed:
            self.ended = time.monotonic()
            self.changed.notify_all()
        self.connection.close()

    def events(self):
        """[(name, data)] so far."""
        events, name = [], None
        for line in list(self.lines):
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                events.append((name, json.loads(line[6:])))
        return events

    def wait_for(self, condition, seconds=20):
        with self.changed:
            if not self.changed.wait_for(lambda: condition(self.events()), seconds):
                raise AssertionError(self.lines)
        return self.events()

    def wait_for_end(self, seconds):
        with self.changed:
            if not self.changed.wait_for(lambda: self.ended is not None, seconds):
                raise AssertionError("the stream goes on")


class About(Tasking):
    def test_status(self):
        self.put(self.container_named("sales")["id"], "one.txt", b"12345")
        status = self.api("GET", "/status")
        self.assertEqual(status["environment"], {"identity": status["environment"]["identity"], "agrees": True,
                                                 "disagreement": None})
        self.assertEqual(status["health"], {"status": "ok", "catalog": "ok", "stores": {"local": "ok"}})
        self.assertEqual(status["trash"], {"values": 0, "bytes": 0})
        self.assertEqual(status["waiting"], {"values": 0, "bytes": 0, "uploads": 0, "next": None})
        self.assertEqual((status["garbage_overdue"], status["reserved"], status["tasks"]), (0, 0, []))
        self.assertEqual(status["horizon"]["since"], None)
        self.assertEqual([(job["name"], job["every"]) for job in status["jobs"]],
                         [("collect", 600), ("check", 86400), ("scrub", 86400), ("usage", 86400), ("audit", 86400)])
        self.assertEqual(status["jobs"][1], {"name": "check", "every": 86400, "running": False, "begun": None, "ended": None,
                                             "ok": None, "outcome": None, "figures": {}, "next": None})
        self.run_task({"kind": "check"})
        job = self.api("GET", "/status")["jobs"][1]
        self.assertEqual((job["running"], job["ok"], job["outcome"], job["figures"]["values"]), (False, True, "ok", 1))
        for moment in ("begun", "ended", "next"):
            self.assertRegex(job[moment], TIME)

    def test_the_environment(self):
        self.put(self.container_named("sales")["id"], "one.txt")
        told = self.api("GET", "/environment")
        self.assertEqual(told, {"environment": told["environment"], "agrees": True, "disagreement": None, "containers": [
            {"configuration": "local", "container": "sales", "standing": "ours", "words": "",
             "id": self.container_named("sales")["id"]}]})

    def test_operations(self):
        self.assertEqual(self.api("GET", "/operations"), {"items": []})
        self.put(self.container_named("sales")["id"], "one.txt", b"x" * 1000)
        told, = self.api("GET", "/operations")["items"]
        self.assertEqual(told["configuration"], "local")
        self.assertIn({"operation": "put", "outcome": "ok", "count": 2}, told["operations"])
        self.assertGreaterEqual(told["bytes_in"], 1000)

    def test_usage(self):
        sales = self.container_named("sales")["id"]
        self.put(sales, "one.txt", b"12345")
        self.change_catalog("INSERT INTO outfield_usage (day, configuration, container, module, objects, bytes) VALUES "
                            f"({int(time.time()) // 86400 - 3}, 'gone', 'bucket', 'sale', 7, 70)")
        today = time.strftime("%Y-%m-%d", time.gmtime())
        before = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 3 * 86400))
        self.assertEqual(self.api("GET", "/usage"), {"days": [before, today], "series": [
            {"configuration": "gone", "container": "bucket", "module": "sale", "objects": [7, 0], "bytes": [70, 0]},
            {"configuration": "local", "container": "sales", "module": "base", "objects": [0, 1], "bytes": [0, 5]}]})
        self.assertEqual(self.api("GET", "/usage", to=before)["days"], [before])
        self.refuse(400, "'from' must be", "GET", "/usage", **{"from": "2026-02-01", "to": "2026-01-01"})
        self.refuse(400, "'from' must be a time", "GET", "/usage", **{"from": "yesterday"})
        self.refuse(400, "not known", "GET", "/usage", since="2026-01-01")

    # Findings

    def test_findings_and_strays(self):
        self.assertEqual(self.api("GET", "/findings", job="check"), {"job": "check", "ended": None, "found": 0, "items": []})
        self.refuse(400, "'job' must be", "GET", "/findings", job="collect")
        self.refuse(400, "'job' must be", "GET", "/findings")
        self.put(self.container_named("sales")["id"], "one.txt")
        for name in ("first.bin", "second.bin", "third.bin"):
            (self.files / "sales" / name).write_bytes(b"nobody's")
        task = self.run_task({"kind": "check"}, "failed")
        self.assertEqual((task["figures"]["strays"], task["done"], task["total"]), (3, 1, 1))
        found = self.api("GET", "/findings", job="check")
        self.assertRegex(found["ended"], TIME)
        self.assertEqual([item["key"] for item in found["items"]], ["first.bin", "second.bin", "third.bin"])
        first = found["items"][0]
        self.assertEqual(first, {"kind": "stray", "configuration": "local", "container": "sales", "key": "first.bin",
                                 "blob": None, "size": 8, "modified": first["modified"], "words": first["words"]})
        stray = lambda key, action, **more: {"configuration": "local", "container": "sales", "key": key, "action": action,
                                             **more}
        self.refuse(409, "younger than", "POST", "/findings/strays", stray("first.bin", "remove"))
        self.assertEqual(self.api("POST", "/findings/strays", stray("first.bin", "remove", older_than=0)),
                         {"model": None, "record": None})
        self.assertFalse((self.files / "sales" / "first.bin").exists())
        (self.files / "sales" / "second.bin").unlink()
        self.api("POST", "/findings/strays", stray("second.bin", "remove", older_than=0))
        adopted = self.api("POST", "/findings/strays", stray("third.bin", "adopt", older_than=0))
        self.assertEqual(adopted["model"], "ir.attachment")
        self.assertEqual(self.request("GET", f"/files/ir.attachment/{adopted['record']}/datas")[2], b"nobody's")
        found = self.api("GET", "/findings", job="check")
        self.assertEqual((found["found"], found["items"]), (0, []))
        self.refuse(404, "has found no stray", "POST", "/findings/strays", stray("third.bin", "remove"))
        self.refuse(400, "'action' must be", "POST", "/findings/strays", stray("third.bin", "burn"))
        self.run_task({"kind": "check"})

    def test_damage(self):
        blob = self.put(self.container_named("sales")["id"], "one.txt", b"good")["blob"]
        for file in self.files.rglob("*"):
            if file.is_file() and file.read_bytes() == b"good":
                file.chmod(0o644)
                file.write_bytes(b"evil")
        self.assertEqual(self.run_task({"kind": "scrub"})["figures"]["damaged"], 0, "it was verified when it was stored")
        task = self.run_task({"kind": "scrub", "all": True}, "failed")
        self.assertEqual((task["figures"]["damaged"], task["done"], task["total"], len(task["faults"])), (1, 1, 1, 1))
        item, = self.api("GET", "/findings", job="scrub")["items"]
        self.assertEqual((item["kind"], item["blob"], item["container"]), ("damaged", blob, "sales"))
        task = self.run_task({"kind": "repair"}, "failed")
        self.assertEqual(task["figures"], {"whole_again": 0, "repaired": 0, "beyond_repair": 1})


class TasksAndEvents(Tasking):
    def listen(self, user="admin", headers=None):
        stream = Stream(self.server.port, {**self.authorization(user), **(headers or {})})
        self.addCleanup(stream.connection.close)
        self.assertEqual(stream.answer.status, 200)
        self.assertEqual(stream.answer.getheader("Content-Type"), "text/event-stream")
        return stream

    def many(self, count, content=b"content"):
        sales = self.container_named("sales")["id"]
        return [self.put(sales, f"{i}.txt", content + b"%d" % i)["blob"] for i in range(count)]

    def other_container(self):
        return self.api("POST", "/containers", {"configuration": "local", "name": "other", "how": "create"}, expect=201)["id"]

    def test_moving_many_is_followed(self):
        blobs, other = self.many(30), self.other_container()
        stream = self.listen()
        task = self.api("POST", "/tasks", {"kind": "move", "objects": blobs + blobs[:3], "to": other}, expect=202)
        self.assertRegex(task["id"], "^[0-9a-z]{12}$")
        self.assertEqual((task["kind"], task["user"], task["ended"]), ("move", "admin", None))
        events = stream.wait_for(lambda seen: ("changed", {"what": "objects"}) in seen and
                                 any(name == "task" and data["ended"] for name, data in seen))
        last = [data for name, data in events if name == "task"][-1]
        self.assertEqual(last, self.api("GET", f"/tasks/{task['id']}"))
        size = sum(len(b"content%d" % i) for i in range(30))
        self.assertEqual(last, {**task, "state": "done", "stopping": False, "begun": last["begun"], "ended": last["ended"],
                                "done": 30, "total": 30, "bytes_done": size, "bytes_total": size,
                                "figures": {"moved": 30, "failed": 0}, "faults": []})
        self.assertIn(("changed", {"what": "containers"}), events)
        self.assertEqual(self.api("GET", "/tasks")["items"], [last])
        self.assertEqual(len(self.api("GET", "/objects", container=other, limit=100)["items"]), 30)
        self.assertIn(("task.move", "", "30 objects to local/other"), self.audited())

    def test_what_others_change_is_told(self):
        stream, changed = self.listen(), lambda what: lambda seen: ("changed", {"what": what}) in seen
        made = self.rpc("sale.document", "create", {"name": "One"})
        self.request("PUT", f"/files/sale.document/{made}/file", b"by a program")
        stream.wait_for(changed("objects"))
        self.assertFalse(changed("trash")(stream.events()))
        self.rpc("sale.document", "unlink", [made])
        stream.wait_for(changed("trash"))
        self.assertFalse(changed("configurations")(stream.events()))
        self.outfield("config", "add", "cloud", "--kind", "s3", "--region", "eu-west-1")
        stream.wait_for(changed("configurations"))

    def test_deleting_and_restoring_many(self):
        blobs = self.many(5)
        deleted = self.run_task({"kind": "delete", "objects": blobs + [999999]}, "failed")
        self.assertEqual((deleted["figures"], deleted["done"]), ({"deleted": 5, "failed": 1}, 6))
        self.assertEqual(sorted(self.audited()[:6]), [("task.delete", "", "6 objects")] + [("unlink", "ir.attachment", "")] * 5)
        fault, = deleted["faults"]
        self.assertIn("object 999999: ", fault)
        self.assertEqual(self.api("GET", "/objects")["items"], [])
        trashed = [item["object"] if "object" in item else item["blob"] for item in self.api("GET", "/trash")["items"]]
        self.assertEqual(sorted(trashed), sorted(blobs))
        restored = self.run_task({"kind": "restore", "objects": trashed, "as_attachment": True})
        self.assertEqual(restored["figures"], {"restored": 5, "failed": 0})
        self.assertEqual(self.api("GET", "/trash")["items"], [])
        self.assertEqual(len(self.api("GET", "/objects")["items"]), 5)

    def test_what_is_no_task(self):
        sales = self.container_named("sales")["id"]
        for status, words, order in ((400, "'kind' must be there", {}), (400, "'kind' must be check", {"kind": "dance"}),
                                     (400, "'kind' must be", {"kind": 7}), (400, "'all' must be", {"kind": "scrub", "all": 1}),
                                     (400, "'objects' is not known", {"kind": "check", "objects": [1]}),
                                     (400, "'objects' must be", {"kind": "move", "to": sales}),
                                     (400, "'objects' must be", {"kind": "delete", "objects": []}),
                                     (400, "'objects' must be", {"kind": "delete", "objects": ["1"]}),
                                     (400, "'to' must be", {"kind": "move", "objects": [1]}),
                                     (404, "there is no container", {"kind": "move", "objects": [1], "to": 999})):
            with self.subTest(order=order):
                self.refuse(status, words, "POST", "/tasks", order)
        for method in ("GET", "DELETE"):
            self.refuse(404, "no such task", method, "/tasks/nothing")
        self.assertEqual(self.api("GET", "/tasks")["items"], [])

    # Long ones

    def slow_scrub(self):
        """A scrub that takes minutes is under way; its task."""
        self.server.stop(signal.SIGKILL)
        with open(self.config, "a") as own:
            own.write('\n[server]\nscrub_rate = "1KiB"\n')
        self.server = self.serve()
        self.put(self.container_named("sales")["id"], "long.bin", b"x" * (1 << 20))
        self.change_catalog("UPDATE outfield_blob SET created = 1, verified = 1")
        task = self.api("POST", "/tasks", {"kind": "scrub"}, expect=202)
        self.wait_until(lambda: self.api("GET", f"/tasks/{task['id']}")["state"] == "running", 20)
        return task

    def test_a_job_runs_once(self):
        task = self.slow_scrub()
        problem = self.refuse(409, "a scrub runs already", "POST", "/tasks", {"kind": "scrub"})
        self.assertEqual(problem["kind"], "conflict")
        other = self.serve()
        status, _, _ = self.request("POST", "/api/tasks", '{"kind":"scrub"}', {"Content-Type": "application/json"}, server=other)
        self.assertEqual(status, 409)
        self.assertEqual(self.api("POST", "/tasks", {"kind": "check"}, expect=202)["kind"], "check", "another job may run")
        begun = time.monotonic()
        self.assertIs(self.api("DELETE", f"/tasks/{task['id']}", expect=200)["id"] == task["id"], True)
        self.wait_until(lambda: self.api("GET", f"/tasks/{task['id']}")["state"] == "stopped", 10)
        self.assertLess(time.monotonic() - begun, 10)
        job = self.api("GET", "/status")["jobs"][2]
        self.assertEqual((job["name"], job["outcome"], job["running"]), ("scrub", "cancelled", False))
        self.assertGreater(job["next"], job["ended"], "it is not begun again at once")
        self.api("DELETE", f"/tasks/{task['id']}", expect=200)  # an ended one stays what it is
        self.assertEqual(self.api("GET", f"/tasks/{task['id']}")["state"], "stopped")

    def test_a_repair_runs_once_in_a_catalog(self):
        now = int(time.time() * 1_000_000)
        self.change_catalog("INSERT INTO outfield_job (name, last_begin, holder, lease_until) "
                            f"VALUES ('repair', {now}, 'another server', {now + 600_000_000})")
        self.refuse(409, "a repair runs already, here or on another server", "POST", "/tasks", {"kind": "repair"})
        self.change_catalog("UPDATE outfield_job SET last_end = last_begin, holder = '', lease_until = 0")
        for _ in range(2):  # each gives its lease back
            self.assertEqual(self.run_task({"kind": "repair"})["figures"], {"whole_again": 0, "repaired": 0, "beyond_repair": 0})

    def test_a_task_does_not_hold_up_the_end(self):
        self.slow_scrub()
        begun = time.monotonic()
        self.assertEqual(self.server.stop(), 0)
        self.assertLess(time.monotonic() - begun, 10)
        self.server = self.serve()
        job = self.api("GET", "/status")["jobs"][2]
        self.assertIn(job["outcome"], ("stopped", "ok"))

    def test_a_stopped_move_loses_nothing(self):
        blobs, other = self.many(3), self.other_container()
        first = self.api("POST", "/tasks", {"kind": "move", "objects": blobs, "to": other}, expect=202)
        self.api("DELETE", f"/tasks/{first['id']}", expect=200)
        self.wait_until(lambda: self.api("GET", f"/tasks/{first['id']}")["ended"], 20)
        task = self.api("GET", f"/tasks/{first['id']}")
        self.assertIn(task["state"], ("stopped", "done"))
        here = self.api("GET", "/objects", container=other)["items"]
        self.assertEqual(len(here), task["figures"].get("moved", 0))
        self.assertEqual(len(self.api("GET", "/objects")["items"]), 3, "no value was lost")

    # Events

    def test_events_of_changes(self):
        stream = self.listen()
        self.put(self.container_named("sales")["id"], "one.txt")
        stream.wait_for(lambda seen: ("changed", {"what": "objects"}) in seen)
        self.api("POST", "/users/2/keys", {"name": "x"}, expect=201)
        stream.wait_for(lambda seen: ("changed", {"what": "users"}) in seen)
        self.run_task({"kind": "collect"})
        stream.wait_for(lambda seen: ("changed", {"what": "jobs"}) in seen and ("changed", {"what": "trash"}) in seen)
        self.assertIsNone(stream.ended)

    def test_a_silent_stream_lives(self):
        stream = self.listen()
        time.sleep(17)
        self.assertEqual([line for line in stream.lines if line][:2], ["retry: 2000", ":"])
        self.assertIsNone(stream.ended)

    def test_a_stream_ends_with_its_session(self):
        body = json.dumps({"login": "admin", "password": PASSWORD})
        _, headers, text = self.request("POST", "/api/login", body, {"Content-Type": "application/json"}, user=None)
        page = {"Cookie": headers["Set-Cookie"].split(";")[0], "X-CSRF-Token": json.loads(text)["csrf"]}
        stream = self.listen(None, page)
        other = self.listen()
        self.api("POST", "/logout", {}, expect=204, headers=page, user=None)
        stream.wait_for_end(5)
        time.sleep(1)
        self.assertIsNone(other.ended)

    def test_streams_do_not_hold_up_the_end(self):
        streams = [self.listen() for _ in range(20)]
        threads = self.threads()
        streams += [self.listen() for _ in range(20)]
        self.assertEqual(self.threads(), threads, "a stream costs no thread")
        begun = time.monotonic()
        self.assertEqual(self.server.stop(), 0)
        self.assertLess(time.monotonic() - begun, 3)
        for stream in streams:
            stream.wait_for_end(5)

    def test_a_listener_that_does_not_read(self):
        with socket.create_connection(("127.0.0.1", self.server.port)) as deaf:
            request = "GET /api/events HTTP/1.1\r\nHost: x\r\n" + "".join(
                f"{name}: {value}\r\n" for name, value in self.authorization("admin").items()) + "\r\n"
            deaf.sendall(request.encode())
            stream = self.listen()
            self.many(20)
            self.run_task({"kind": "collect"})
            stream.wait_for(lambda seen: ("changed", {"what": "jobs"}) in seen)
            begun = time.monotonic()
            self.assertEqual(self.server.stop(), 0)
            self.assertLess(time.monotonic() - begun, 6)

    def test_too_many_listeners(self):
        connections = []
        try:
            for _ in range(256):
                connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=30)
                connections.append(connection)
                connection.sendall(("GET /api/events HTTP/1.1\r\nHost: x\r\nAuthorization: " +
                                    self.authorization("admin")["Authorization"] + "\r\n\r\n").encode())
                self.assertIn(b"200 OK", connection.recv(4096))
            self.refuse(503, "too many", "GET", "/events")
        finally:
            for connection in connections:
                connection.close()

    def test_the_head_alone(self):
        status, headers, body = self.request("HEAD", "/api/events")
        self.assertEqual((status, headers["Content-Type"], body), (200, "text/event-stream", b""))


if __name__ == "__main__":
    unittest.main()
