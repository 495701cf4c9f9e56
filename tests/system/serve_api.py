#!/usr/bin/env python3
"""/api, what the administrator's page works with: configurations, containers, placement, objects and the trash."""
import base64
import hashlib
import json
import re
import unittest
from urllib.parse import quote, urlencode

from serving import Serving

SECRET = "the Secret that Nobody sees"
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$")


class Api(Serving):
    def setUp(self):
        super().setUp()
        self.begin_serving()

    def api(self, method, path, body=None, expect=None, headers=None, user="admin", **query):
        """The document that is answered."""
        if query:
            path += "?" + urlencode(query)
        text = None if body is None else json.dumps(body)
        if body is not None:
            headers = {"Content-Type": "application/json", **(headers or {})}
        status, answered, text = self.request(method, "/api" + path, text, headers, user=user)
        expect = expect or {"GET": 200, "DELETE": 204}.get(method, 200)
        self.assertEqual(status, expect, text)
        if status == 204:
            self.assertEqual(text, b"")
            return None
        document = json.loads(text)
        if status < 400:
            self.assertEqual(answered["Content-Type"], "application/json")
            self.assertEqual(answered["Cache-Control"], "no-store")
        else:
            self.assertEqual(answered["Content-Type"], "application/problem+json")
            self.assertEqual(document["status"], status)
        return document

    def refuse(self, status, words, method, path, body=None, **options):
        problem = self.api(method, path, body, expect=status, **options)
        self.assertIn(words, problem["detail"])
        return problem

    def add_amazon(self, name="amazon", expect=201, **more):
        return self.api("POST", "/configurations",
                        {"name": name, "kind": "s3", "settings": {"url": "https://s3.example.com", "access_key_id": "AKID"},
                         "secrets": {"secret_access_key": SECRET}, **more}, expect=expect)

    def container_named(self, name):
        return next(one for one in self.api("GET", "/containers")["items"] if one["name"] == name)

    def put(self, container, name, content=b"content", expect=201, user="admin", **headers):
        status, _, body = self.request("PUT", f"/api/containers/{container}/objects?filename={quote(name)}", content,
                                       headers, user=user)
        self.assertEqual(status, expect, body)
        return json.loads(body)

    def audited(self):
        return [(one["action"], one["model"], one["detail"]) for one in
                map(json.loads, self.outfield("--json", "audit", "--limit", "100").splitlines())]


class WhoMayCall(Api):
    ROUTES = [("GET", "/kinds"), ("GET", "/configurations"), ("POST", "/configurations"), ("GET", "/configurations/local"),
              ("PATCH", "/configurations/local"), ("DELETE", "/configurations/local"), ("POST", "/configurations/local/test"),
              ("POST", "/configurations/local/synchronise"), ("GET", "/configurations/local/policy"),
              ("GET", "/containers"), ("POST", "/containers"), ("GET", "/containers/1"), ("PATCH", "/containers/1"),
              ("DELETE", "/containers/1"), ("GET", "/containers/1/usage"), ("GET", "/container-name"), ("GET", "/modules"),
              ("GET", "/placement"), ("GET", "/objects"), ("GET", "/objects/1"), ("GET", "/objects/1/content"),
              ("POST", "/objects/1/move"), ("DELETE", "/objects/1"), ("PUT", "/containers/1/objects?filename=x"),
              ("GET", "/trash"), ("POST", "/trash/1/restore")]

    def test_administrators_alone(self):
        self.add_user("clerk", "base.group_user")
        for method, path in self.ROUTES:
            with self.subTest(method=method, path=path):
                body = {} if method in ("POST", "PATCH") else None
                self.refuse(401, "Access Denied", method, path, body, user=None)
                self.refuse(403, "administrators", method, path, body, user="clerk")

    def test_a_key_to_read_with_changes_nothing(self):
        secret = self.outfield_json("api-key", "create", "admin", "--name", "look", "--scope", "read")["key"]
        bearer = {"Authorization": f"Bearer {secret}"}
        for method, path in self.ROUTES:
            if method != "GET":
                with self.subTest(method=method, path=path):
                    self.refuse(403, "scope 'read'", method, path, {} if method in ("POST", "PATCH") else None,
                                headers=bearer, user=None)
        self.assertEqual(len(self.api("GET", "/configurations", headers=bearer, user=None)["items"]), 2)

    def test_a_cookie_changes_with_the_pages_token_alone(self):
        info, cookie = self.log_in()
        token = {"X-CSRF-Token": info["csrf_token"]}
        for method, path in self.ROUTES:
            body = {} if method in ("POST", "PATCH") else None
            if method == "GET":
                continue
            with self.subTest(method=method, path=path):
                for wrong in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "0" * len(info["csrf_token"])}):
                    self.refuse(403, "X-CSRF-Token", method, path, body, headers={**cookie, **wrong}, user=None)
                self.refuse(403, "another site", method, path, body, user=None,
                            headers={**cookie, **token, "Sec-Fetch-Site": "cross-site"})
        self.assertEqual(self.container_named("sales")["modules"], ["sale"])
        self.api("GET", "/containers", headers=cookie, user=None)
        container = self.container_named("sales")["id"]
        changed = self.api("PATCH", f"/containers/{container}", {"retention": 60}, headers={**cookie, **token}, user=None)
        self.assertEqual(changed["retention"], 60)

    def test_bodies_are_json_objects(self):
        status, _, body = self.request("POST", "/api/configurations", "name=x", {"Content-Type": "text/plain"})
        self.assertEqual((status, json.loads(body)["detail"]), (415, "the body must be application/json"))
        for text, words in (("{", "no JSON"), ("[]", "no JSON object"), ("[" * 1000, "no JSON")):
            with self.subTest(text=text[:10]):
                status, _, body = self.request("POST", "/api/configurations", text, {"Content-Type": "application/json"})
                self.assertEqual(status, 400, body)
                self.assertIn(words, json.loads(body)["detail"])
        status, _, body = self.request("POST", "/api/configurations", '{"name": "' + "x" * (1 << 20) + '"}',
                                       {"Content-Type": "application/json"})
        self.assertEqual(status, 413, body)


class Configurations(Api):
    def test_kinds(self):
        kinds = {one["kind"]: one for one in self.api("GET", "/kinds")["items"]}
        self.assertEqual(list(kinds), ["s3", "ftp", "directory"])
        self.assertEqual(set(kinds["s3"]), {"kind", "label", "settings"})
        settings = {one["name"]: one for one in kinds["s3"]["settings"]}
        self.assertEqual(settings["access_key_id"]["label"], "AWS_ACCESS_KEY_ID")
        self.assertTrue(settings["secret_access_key"]["secret"])
        self.assertEqual(settings["addressing"]["choices"], ["auto", "path", "virtual"])
        self.assertNotIn("choices", settings["url"])
        tls = next(one for one in kinds["ftp"]["settings"] if one["name"] == "tls")
        self.assertEqual((tls["default"], tls["choices"]), ("explicit", ["explicit", "implicit", "off"]))

    def test_the_life_of_one(self):
        added = self.add_amazon()
        self.assertEqual(added, {"name": "amazon", "kind": "s3", "default": True,
                                 "settings": {"url": "https://s3.example.com", "access_key_id": "AKID"},
                                 "secrets": ["secret_access_key"], "breaker": None, "operations": {"ok": 0, "failed": 0}})
        self.assertEqual(self.api("GET", "/configurations/amazon"), added)
        second = self.add_amazon("backup", default=True, secrets={"secret_access_key": SECRET, "session_token": SECRET})
        self.assertEqual((second["default"], second["secrets"]), (True, ["secret_access_key", "session_token"]))
        self.assertFalse(self.api("GET", "/configurations/amazon")["default"])

        changed = self.api("PATCH", "/configurations/amazon",
                           {"settings": {"region": "eu-west-1", "url": None}, "default": True})
        self.assertEqual(changed["settings"], {"access_key_id": "AKID", "region": "eu-west-1"})
        self.assertEqual((changed["default"], changed["secrets"]), (True, ["secret_access_key"]))
        gone = self.api("PATCH", "/configurations/backup", {"secrets": {"session_token": ""}, "settings": {"url": ""}})
        self.assertEqual((gone["secrets"], gone["settings"]), (["secret_access_key"], {"access_key_id": "AKID"}))

        listed = self.api("GET", "/configurations")["items"]
        self.assertEqual([one["name"] for one in listed], ["amazon", "backup", "database", "local"])
        self.api("DELETE", "/configurations/backup")
        self.refuse(404, "backup", "GET", "/configurations/backup")
        self.assertEqual([one for one in self.audited() if one[0].startswith("configuration.")],
                         [("configuration.delete", "external.storage.configuration", "backup"),
                          ("configuration.change", "external.storage.configuration", "backup: url, session_token"),
                          ("configuration.change", "external.storage.configuration", "amazon: region, url"),
                          ("configuration.create", "external.storage.configuration",
                           "backup: access_key_id, url, secret_access_key, session_token"),
                          ("configuration.create", "external.storage.configuration",
                           "amazon: access_key_id, url, secret_access_key")])

    def test_secrets_are_told_to_nobody(self):
        self.add_amazon()
        answers = [json.dumps(self.api("GET", path)) for path in ("/configurations", "/configurations/amazon", "/kinds")]
        answers.append(json.dumps(self.api("PATCH", "/configurations/amazon", {"secrets": {"secret_access_key": SECRET}})))
        for wrong in ({"secrets": {"secret_acess_key": SECRET}}, {"settings": {"secret_access_key": SECRET}},
                      {"secrets": {"region": SECRET}}):
            answers.append(json.dumps(self.api("PATCH", "/configurations/amazon", wrong, expect=400)))
        answers.append(self.server.log())
        answers.append(self.outfield("audit").decode())
        for answer in answers:
            self.assertNotIn(SECRET, answer)

    def test_what_is_wrong_is_named(self):
        good = {"name": "amazon", "kind": "s3"}
        for body, words in (({}, "'name'"), ({"name": "amazon"}, "'kind'"), ({**good, "name": 7}, "'name'"),
                            ({**good, "Kind": "s3"}, "'Kind' is not known"), ({**good, "kind": "s4"}, "s4"),
                            ({**good, "name": "Big Name"}, "Big Name"), ({**good, "settings": []}, "'settings'"),
                            ({**good, "settings": {"url": 7}}, "'url' in 'settings'"),
                            ({**good, "settings": {"ulr": "https://x"}}, "ulr"),
                            ({**good, "secrets": {"secret_access_key": True}}, "'secret_access_key' in 'secrets'"),
                            ({**good, "default": "yes"}, "'default'")):
            with self.subTest(body=body):
                self.refuse(400, words, "POST", "/configurations", body)
        self.refuse(409, "local", "POST", "/configurations", {"name": "local", "kind": "directory", "settings": {"path": "/x"}})
        self.refuse(400, "'default'", "PATCH", "/configurations/local", {"default": False})
        self.refuse(404, "amazn", "PATCH", "/configurations/amazn", {})
        self.refuse(400, "built in", "DELETE", "/configurations/database")

    def test_what_holds_objects_stays(self):
        self.put(self.container_named("sales")["id"], "a.txt")
        self.refuse(409, "local", "DELETE", "/configurations/local")
        self.refuse(409, "path", "PATCH", "/configurations/local", {"settings": {"path": str(self.directory / "other")}})
        moved = self.directory / "other"
        self.files.rename(moved)
        self.api("PATCH", "/configurations/local", {"settings": {"path": str(moved)}, "moved": True})

    def test_the_connection_is_tried_out(self):
        steps = self.api("POST", "/configurations/local/test", {"container": "sales"})["steps"]
        self.assertEqual({tuple(one) for one in steps}, {("name", "outcome", "detail", "remedy")})
        self.assertEqual({one["outcome"] for one in steps}, {"passed"})
        steps = self.api("POST", "/configurations/local/test", {"container": "elsewhere"})["steps"]
        failed = [one for one in steps if one["outcome"] == "failed"]
        self.assertEqual(len(failed), 1, steps)
        self.assertTrue(failed[0]["detail"] and failed[0]["remedy"], failed)
        self.refuse(404, "amazon", "POST", "/configurations/amazon/test", {})

    def test_synchronisation(self):
        (self.files / "new").mkdir()
        self.assertEqual(self.api("POST", "/configurations/local/synchronise", {}),
                         {"appeared": ["new"], "returned": [], "vanished": [], "unchanged": ["sales"]})
        (self.files / "new").rmdir()
        self.assertEqual(self.api("POST", "/configurations/local/synchronise")["vanished"], ["new"])
        self.assertTrue(self.container_named("new")["vanished"])
        self.refuse(400, "database", "POST", "/configurations/database/synchronise", {})

    def test_policy(self):
        self.refuse(404, "no S3 bucket", "GET", "/configurations/local/policy")
        self.add_amazon()
        self.api("POST", "/containers", {"configuration": "amazon", "name": "sale-docs", "how": "enter", "key_prefix": "erp/",
                                         "modules": ["sale"]}, expect=201)
        policy = self.api("GET", "/configurations/amazon/policy")
        self.assertEqual(policy["Statement"][1]["Resource"], ["arn:aws:s3:::sale-docs/erp/*"])

    def test_operations_are_counted(self):
        self.put(self.container_named("sales")["id"], "a.txt")
        self.assertGreater(self.api("GET", "/configurations/local")["operations"]["ok"], 0)


class Containers(Api):
    def test_the_life_of_one(self):
        made = self.api("POST", "/containers", {"configuration": "local", "name": "bills", "how": "create", "retention": 3600},
                        expect=201)
        number = made.pop("id")
        self.assertEqual(made, {"configuration": "local", "kind": "directory", "name": "bills", "modules": [], "key_prefix": "",
                                "presigned": False, "vanished": False, "origin": "created", "live": 0, "live_bytes": 0,
                                "condemned": 0, "condemned_bytes": 0, "reserved": 0, "retention": 3600})
        self.assertTrue((self.files / "bills").is_dir())
        changed = self.api("PATCH", f"/containers/{number}", {"key_prefix": "erp/", "retention": 0, "modules": ["base"]})
        self.assertEqual((changed["key_prefix"], changed["retention"], changed["modules"]), ("erp/", 0, ["base"]))
        self.assertEqual(self.api("GET", f"/containers/{number}"), changed)
        self.api("DELETE", f"/containers/{number}")
        self.refuse(404, str(number), "GET", f"/containers/{number}")
        self.assertTrue((self.files / "bills").is_dir())
        entered = self.api("POST", "/containers", {"configuration": "local", "name": "bills", "how": "enter", "modules": ["base"]},
                           expect=201)
        self.assertEqual((entered["origin"], entered["modules"]), ("entered", ["base"]))
        self.assertEqual([one for one in self.audited() if one[0].startswith("container.")][:4],
                         [(action, "external.storage.container", "local/bills") for action in
                          ("container.create", "container.forget", "container.change", "container.create")])

    def test_modules_change_in_one_go(self):
        sales = self.container_named("sales")["id"]
        other = self.api("POST", "/containers", {"configuration": "local", "name": "other", "how": "create"}, expect=201)["id"]
        both = self.api("PATCH", f"/containers/{sales}", {"modules": ["sale", "base"]})
        self.assertEqual(both["modules"], ["base", "sale"])
        self.refuse(409, "base", "PATCH", f"/containers/{other}", {"modules": ["base"], "retention": 1})
        self.assertNotEqual(self.api("GET", f"/containers/{other}")["retention"], 1)
        self.refuse(404, "purchase", "PATCH", f"/containers/{sales}", {"modules": ["purchase"]})
        self.assertEqual(self.api("GET", f"/containers/{sales}")["modules"], ["base", "sale"])
        self.assertEqual(self.api("PATCH", f"/containers/{sales}", {"modules": []})["modules"], [])
        self.assertEqual(self.api("PATCH", f"/containers/{other}", {"modules": ["sale"]})["modules"], ["sale"])

    def test_what_is_wrong_is_named(self):
        good = {"configuration": "local", "name": "x", "how": "create"}
        for body, words in (({}, "'configuration'"), ({**good, "how": "make"}, "'how'"), ({**good, "name": ""}, "'name'"),
                            ({**good, "retention": -1}, "'retention'"), ({**good, "retention": "1d"}, "'retention'"),
                            ({**good, "key_prefix": "no slash"}, "key prefix"), ({**good, "modules": "sale"}, "'modules'"),
                            ({**good, "modules": [1]}, "'modules'"), ({**good, "bucket": "x"}, "'bucket' is not known"),
                            ({**good, "configuration": "database"}, "database"), ({**good, "name": "a//b"}, "a//b")):
            with self.subTest(body=body):
                self.refuse(400, words, "POST", "/containers", body)
        self.refuse(404, "nowhere", "POST", "/containers", {**good, "configuration": "nowhere"})
        self.refuse(404, "number", "GET", "/containers/sales")
        self.refuse(404, "number", "GET", "/containers/-1")
        self.refuse(404, "99", "PATCH", "/containers/99", {})
        self.put(self.container_named("sales")["id"], "a.txt")
        self.refuse(409, "objects", "DELETE", f"/containers/{self.container_named('sales')['id']}")

    def test_names(self):
        self.assertEqual(self.api("GET", "/container-name", kind="s3", name="sale-docs"), {"valid": True, "words": ""})
        wrong = self.api("GET", "/container-name", kind="s3", name="Sale_Docs")
        self.assertFalse(wrong["valid"])
        self.assertTrue(wrong["words"])
        self.refuse(400, "s4", "GET", "/container-name", kind="s4", name="x")
        self.refuse(400, "'nme' is not known", "GET", "/container-name", nme="x")

    def test_usage(self):
        sales = self.container_named("sales")["id"]
        self.create(b"four")
        self.put(sales, "a.txt", b"seven77")
        self.put(sales, "b.txt", b"")
        self.assertEqual(self.api("GET", f"/containers/{sales}/usage"),
                         {"modules": [{"module": "base", "objects": 2, "bytes": 7}, {"module": "sale", "objects": 1, "bytes": 4}]})
        self.refuse(404, "99", "GET", "/containers/99/usage")


class Placement(Api):
    def test_modules(self):
        modules = {one["name"]: one for one in self.api("GET", "/modules")["items"]}
        self.assertEqual(modules["sale"], {"name": "sale", "label": "Sales", "models": ["sale.document"]})
        self.assertIn("ir.attachment", modules["base"]["models"])

    def test_each_binary_field(self):
        self.create(b"four")
        fields = {(one["model"], one["field"]): one for one in self.api("GET", "/placement")["items"]}
        file = fields["sale.document", "file"]
        self.assertEqual(len(file.pop("reasons")), 3)
        self.assertEqual(file, {"module": "sale", "model": "sale.document", "field": "file", "label": "File", "store": "directory",
                                "configuration": "local", "container": "sales", "missing": None,
                                "values": [{"configuration": "local", "container": "sales", "objects": 1, "bytes": 4}]})
        copy = fields["sale.document", "copy"]
        self.assertEqual((copy["store"], copy["configuration"], copy["container"], copy["values"]),
                         ("database", "database", "database", []))
        sales = self.container_named("sales")["id"]
        self.api("PATCH", f"/containers/{sales}", {"modules": []})
        fields = {(one["model"], one["field"]): one for one in self.api("GET", "/placement")["items"]}
        file = fields["sale.document", "file"]
        self.assertEqual((file["configuration"], file["container"]), (None, None))
        self.assertIn("assign", file["missing"])
        self.assertEqual(len(file["values"]), 1)


class Objects(Api):
    def setUp(self):
        super().setUp()
        self.sales = self.container_named("sales")["id"]
        self.api("PATCH", f"/containers/{self.sales}", {"retention": 3600})
        self.other = self.api("POST", "/containers", {"configuration": "local", "name": "other", "how": "create"},
                              expect=201)["id"]

    def names(self, **query):
        return [one["file_name"] for one in self.api("GET", "/objects", **query)["items"]]

    def test_one_is_added_shown_and_read(self):
        content = b"%PDF-1.4 contract"
        made = self.put(self.sales, "Contract 1.pdf", content)
        for time in (made.pop("created"), made.pop("verified")):
            self.assertRegex(time, TIME)
        key, blob, record = made.pop("key"), made.pop("blob"), made.pop("record")
        self.assertEqual(made, {"configuration": "local", "container": "sales", "size": len(content),
                                "sha256": hashlib.sha256(content).hexdigest(), "media_type": "application/pdf",
                                "file_name": "Contract 1.pdf", "model": "ir.attachment", "field": "datas", "damaged": False,
                                "state": "live", "record_name": "Contract 1.pdf"})
        self.assertTrue((self.files / "sales" / key).is_file())
        shown = self.api("GET", f"/objects/{blob}")
        self.assertEqual((shown["blob"], shown["record"], shown["key"], shown["record_name"]), (blob, record, key, "Contract 1.pdf"))
        self.assertEqual([(one["blob"], one["state"], one["condemned_at"], one["reason"]) for one in shown["history"]],
                         [(blob, "live", None, "")])
        status, headers, body = self.request("GET", f"/api/objects/{blob}/content")
        self.assertEqual((status, body), (200, content))
        self.assertEqual((headers["Content-Type"], headers["X-Content-Type-Options"]), ("application/pdf", "nosniff"))
        self.assertTrue(headers["Content-Disposition"].startswith("inline"), headers["Content-Disposition"])
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        status, headers, body = self.request("GET", f"/api/objects/{blob}/content?download", headers={"Range": "bytes=1-3"})
        self.assertEqual((status, body), (206, b"PDF"))
        self.assertTrue(headers["Content-Disposition"].startswith("attachment"))
        self.assertIn(("object.create", "ir.attachment", "local/sales"), self.audited())

    def test_a_page_of_another_is_never_shown_as_a_page(self):
        blob = self.put(self.sales, "page.html", b"<script>alert(1)</script>")["blob"]
        _, headers, _ = self.request("GET", f"/api/objects/{blob}/content")
        self.assertTrue(headers["Content-Disposition"].startswith("attachment"))

    def test_lists(self):
        document = self.create(b"one", "Order 7.pdf")
        self.put(self.sales, "bill_100%.txt", b"22")
        self.put(self.other, "photo.png", b"4444")
        everything = self.api("GET", "/objects")
        self.assertIsNone(everything["next"])
        first = everything["items"][2]
        self.assertEqual((first["model"], first["record"], first["field"], first["record_name"]),
                         ("sale.document", document, "file", "one"))
        newest = ["photo.png", "bill_100%.txt", "Order 7.pdf"]
        for query, found in (({}, newest), ({"sort": "oldest"}, newest[::-1]), ({"sort": "largest"}, [newest[0], newest[2], newest[1]]),
                             ({"sort": "smallest"}, [newest[1], newest[2], newest[0]]), ({"container": self.sales}, newest[1:]),
                             ({"model": "sale.document"}, newest[2:]), ({"model": "ir.attachment", "container": self.other}, newest[:1]),
                             ({"model": "sale.document", "record": document}, newest[2:]),
                             ({"model": "sale.document", "record": document + 1}, []), ({"search": "ORDER"}, newest[2:]),
                             ({"search": "100%"}, [newest[1]]), ({"search": "_1"}, [newest[1]]), ({"search": "r_7"}, []),
                             ({"min_size": 3, "max_size": 3}, newest[2:]), ({"from": "2100-01-01"}, []),
                             ({"to": "2100-01-01T00:00:00Z", "from": "2000-01-01 00:00:00"}, newest),
                             ({"state": "live"}, newest), ({"state": "condemned"}, []), ({"state": "damaged"}, []),
                             ({"model": "no.such.model"}, []), ({"container": 99}, [])):
            with self.subTest(query=query):
                self.assertEqual(self.names(**query), found)

    def test_pages(self):
        for number in range(5):
            self.put(self.sales, f"{number}.txt", b"x" * (number % 2))
        for sort, order in (("newest", "43210"), ("oldest", "01234"), ("largest", "31420"), ("smallest", "02413")):
            found, after = [], ""
            for _ in range(10):
                page = self.api("GET", "/objects", sort=sort, limit=2, after=after)
                self.assertLessEqual(len(page["items"]), 2)
                found += [one["file_name"][0] for one in page["items"]]
                after = page["next"]
                if after is None:
                    break
            self.assertEqual("".join(found), order, sort)

    def test_what_is_wrong_is_named(self):
        for query, words in (({"limit": 0}, "'limit'"), ({"limit": 1001}, "'limit'"), ({"limit": "x"}, "'limit'"),
                             ({"container": "sales"}, "'container'"), ({"min_size": -1}, "'min_size'"), ({"sort": "name"}, "'sort'"),
                             ({"state": "gone"}, "'state'"), ({"after": "x"}, "'after'"), ({"after": "1-2-3"}, "'after'"),
                             ({"after": "-"}, "'after'"), ({"from": "yesterday"}, "'from'"), ({"to": "2026-02-30"}, "'to'"),
                             ({"from": "2026-01-01T25:00:00Z"}, "'from'"), ({"record": 1}, "'model'"),
                             ({"search": "x" * 201}, "'search'"), ({"serach": "x"}, "'serach' is not known")):
            with self.subTest(query=query):
                self.refuse(400, words, "GET", "/objects", **query)
        for method, path in (("GET", "/objects/99"), ("DELETE", "/objects/99"), ("GET", "/objects/99/content"),
                             ("GET", "/objects/x"), ("GET", "/objects/99999999999999999999")):
            self.refuse(404, "", method, path)
        self.refuse(404, "99", "POST", "/objects/99/move", {"to": self.other})
        blob = self.put(self.sales, "a.txt")["blob"]
        self.refuse(404, "99", "POST", f"/objects/{blob}/move", {"to": 99})
        self.refuse(400, "'to'", "POST", f"/objects/{blob}/move", {"to": "local/other"})
        self.refuse(400, "'to'", "POST", f"/objects/{blob}/move", {})
        self.put(99, "a.txt", expect=404)
        self.assertIn("filename", self.put(self.sales, "", expect=400)["detail"])
        self.put(self.sales, "a.txt", expect=400, **{"Content-Range": "bytes 0-1/9"})

    def test_moving(self):
        record = self.create(b"moving", "m.txt")
        blob = self.api("GET", "/objects")["items"][0]["blob"]
        moved = self.api("POST", f"/objects/{blob}/move", {"to": self.other})
        self.assertEqual((moved["container"], moved["record"], moved["file_name"]), ("other", record, "m.txt"))
        self.assertNotEqual(moved["blob"], blob)
        self.assertEqual(self.fetch(record), b"moving")
        self.assertEqual(self.names(container=self.sales), [])
        self.assertIn(("object.move", "sale.document", "file, from local/sales to local/other"), self.audited())

    def test_to_the_trash_and_back(self):
        made = self.put(self.sales, "a.txt", b"first")
        record = self.create(b"one", "one.txt")
        blob = self.api("GET", "/objects", model="sale.document")["items"][0]["blob"]
        status, _, _ = self.request("PUT", f"/files/sale.document/{record}/file?filename=two.txt", b"two")
        self.assertEqual(status, 200)
        for one in (made["blob"], self.api("GET", "/objects", model="sale.document")["items"][0]["blob"]):
            self.api("DELETE", f"/objects/{one}")
        self.refuse(409, "value", "DELETE", f"/objects/{made['blob']}")
        self.assertEqual(self.names(), [])
        self.assertEqual(self.names(state="condemned"), ["two.txt", "one.txt", "a.txt"])

        trash = self.api("GET", "/trash")
        self.assertEqual([(one["file_name"], one["reason"], one["model"], one["container"], one["size"]) for one in trash["items"]],
                         [("a.txt", "unlinked", "ir.attachment", "sales", 5), ("one.txt", "replaced", "sale.document", "sales", 3),
                          ("two.txt", "cleared", "sale.document", "sales", 3)])
        self.assertRegex(trash["items"][0]["removable_at"], TIME)
        page = self.api("GET", "/trash", limit=2)
        self.assertEqual(len(page["items"]), 2)
        self.assertEqual([one["file_name"] for one in self.api("GET", "/trash", after=page["next"])["items"]], ["two.txt"])
        self.assertEqual(self.api("GET", "/trash", container=self.other), {"items": [], "next": None})

        old = self.api("GET", f"/objects/{blob}")
        self.assertEqual((old["state"], old["file_name"]), ("condemned", "one.txt"))
        self.assertEqual([(one["file_name"], one["reason"]) for one in old["history"]],
                         [("two.txt", "cleared"), ("one.txt", "replaced")])
        self.assertEqual(self.request("GET", f"/api/objects/{blob}/content")[2], b"one")

        self.assertEqual(self.api("POST", f"/trash/{blob}/restore", {}),
                         {"model": "sale.document", "record": record, "field": "file"})
        two = trash["items"][2]["object"]
        self.refuse(409, "value", "POST", f"/trash/{two}/restore", {})
        self.api("POST", f"/trash/{two}/restore", {"replace": True})
        self.assertEqual(self.fetch(record), b"two")
        self.assertEqual([(one["file_name"], one["state"]) for one in self.api("GET", f"/objects/{two}")["history"]],
                         [("two.txt", "live"), ("one.txt", "condemned")])
        self.refuse(404, "", "POST", f"/trash/{made['blob']}/restore", {})
        restored = self.api("POST", f"/trash/{made['blob']}/restore", {"as_attachment": True})
        self.assertEqual((restored["model"], restored["field"]), ("ir.attachment", "datas"))
        self.refuse(404, "", "POST", f"/trash/{made['blob']}/restore")
        self.refuse(400, "'Replace'", "POST", f"/trash/{two}/restore", {"Replace": True})
        self.refuse(400, "'replace'", "POST", f"/trash/{two}/restore", {"replace": 1})

    def test_a_large_file_streams(self):
        content = hashlib.sha256(b"large").digest() * (1 << 19)  # 16 MiB
        before = self.memory()
        made = self.put(self.other, "large.bin", content)
        self.assertEqual((made["size"], made["sha256"]), (len(content), hashlib.sha256(content).hexdigest()))
        self.assertTrue(self.request("GET", f"/api/objects/{made['blob']}/content")[2] == content)
        self.assertLess(self.memory() - before, 12 << 20)


class Uploads(Api):
    """tus into a container."""

    def begin_upload(self, length, expect=201, user="admin", headers=None, **members):
        metadata = ",".join(f"{name} {base64.b64encode(str(value).encode()).decode()}" for name, value in members.items())
        status, answered, body = self.request("POST", "/uploads", b"", {
            "Tus-Resumable": "1.0.0", "Upload-Length": str(length), "Upload-Metadata": metadata, **(headers or {})}, user=user)
        self.assertEqual(status, expect, body)
        return answered["Location"]

    def send(self, place, offset, content, expect=204, user="admin"):
        status, _, body = self.request("PATCH", place, content, {
            "Tus-Resumable": "1.0.0", "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}, user=user)
        self.assertEqual(status, expect, body)

    def test_it_becomes_an_object_there(self):
        content = hashlib.sha256(b"tus").digest() * (3 << 15)  # 3 MiB
        container = self.container_named("sales")["id"]
        place = self.begin_upload(len(content), container=container, filename="film.bin")
        self.send(place, 0, content[:1 << 20])
        self.assertEqual(self.api("GET", "/objects")["items"], [])
        self.assertEqual(self.rpc("ir.attachment", "search_count", []), 0)
        self.send(place, 1 << 20, content[1 << 20:])
        made, = self.api("GET", "/objects")["items"]
        self.assertEqual((made["container"], made["file_name"], made["record_name"], made["model"], made["sha256"]),
                         ("sales", "film.bin", "film.bin", "ir.attachment", hashlib.sha256(content).hexdigest()))
        status, headers, _ = self.request("HEAD", place, headers={"Tus-Resumable": "1.0.0"})
        self.assertEqual((status, headers["Upload-Offset"]), (200, str(len(content))))
        self.assertEqual(len(self.api("GET", "/objects")["items"]), 1)
        self.assertIn(("object.create", "ir.attachment", "local/sales"), self.audited())
        author, = self.rpc("ir.attachment", "read", [made["record"]], ["create_uid"])
        self.assertEqual(author["create_uid"][0], 2)

    def test_one_that_is_given_up_leaves_nothing(self):
        place = self.begin_upload(10, container=self.container_named("sales")["id"], filename="x")
        self.send(place, 0, b"12345")
        status, _, _ = self.request("DELETE", place, headers={"Tus-Resumable": "1.0.0"})
        self.assertEqual(status, 204)
        self.assertEqual(self.rpc("ir.attachment", "search_count", []), 0)

    def test_administrators_alone(self):
        self.add_user("clerk", "base.group_user")
        container = self.container_named("sales")["id"]
        self.begin_upload(1, expect=403, user="clerk", container=container, filename="x")
        self.begin_upload(1, expect=404, container=99, filename="x")
        self.begin_upload(1, expect=400, container="sales", filename="x")
        info, cookie = self.log_in()
        self.begin_upload(1, expect=403, user=None, headers=cookie, container=container, filename="x")
        self.begin_upload(1, user=None, headers={**cookie, "X-CSRF-Token": info["csrf_token"]}, container=container, filename="x")


if __name__ == "__main__":
    unittest.main(verbosity=2)
