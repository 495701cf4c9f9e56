#!/usr/bin/env python3
"""/api, what the administrator's page works with: configurations, containers and placement."""
import json
import unittest

from api import SECRET, Api


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
                          ("configuration.change", "external.storage.configuration", "amazon: is_default"),
                          ("configuration.change", "external.storage.configuration", "amazon: region, url"),
                          ("configuration.change", "external.storage.configuration", "backup: is_default"),
                          ("configuration.create", "external.storage.configuration",
                           "backup: access_key_id, url, secret_access_key, session_token"),
                          ("configuration.create", "external.storage.configuration",
                           "amazon: access_key_id, url, secret_access_key"),
                          ("configuration.create", "external.storage.configuration", "local: path")])

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
        resources = {one["Sid"]: one["Resource"] for one in policy["Statement"] if "s3:GetObject" in one["Action"]}
        self.assertEqual(list(resources.values()), [["arn:aws:s3:::sale-docs/erp/*"]])

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
                         [(action, "external.storage.container", f"local/bills{more}") for action, more in
                          (("container.create", ""), ("container.forget", ""),
                           ("container.change", ": key_prefix, retention, modules"), ("container.create", ""))])

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
        self.refuse(409, "value", "DELETE", f"/containers/{self.container_named('sales')['id']}")

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


if __name__ == "__main__":
    unittest.main()
