#!/usr/bin/env python3
"""What docs/openapi.yaml says of /api, held against a server: every operation of the tag `administration`."""
import json
import re
import unittest

from description import Described
from serving import PASSWORD
from trial import variable


class Administration(Described):
    asked = set()  # operations that were answered as described, by all tests

    def setUp(self):
        super().setUp()
        self.begin_serving()
        self.record = self.rpc("sale.document", "create", {"name": "Contract", "file": "aGVsbG8="})

    def ask(self, operation, path, document=None, expect=200, user="admin", **headers):
        """The JSON, or None, that comes back for a JSON."""
        body = None if document is None else json.dumps(document)
        _, _, described = self.operation(operation)
        if body is not None and expect < 400:
            content = self.resolved(described["requestBody"])["content"]["application/json"]
            self.schema(content["schema"]).validate(document)
        given = {"Content-Type": "application/json", **headers} if body is not None else headers
        status, answered, text = self.exchange(operation, path, body, given, user=user)
        self.assertEqual(status, expect, (operation, text))
        if expect < 400:
            self.asked.add(operation)
        self.assertEqual(answered["Cache-Control"] if path.startswith("/api") and expect < 400 else "no-store", "no-store")
        return json.loads(text) if text else None

    def blob(self):
        return self.ask("listObjects", "/api/objects?model=sale.document")["items"][0]["blob"]

    def container(self):
        return next(one["id"] for one in self.ask("listContainers", "/api/containers")["items"] if one["name"] == "sales")

    def run_task(self, **task):
        begun = self.ask("startTask", "/api/tasks", task, 202)
        path = f"/api/tasks/{begun['id']}"
        self.wait_until(lambda: self.ask("getTask", path)["state"] not in ("waiting", "running"), 30)
        return self.ask("getTask", path)

    # Who asks

    def test_sessions(self):
        self.assertIsNone(self.ask("me", "/api/me")["csrf"])
        self.ask("me", "/api/me", expect=401, user=None)
        self.ask("logIn", "/api/login", {"login": "admin", "password": "wrong"}, 401, user=None)
        self.ask("logIn", "/api/login", {"login": "admin", "password": PASSWORD, "more": 1}, 400, user=None)
        login = json.dumps({"login": "admin", "password": PASSWORD})
        _, headers, text = self.exchange("logIn", "/api/login", login, {"Content-Type": "application/json"}, user=None)
        self.asked.add("logIn")
        own = {"Cookie": headers["Set-Cookie"].split(";")[0]}
        self.assertEqual(self.ask("me", "/api/me", user=None, **own), json.loads(text))
        token = {"X-CSRF-Token": json.loads(text)["csrf"]}
        change = {"old": PASSWORD, "new": PASSWORD + "2"}
        self.ask("changeOwnPassword", "/api/me/password", change, 403, user=None, **own)
        self.ask("changeOwnPassword", "/api/me/password", {**change, "old": "wrong"}, 403, user=None, **own, **token)
        _, headers, text = self.exchange("changeOwnPassword", "/api/me/password", json.dumps(change),
                                         {"Content-Type": "application/json", **own, **token}, user=None)
        self.asked.add("changeOwnPassword")
        own = {"Cookie": headers["Set-Cookie"].split(";")[0]}
        self.ask("logOut", "/api/logout", expect=204, user=None, **own, **{"X-CSRF-Token": json.loads(text)["csrf"]})
        self.ask("me", "/api/me", expect=401, user=None, **own)

    def test_users(self):
        self.add_user("clerk", "base.group_user")
        made = self.ask("createKey", "/api/users/2/keys", {"name": "trial", "scope": "read", "valid_for": 60}, 201)
        self.assertEqual([one["id"] for one in self.ask("listKeys", "/api/users/2/keys")["items"]], [made["id"]])
        bearer = {"Authorization": f"Bearer {made['key']}"}
        self.ask("status", "/api/status", user=None, **bearer)
        self.ask("synchronise", "/api/configurations/local/synchronise", expect=403, user=None, **bearer)
        self.ask("listKeys", "/api/users/2/keys", expect=403, user="clerk")
        self.ask("revokeKey", f"/api/users/2/keys/{made['id']}", expect=204)
        self.ask("setPassword", "/api/users/2/password", {"password": PASSWORD}, 403, user="clerk")
        self.ask("setPassword", "/api/users/2/password", {"password": PASSWORD}, 204)
        self.ask("me", "/api/me", user="clerk")
        self.ask("status", "/api/status", expect=403, user="clerk")

    # Stores

    def test_configurations(self):
        self.ask("listKinds", "/api/kinds")
        settings = {"url": variable("OUTFIELD_TEST_S3_URL"), "access_key_id": variable("OUTFIELD_TEST_S3_ACCESS_KEY_ID")}
        new = {"name": "second", "kind": "s3", "settings": settings, "secrets": {"secret_access_key": "wrong"}, "default": False}
        self.assertEqual(self.ask("createConfiguration", "/api/configurations", new, 201)["secrets"], ["secret_access_key"])
        self.ask("createConfiguration", "/api/configurations", new, 409)
        self.ask("createConfiguration", "/api/configurations", {"name": "third", "kind": "tape"}, 400)
        steps = lambda: {step["outcome"] for step in self.ask("testConfiguration", "/api/configurations/second/test", {})["steps"]}
        self.assertIn("failed", steps())
        right = {"secret_access_key": variable("OUTFIELD_TEST_S3_SECRET_ACCESS_KEY")}
        changed = self.ask("changeConfiguration", "/api/configurations/second", {"settings": {"attempts": "2"}, "secrets": right})
        self.assertNotIn("failed", steps())
        self.assertEqual(self.ask("getConfiguration", "/api/configurations/second"), changed)
        self.assertEqual([one["name"] for one in self.ask("listConfigurations", "/api/configurations")["items"]],
                         ["database", "local", "second"])
        self.ask("testConfiguration", "/api/configurations/local/test", {"container": "sales"})
        self.ask("policy", "/api/configurations/second/policy", expect=404)
        bucket = {"configuration": "second", "name": self.fresh_name(), "how": "create", "modules": ["sale"]}
        self.ask("createContainer", "/api/containers", bucket, 201)
        self.assertIn(bucket["name"], json.dumps(self.ask("policy", "/api/configurations/second/policy")))
        self.ask("deleteConfiguration", "/api/configurations/second", expect=204)
        self.ask("getConfiguration", "/api/configurations/second", expect=404)
        self.ask("deleteConfiguration", "/api/configurations/local", expect=409)

    def test_containers(self):
        (self.files / "found").mkdir()
        self.assertEqual(self.ask("synchronise", "/api/configurations/local/synchronise")["appeared"], ["found"])
        new = {"configuration": "local", "name": "archive", "how": "create", "retention": 60, "modules": []}
        made = self.ask("createContainer", "/api/containers", new, 201)
        path = f"/api/containers/{made['id']}"
        self.ask("changeContainer", path, {"modules": ["sale"]}, 409)
        self.ask("changeContainer", f"/api/containers/{self.container()}", {"modules": []})
        changed = self.ask("changeContainer", path, {"modules": ["sale"], "key_prefix": "p/"})
        self.assertEqual((changed["modules"], changed["retention"]), (["sale"], 60))
        self.assertEqual(self.ask("getContainer", path), changed)
        self.ask("changeContainer", path, {"modules": ["nowhere"]}, 404)
        self.ask("forgetContainer", f"/api/containers/{self.container()}", expect=409)
        self.ask("forgetContainer", path, expect=204)
        self.ask("getContainer", path, expect=404)
        self.assertEqual(self.ask("containerUsage", f"/api/containers/{self.container()}/usage")["modules"][0]["objects"], 1)
        self.assertTrue(self.ask("judgeContainerName", "/api/container-name?kind=s3&name=good-name")["valid"])
        self.assertFalse(self.ask("judgeContainerName", "/api/container-name?kind=s3&name=A")["valid"])
        self.ask("environment", "/api/environment")
        self.assertEqual([one["name"] for one in self.ask("listModules", "/api/modules")["items"]][-1], "sale")
        self.assertIn("file", [one["field"] for one in self.ask("placement", "/api/placement")["items"]])

    # Objects

    def test_objects(self):
        blob = self.blob()
        path = f"/api/objects/{blob}"
        for given in ("sort=largest&limit=1", "search=none", "min_size=1&max_size=9", "from=2020-01-01&to=2100-01-01T00:00:00Z",
                      f"model=sale.document&record={self.record}", "state=damaged"):
            self.ask("listObjects", f"/api/objects?{given}")
        for given in ("limit=0", "limit=x", "state=odd", "nonsense=1", "after=x"):
            self.ask("listObjects", f"/api/objects?{given}", expect=400)
        self.assertEqual(self.ask("getObject", path)["history"][0]["blob"], blob)
        self.assertEqual(self.exchange("objectContent", path + "/content")[2], b"hello")
        self.assertEqual(self.exchange("objectContent", path + "/content?download", None, {"Range": "bytes=0-1"})[0], 206)
        self.asked.add("objectContent")
        self.exchange("objectContent", "/api/objects/999/content")
        container = self.container()
        status, _, text = self.exchange("putObject", f"/api/containers/{container}/objects?filename=a.txt", b"loose")
        self.assertEqual((status, json.loads(text)["model"]), (201, "ir.attachment"))
        self.asked.add("putObject")
        self.assertEqual(self.status("putObject", f"/api/containers/{container}/objects", b"nameless"), 400)
        other = self.ask("createContainer", "/api/containers", {"configuration": "local", "name": "other", "how": "create"}, 201)
        moved = self.ask("moveObject", path + "/move", {"to": other["id"]})
        self.assertEqual(moved["container"], "other")
        self.ask("moveObject", path + "/move", {"to": 999}, 404)
        self.ask("deleteObject", f"/api/objects/{moved['blob']}", expect=204)
        trashed = [one["object"] for one in self.ask("listTrash", "/api/trash?limit=1000")["items"]]
        self.assertIn(moved["blob"], trashed)
        self.ask("restore", f"/api/trash/{moved['blob']}/restore", {})
        self.ask("restore", f"/api/trash/{moved['blob']}/restore", {}, 404)

    # Work

    def test_tasks(self):
        blob = self.blob()
        self.assertEqual(self.run_task(kind="scrub", all=True)["figures"]["whole"], 1)
        (self.files / "sales" / "stray.bin").write_bytes(b"nobody's")
        self.assertEqual(self.run_task(kind="check")["figures"]["strays"], 1)
        findings = self.ask("listFindings", "/api/findings?job=check")
        self.assertEqual([one["key"] for one in findings["items"]], ["stray.bin"])
        self.ask("listFindings", "/api/findings?job=scrub")
        stray = {"configuration": "local", "container": "sales", "key": "stray.bin", "action": "adopt", "older_than": 0}
        self.assertEqual(self.ask("dealWithStray", "/api/findings/strays", stray)["model"], "ir.attachment")
        self.ask("dealWithStray", "/api/findings/strays", stray, 404)
        self.assertEqual(self.run_task(kind="delete", objects=[blob])["figures"]["deleted"], 1)
        for wrong in ({"kind": "dance"}, {"kind": "move", "objects": []}, {"kind": "check", "objects": [1]}):
            self.ask("startTask", "/api/tasks", wrong, 400)
        done = self.run_task(kind="collect")
        self.assertIn(done["id"], [one["id"] for one in self.ask("listTasks", "/api/tasks")["items"]])
        self.ask("stopTask", f"/api/tasks/{done['id']}")
        self.ask("getTask", "/api/tasks/none", expect=404)
        self.assertEqual({job["name"] for job in self.ask("status", "/api/status")["jobs"]} & {"check", "scrub", "collect"},
                         {"check", "scrub", "collect"})

    def test_looking_back(self):
        self.ask("deleteObject", f"/api/objects/{self.blob()}", expect=204)
        page = self.ask("audit", "/api/audit?limit=1")
        self.assertEqual(page["items"][0]["action"], "file.delete")
        if page["next"]:
            self.ask("audit", f"/api/audit?after={page['next']}")
        usage = self.ask("usage", "/api/usage")
        for series in usage["series"]:
            self.assertEqual((len(series["objects"]), len(series["bytes"])), (len(usage["days"]),) * 2)
        self.ask("usage", "/api/usage?from=2020-01-01&to=2019-01-01", expect=400)
        self.assertIn("local", [one["configuration"] for one in self.ask("operations", "/api/operations")["items"]])

    def test_events(self):
        head = "".join(f"{name}: {value}\r\n" for name, value in {**self.authorization("admin"), "Host": "x"}.items())
        answer = self.raw(f"GET /api/events HTTP/1.1\r\n{head}\r\n", until_closed=False).decode()
        self.assertRegex(answer, r"^HTTP/1\.1 200 ")
        self.assertIn("Content-Type: text/event-stream", answer)
        self.asked.add("events")
        self.ask("events", "/api/events", expect=401, user=None)

    def test_the_page(self):
        for operation, path in (("start", "/"), ("admin", "/admin")):
            self.assertEqual(self.exchange(operation, path, user=None)[1]["Location"], "/admin/")
        self.assertIn(self.status("page", "/admin/", user=None), (200, 404))  # without npm there is none
        self.assertEqual(self.status("page", "/admin/assets/none.js", user=None), 404)

    def test_nobody_is_let_in(self):
        for method, path, operation in self.operations():
            if "administration" in operation["tags"] and operation["operationId"] != "logIn":
                place = re.sub(r"\{\w+\}", "1", path) + "?filename=a"
                self.assertEqual(self.status(operation["operationId"], place, user=None), 401, (method, path))

    @classmethod
    def tearDownClass(cls):
        """Nothing of it was left out, when all of this file ran."""
        super().tearDownClass()
        wanted = {one["operationId"] for item in cls.page["paths"].values() for name, one in item.items()
                  if name != "parameters" and "administration" in one["tags"]}
        if cls.whole and wanted - cls.asked:
            raise AssertionError(f"never asked: {', '.join(sorted(wanted - cls.asked))}")

    whole = False


if __name__ == "__main__":
    import sys
    Administration.whole = len(sys.argv) == 1
    unittest.main()
