#!/usr/bin/env python3
"""outfield serve: the server's main job, through Python's own clients."""
import base64
import hashlib
import json
import unittest
import xmlrpc.client

from serving import PASSWORD, Serving

FORM = {"Content-Type": "multipart/form-data; boundary=edge"}


def part(name, content, file_name=None):
    disposition = f'form-data; name="{name}"' + (f'; filename="{file_name}"' if file_name is not None else "")
    kind = "Content-Type: application/octet-stream\r\n" if file_name is not None else ""
    return f"--edge\r\nContent-Disposition: {disposition}\r\n{kind}\r\n{content}\r\n"


class Story(Serving):
    def setUp(self):
        super().setUp()
        self.begin_serving()

    def test_xmlrpc_keeps_a_file_and_gives_it_back(self):
        common = xmlrpc.client.ServerProxy(self.server.url + "/xmlrpc/2/common")
        with common:
            self.assertEqual(common.version()["server_version"], "16.0")
            self.assertEqual(common.authenticate("outfield", "admin", PASSWORD, {}), 2)
            self.assertIs(common.authenticate("outfield", "admin", "wrong", {}), False)
        content = bytes(range(256)) * 40
        made = self.rpc("sale.document", "create", {"name": "Contract", "file": base64.b64encode(content).decode()})
        [read] = self.rpc("sale.document", "read", [made], ["name", "file"])
        self.assertEqual(read, {"id": made, "name": "Contract", "file": base64.b64encode(content).decode()})
        self.assertEqual(self.fetch(made), content)

    def test_a_long_value_through_rpc_does_not_take_its_size_in_memory(self):
        size = 192 << 20
        content = base64.b64encode(hashlib.sha256(b"seed").digest() * (size // 32)).decode()
        for call in (self.rpc, self.over_json):
            call("sale.document", "search", [])
            before = self.memory()
            made = call("sale.document", "create", {"name": "Long", "file": content})
            [read] = call("sale.document", "read", [made], ["file"])
            self.assertTrue(read["file"] == content)
            self.assertLess(self.memory() - before, 48 << 20, call)

    def over_json(self, model, method, *args):
        call = {"params": {"service": "object", "method": "execute_kw", "args": ["outfield", 2, PASSWORD, model, method, args]}}
        return json.loads(self.request("POST", "/jsonrpc", json.dumps(call), {"Content-Type": "application/json"}, user=None)[2])["result"]

    def test_a_file_is_put_read_and_removed(self):
        made = self.rpc("sale.document", "create", {"name": "Plain"})
        path = f"/files/sale.document/{made}/file"
        self.assertEqual(self.request("GET", path)[0], 404)
        status, headers, body = self.request("PUT", path + "?filename=a%20b.txt", b"hello", {"Content-Type": "text/plain"})
        self.assertEqual(status, 201, body)
        self.assertEqual(json.loads(body)["file_name"], "a b.txt")
        tag = headers["ETag"]
        self.assertEqual(tag, f'"{hashlib.sha256(b"hello").hexdigest()}"')
        status, headers, body = self.request("GET", path)
        self.assertEqual((status, body, headers["ETag"]), (200, b"hello", tag))
        self.assertEqual(self.request("GET", path, headers={"If-None-Match": tag})[0], 304)
        self.assertEqual(self.request("GET", path, headers={"Range": "bytes=1-2"})[::2], (206, b"el"))
        self.assertEqual(self.request("GET", path, headers={"Range": "bytes=9-"})[0], 416)
        self.assertEqual(self.request("HEAD", path)[::2], (200, b""))
        self.assertEqual(self.request("PUT", path, b"other", {"If-Match": '"0"'})[0], 412)
        self.assertEqual(self.request("PUT", path, b"other", {"If-None-Match": "*"})[0], 412)
        self.assertEqual(self.request("PUT", path, b"other", {"If-Match": tag})[0], 200)
        self.assertEqual(self.request("DELETE", path)[0], 204)
        self.assertEqual(self.request("GET", path)[0], 404)

    def test_a_wrong_digest_stores_nothing(self):
        made = self.rpc("sale.document", "create", {"name": "Digest"})
        path = f"/files/sale.document/{made}/file"
        digest = base64.b64encode(hashlib.sha256(b"hello").digest()).decode()
        self.assertEqual(self.request("PUT", path, b"hellO", {"Content-Digest": f"sha-256=:{digest}:"})[0], 400)
        self.assertEqual(self.request("GET", path)[0], 404)
        self.assertEqual(self.request("PUT", path, b"hello", {"Content-Digest": f"sha-256=:{digest}:"})[0], 201)

    def test_a_large_file_streams_both_ways_in_little_memory(self):
        made = self.rpc("sale.document", "create", {"name": "Large"})
        path = f"/files/sale.document/{made}/file"
        content = hashlib.sha256(b"large").digest() * (4 << 20)
        self.assertEqual(self.request("PUT", path, content)[0], 201)
        self.assertTrue(self.request("GET", path)[2] == content)
        self.assertTrue(self.request("GET", path, headers={"Range": "bytes=1000000-90000000"})[2] ==
                        content[1000000:90000001])
        self.assertLess(self.memory(), 96 << 20)

    def test_numbers_and_ids_may_come_as_texts(self):
        made = self.rpc("sale.document", "create", {"name": "Texts", "pages": "12"})
        self.assertEqual(self.rpc("sale.document", "read", [str(made)], ["pages"]), [{"id": made, "pages": 12}])
        self.assertIs(self.rpc("sale.document", "write", [str(made)], {"pages": "-3"}), True)
        self.assertEqual(self.rpc("sale.document", "read", made, ["pages"]), [{"id": made, "pages": -3}])
        self.fault(2, "field 'pages' takes an integer, not text", "sale.document", "create", {"name": "Texts", "pages": "1e5"})
        self.fault(1, "argument 'ids' must be", "sale.document", "read", ["first"])

    def test_groups_have_ends_and_distinct_values(self):
        for state, pages in (("draft", 2), ("draft", 5), ("done", 5)):
            self.rpc("sale.document", "create", {"name": f"{state} {pages}", "state": state, "pages": pages})
        fields = ["pages", "most:max(pages)", "name:max", "counts:count_distinct(pages)", "since:min(create_date)"]
        done, draft = self.rpc("sale.document", "read_group", [], fields, ["state"])
        for line in (done, draft):
            self.assertRegex(line.pop("since"), "^20[0-9]{2}-[0-9-]{5} [0-9:]{8}$")
        self.assertEqual(draft, {"state": "draft", "state_count": 2, "pages": 7, "most": 5, "name": "draft 5", "counts": 2,
                                 "__domain": [["state", "=", "draft"]]})
        self.assertEqual((done["pages"], done["most"], done["name"], done["counts"]), (5, 5, "done 5", 1))
        self.fault(1, "the name 'x' is used twice", "sale.document", "read_group", [], ["x:min(pages)", "x:max(pages)"], [])

    def send_form(self, *parts):
        status, _, text = self.request("POST", "/web/binary/upload_attachment", "".join(parts) + "--edge--\r\n", FORM)
        return status, json.loads(text)

    def test_a_form_whose_user_chose_no_file(self):
        nothing = part("ufile", "", "")
        for parts in ([nothing], [nothing, nothing], [part("model", "sale.document"), nothing], []):
            status, said = self.send_form(*parts)
            self.assertEqual((status, said["detail"].split(":")[0]), (400, "no file was chosen"))
        self.assertEqual(self.rpc("ir.attachment", "search_count", []), 0)
        status, taken = self.send_form(nothing, part("ufile", "hello", "a.txt"), nothing, part("ufile", "", "empty.txt"),
                                       part("ufile", "nameless", ""))
        self.assertEqual((status, [(one["filename"], one["size"]) for one in taken]),
                         (200, [("a.txt", 5), ("empty.txt", 0), ("", 8)]))
        read = self.rpc("ir.attachment", "read", [one["id"] for one in taken], ["name", "datas"])
        self.assertEqual([(one["name"], one["datas"] and base64.b64decode(one["datas"])) for one in read],
                         [("a.txt", b"hello"), ("empty.txt", False), ("file", b"nameless")])

    def test_a_form_names_a_record_that_exists(self):
        made = self.rpc("sale.document", "create", {"name": "Owner"})
        model, file = part("model", "sale.document"), part("ufile", "hello", "a.txt")
        for parts, expected, words in (
                ([model, part("id", "first")], 400, "the form's id is no number of a record"),
                ([model, part("id", "0")], 400, "the form's id is no number of a record"),
                ([model], 400, "the form's id is missing"), ([model, part("id", "")], 400, "the form's id is missing"),
                ([model, part("id", str(made + 1))], 404, "there is no such record"),
                ([part("model", "no.model"), part("id", "1")], 404, "there is no such model")):
            status, said = self.send_form(*parts, file)
            self.assertEqual(status, expected, said)
            self.assertIn(words, said["detail"])
        self.assertEqual(self.rpc("ir.attachment", "search_count", []), 0)
        status, [taken] = self.send_form(model, part("id", str(made)), file)
        self.assertEqual(status, 200)
        self.assertEqual(self.rpc("ir.attachment", "read", [taken["id"]], ["res_model", "res_id"]),
                         [{"id": taken["id"], "res_model": "sale.document", "res_id": made}])

    def test_a_session_opens_and_ends(self):
        info, cookie = self.log_in()
        self.assertEqual((info["uid"], info["username"], info["db"]), (2, "admin", "outfield"))
        call = {"model": "res.users", "method": "read", "args": [[2], ["login"]], "kwargs": {}}
        document, _ = self.json_rpc("/web/dataset/call_kw", call, cookie)
        self.assertEqual(document["result"], [{"id": 2, "login": "admin"}])
        document, _ = self.json_rpc("/web/session/destroy", {}, cookie)
        self.assertNotIn("result", document)
        document, _ = self.json_rpc("/web/dataset/call_kw", call, cookie)
        self.assertEqual(document["error"]["code"], 100)

    def test_a_failed_login_sets_no_cookie(self):
        document, headers = self.json_rpc("/web/session/authenticate",
                                          {"db": "outfield", "login": "admin", "password": "wrong"})
        self.assertEqual(document["error"]["data"]["name"], "odoo.exceptions.AccessDenied")
        self.assertEqual(document["error"]["data"]["message"], "Access Denied")
        self.assertIsNone(headers["Set-Cookie"])


if __name__ == "__main__":
    unittest.main()
