#!/usr/bin/env python3
"""/api of the administrator's page: objects, the trash, and uploads into a container."""
import base64
import hashlib
import unittest

from api import TIME, Api


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
    unittest.main()
