#!/usr/bin/env python3
"""Who tries to get at what is not theirs, and who tries to wear the server out; afterwards it serves on."""
import base64
import concurrent.futures
import http.client
import json
import os
import re
import unittest
import xmlrpc.client

from serving import PASSWORD, Serving

FORM = "multipart/form-data; boundary=edge"


def part(name, content, file_name=None, headers=""):
    disposition = f'form-data; name="{name}"' + (f'; filename="{file_name}"' if file_name is not None else "")
    return f"--edge\r\nContent-Disposition: {disposition}\r\n{headers}\r\n{content}\r\n".encode()


class Hostile(Serving):
    def setUp(self):
        super().setUp()
        self.begin_serving(settings='largest_file = "1MiB"\nlargest_rpc = "8MiB"')
        self.made = self.rpc("sale.document", "create", {"name": "Mine"})
        self.path = f"/files/sale.document/{self.made}/file"
        self.assertEqual(self.request("PUT", self.path, b"mine")[0], 201)

    def tearDown(self):
        self.serves_on()
        super().tearDown()

    def serves_on(self):
        self.assertIsNone(self.server.process.poll(), self.server.log())
        self.assertEqual(self.request("GET", self.path)[2], b"mine")

    def key(self, scope, login="admin"):
        made = self.outfield_json("api-key", "create", login, "--name", scope, "--scope", scope)
        return {"Authorization": f"Bearer {made['key']}"}

    def tus(self, user="admin", headers=None):
        given = ",".join(f"{name} {base64.b64encode(str(value).encode()).decode()}" for name, value in
                         (("model", "sale.document"), ("record", self.made), ("field", "file")))
        return self.request("POST", "/uploads", b"", {"Tus-Resumable": "1.0.0", "Upload-Length": "4",
                                                      "Upload-Metadata": given, **(headers or {})}, user=user)

    def form(self, body, headers=None, user="admin"):
        return self.request("POST", "/web/binary/upload_attachment", body, {"Content-Type": FORM, **(headers or {})}, user=user)

    # Forms

    def test_forms_that_do_not_end(self):
        whole = part("ufile", "x", "a.txt")
        for body in (b"", b"--edge", whole, whole[:-5], b"no form at all", whole + b"--edg--\r\n"):
            self.assertEqual(self.form(body)[0], 400, body)
        self.assertEqual(self.form(b"x", {"Content-Type": "multipart/form-data"})[0], 400)
        self.assertEqual(self.form(b"x", {"Content-Type": "text/plain"})[0], 400)
        self.assertEqual(self.rpc("ir.attachment", "search_count", []), 0)

    def test_forms_that_are_bombs(self):
        end = b"--edge--\r\n"
        many = b"".join(part("x", "") for _ in range(15_000))
        head = part("x", "", headers="X: " + "a" * 100_000 + "\r\n")
        heads = part("x", "", headers="".join(f"X-{i}: y\r\n" for i in range(10_000)))
        text = part("model", "m" * 500_000)
        for body in (many, head, heads, text):
            self.assertEqual(self.form(body + end)[0], 400, body[:100])
        self.assertEqual(self.form(part("ufile", "x" * (2 << 20), "a.bin") + end)[0], 413)
        self.assertEqual(self.rpc("ir.attachment", "search_count", []), 0)

    def test_a_form_needs_its_session_s_token(self):
        info, cookie = self.log_in()
        token = part("csrf_token", info["csrf_token"])
        file, end = part("ufile", "bytes", "a.txt"), b"--edge--\r\n"
        self.assertEqual(self.form(file + end, cookie, user=None)[0], 400)
        self.assertEqual(self.form(file + token + end, cookie, user=None)[0], 400)
        self.assertEqual(self.form(part("csrf_token", "0" * 64) + file + end, cookie, user=None)[0], 400)
        _, other = self.log_in()
        self.assertEqual(self.form(token + file + end, other, user=None)[0], 400)
        self.assertEqual(self.rpc("ir.attachment", "search_count", []), 0)
        status, _, text = self.form(token + file + end, cookie, user=None)
        self.assertEqual((status, json.loads(text)[0]["filename"]), (200, "a.txt"))

    def test_a_form_is_taken_whole_or_not(self):
        file, end = part("ufile", "bytes", "a.txt"), b"--edge--\r\n"
        owner = part("model", "sale.document") + part("id", str(self.made))
        self.assertEqual(self.form(file + owner + end)[0], 400)  # whose it is comes too late
        self.assertEqual(self.form(file + part("ufile", "more", "b.txt"))[0], 400)  # it does not end
        self.assertEqual(self.rpc("ir.attachment", "search_count", []), 0)
        self.assertEqual(self.form(owner + file + end)[0], 200)
        self.assertEqual(self.rpc("ir.attachment", "search_count", [["res_id", "=", self.made]]), 1)

    # Somebody else's

    def test_another_site_changes_nothing(self):
        info, cookie = self.log_in()
        tus = {"Tus-Resumable": "1.0.0"}
        place = self.tus()[1]["Location"]
        for foreign in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"},
                        {"Origin": "https://evil.example"}, {"Origin": f"http://127.0.0.1:{self.server.port}.evil.example"}):
            headers = {**cookie, **foreign}
            for method, path, more in (("PUT", self.path, {}), ("DELETE", self.path, {}), ("DELETE", place, tus),
                                       ("PATCH", place, {**tus, "Upload-Offset": "0",
                                                         "Content-Type": "application/offset+octet-stream"})):
                self.assertEqual(self.request(method, path, b"evil", {**headers, **more}, user=None)[0], 403, (method, foreign))
            self.assertEqual(self.tus(user=None, headers=headers)[0], 403)
            for path in ("/web/dataset/call_kw", "/web/dataset/call_button/x", "/web/session/destroy"):
                self.assertEqual(self.request("POST", path, "{}", {**headers, "Content-Type": "application/json"}, user=None)[0],
                                 403, (path, foreign))
            form = part("csrf_token", info["csrf_token"]) + part("ufile", "evil", "a.txt") + b"--edge--\r\n"
            self.assertEqual(self.form(form, headers, user=None)[0], 403)
            self.assertEqual(self.form(form, foreign)[0], 403)  # a browser sends Basic's password along, too
        self.assertEqual(self.request("HEAD", place, headers=tus)[1]["Upload-Offset"], "0")
        for path in ("/web/dataset/call_kw", "/web/session/authenticate", "/jsonrpc"):
            for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=edge", ""):
                status, _, _ = self.request("POST", path, "{}", {**cookie, "Content-Type": kind}, user=None)
                self.assertEqual(status, 400, (path, kind))  # what a form of another site can send
        self.assertEqual(self.rpc("ir.attachment", "search_count", []), 0)

    def test_a_user_without_rights_gets_nothing_anywhere(self):
        self.add_user("clerk")
        clerk = self.rpc("res.users", "search", [["login", "=", "clerk"]])[0]
        for model in ("sale.document", "res.users", "external.storage.configuration", "ir.model"):
            for method, arguments in (("search", [[]]), ("read", [[1]]), ("create", [{}]), ("write", [[1], {}]),
                                      ("unlink", [[1]]), ("search_read", [[]]), ("read_group", [[], [], []]),
                                      ("copy", [1]), ("name_search", [])):
                self.fault(4, "", model, method, *arguments, user=clerk)
        content = f"/web/content/sale.document/{self.made}/file"
        for method in ("GET", "HEAD", "PUT", "DELETE"):
            self.assertEqual(self.request(method, self.path, user="clerk")[0], 403, method)
        self.assertEqual(self.request("GET", content, user="clerk")[0], 404)
        self.assertEqual(self.tus(user="clerk")[0], 403)
        place = self.tus()[1]["Location"]
        for method in ("HEAD", "PATCH", "DELETE"):
            self.assertEqual(self.request(method, place, headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0",
                                                                  "Content-Type": "application/offset+octet-stream"},
                                          user="clerk")[0], 403, method)
        file, end = part("ufile", "x", "a.txt"), b"--edge--\r\n"
        for form in (part("model", "sale.document") + part("id", str(self.made)), b""):
            self.assertEqual(self.form(form + file + end, user="clerk")[0], 403)

    def test_a_key_does_what_it_is_for(self):
        read, files = self.key("read"), self.key("files")
        content = f"/web/content/sale.document/{self.made}/file"
        for headers in (read, files):
            self.assertEqual(self.request("GET", self.path, headers=headers, user=None)[2], b"mine")
            self.assertEqual(self.request("GET", content, headers=headers, user=None)[2], b"mine")
        self.assertEqual(self.request("PUT", self.path, b"evil", read, user=None)[0], 403)
        self.assertEqual(self.request("DELETE", self.path, headers=read, user=None)[0], 403)
        self.assertEqual(self.tus(user=None, headers=read)[0], 403)
        place = self.tus()[1]["Location"]
        for method in ("HEAD", "PATCH", "DELETE"):
            self.assertEqual(self.request(method, place, headers={**read, "Tus-Resumable": "1.0.0", "Upload-Offset": "0",
                                                                  "Content-Type": "application/offset+octet-stream"},
                                          user=None)[0], 403, method)
        self.assertEqual(self.form(part("ufile", "x", "a") + b"--edge--\r\n", read, user=None)[0], 403)
        self.assertEqual(self.request("PUT", self.path, b"mine", files, user=None)[0], 200)
        self.assertEqual(self.tus(user=None, headers=files)[0], 201)
        for headers, refused in ((read, ("create", [{"name": "x"}])), (files, ("search", [[]])), (files, ("read", [[1]]))):
            secret = headers["Authorization"].split()[1]
            self.fault(4, "this API key is for", "sale.document", refused[0], *refused[1], password=secret)
        self.fault(3, "Access Denied", "res.users", "change_password", PASSWORD, "another password",
                   password=read["Authorization"].split()[1])

    def test_a_key_that_was_revoked_is_none(self):
        made = self.outfield_json("api-key", "create", "admin", "--name", "export")
        key = {"Authorization": f"Bearer {made['key']}"}
        self.assertEqual(self.request("GET", self.path, headers=key, user=None)[0], 200)
        self.outfield("api-key", "revoke", "admin", str(made["id"]))
        self.wait_until(lambda: self.request("GET", self.path, headers=key, user=None)[0] == 401, 10)

    def test_a_session_may_what_its_key_may(self):
        for scope, method, arguments in (("read", "create", [{"name": "x"}]), ("files", "search", [[]])):
            _, cookie = self.log_in(password=self.key(scope)["Authorization"].split()[1])
            document, _ = self.json_rpc("/web/dataset/call_kw", {"model": "sale.document", "method": method,
                                                                 "args": arguments, "kwargs": {}}, cookie)
            self.assertIn("this API key is for", document["error"]["data"]["message"])

    def test_a_file_of_no_record_is_its_author_s(self):
        self.add_user("clerk", "base.group_user")
        self.add_user("other", "base.group_user")
        file, end = part("ufile", "secret", "a.txt"), b"--edge--\r\n"
        own = json.loads(self.form(file + end, user="clerk")[2])[0]["id"]
        of_the_house = self.rpc("ir.attachment", "create", {"name": "a", "datas": "c2VjcmV0",
                                                            "res_model": "external.storage.configuration", "res_id": 1})
        of_nothing = self.rpc("ir.attachment", "create", {"name": "a", "datas": "c2VjcmV0", "res_model": "of.nothing", "res_id": 1})
        for made in (own, of_the_house, of_nothing):
            path = f"/files/ir.attachment/{made}/datas"
            for method in ("GET", "HEAD", "PUT", "DELETE"):
                self.assertEqual(self.request(method, path, b"evil" if method == "PUT" else None, user="other")[0], 403, (made, method))
            self.assertEqual(self.request("GET", f"/web/content/{made}", user="other")[0], 404)
            upload = ",".join(f"{name} {base64.b64encode(str(value).encode()).decode()}" for name, value in
                              (("model", "ir.attachment"), ("record", made), ("field", "raw")))
            self.assertEqual(self.tus(user="other", headers={"Upload-Metadata": upload})[0], 403)
            self.assertEqual(self.request("GET", path)[2], b"secret")  # an administrator
        self.assertEqual(self.request("GET", f"/files/ir.attachment/{own}/datas", user="clerk")[2], b"secret")
        self.assertEqual(self.request("GET", f"/web/content/{own}", user="clerk")[2], b"secret")
        self.rpc("ir.attachment", "write", [own], {"public": True})
        self.assertEqual(self.request("GET", f"/web/content/{own}", user="other")[2], b"secret")
        self.assertEqual(self.request("PUT", f"/files/ir.attachment/{own}/datas", b"evil", user="other")[0], 403)

    def test_a_file_s_address_tells_no_other_field(self):
        made = self.rpc("sale.document", "create", {"state": "the state", "name": "the name"})
        self.request("PUT", f"/files/sale.document/{made}/file?filename=stored.txt", b"mine")
        public = self.rpc("ir.attachment", "create", {"name": "shown.txt", "datas": "bWluZQ==", "public": True,
                                                      "access_token": "the-token", "description": "the description"})
        self.add_user("clerk", "base.group_user")

        def name(path, headers=None, user=None):
            status, answered, _ = self.request("GET", f"/web/content/{path}", headers=headers, user=user)
            self.assertEqual(status, 200, path)
            return re.search('filename="(.*?)"', answered["Content-Disposition"])[1]
        of_document, files = f"sale.document/{made}/file", self.key("files")
        self.assertEqual(name(f"{of_document}?filename_field=state", user="admin"), "the state")
        self.assertEqual(name(f"{of_document}?filename_field=state", files), "stored.txt")
        self.assertEqual(name(of_document, files), "stored.txt")
        for user in ("admin", "clerk"):
            self.assertNotIn("token", name(f"{public}?filename_field=access_token", user=user))
        self.assertEqual(name(f"{public}?access_token=the-token"), "shown.txt")
        self.assertEqual(name(f"{public}?access_token=the-token&filename_field=name"), "shown.txt")
        for field in ("access_token", "description"):
            self.assertNotIn("the ", name(f"{public}?access_token=the-token&filename_field={field}").replace("-", " "))

    def test_a_media_type_that_is_asked_for_is_a_harmless_one(self):
        self.request("PUT", self.path + "?filename=a.html", b"mine", {"Content-Type": "text/html"})
        content = f"/web/content/sale.document/{self.made}/file"
        for asked, answered, shown in (("text/plain", "text/plain; charset=utf-8", "inline"), ("image/png", "image/png", "inline"),
                                       ("text/html", "text/html; charset=utf-8", "attachment"),
                                       ("image/svg%2Bxml", "text/html; charset=utf-8", "attachment"),
                                       ("text/plain%0d%0aX:%20y", "text/html; charset=utf-8", "attachment"),
                                       ("", "text/html; charset=utf-8", "attachment")):
            _, headers, body = self.request("GET", f"{content}?mimetype={asked}")
            self.assertEqual((headers["Content-Type"], headers["Content-Disposition"].split(";")[0], body), (answered, shown, b"mine"))
            self.assertEqual((headers["X-Content-Type-Options"], headers["X"]), ("nosniff", None))

    def test_users_know_each_other_s_names_alone(self):
        self.add_user("clerk", "base.group_user")
        [clerk] = self.rpc("res.users", "search", [["login", "=", "clerk"]])
        own, admin = [self.rpc("res.users", "read", [number], ["name", "login", "email", "groups_id"], user=clerk)[0]
                      for number in (clerk, 2)]
        self.assertEqual((own["login"], bool(own["groups_id"])), ("clerk", True))
        self.assertEqual(admin, {"id": 2, "name": "Administrator", "login": False, "email": False, "groups_id": []})
        self.assertEqual(self.rpc("res.users", "search", [["login", "=like", "ad%"]], user=clerk), [])
        self.fault(4, "res.users.login is for administrators", "res.users", "search", [], order="login", user=clerk)
        self.fault(4, "res.users.login", "sale.document", "search", [["create_uid.login", "=like", "ad%"]], user=clerk)
        [document] = self.rpc("sale.document", "read", [self.made], ["create_uid"], user=clerk)
        self.assertEqual(document["create_uid"], [2, "Administrator"])

    def test_no_container_holds_the_installation_s_own_files(self):
        outer = self.rpc("external.storage.configuration", "create",
                         {"name": "outer", "kind": "directory", "path": str(self.directory.parent)})
        home = self.directory.name
        for model, method, arguments in (
                ("external.storage.container", "create", [{"name": home, "configuration_id": outer}]),
                ("external.storage.configuration", "create_on_server", [outer, home])):
            self.fault(4, "on which Outfield itself lives", model, method, *arguments)
        for how in ("enter", "create"):
            status, _, body = self.request("POST", "/api/containers", json.dumps({"configuration": "outer", "name": home, "how": how}),
                                           {"Content-Type": "application/json"})
            self.assertEqual(status, 403, body)
        self.assertNotIn(home, self.rpc("external.storage.configuration", "synchronise", [outer])["appeared"])
        code, _, words = self.run_it("container", "enter", "outer", home)
        self.assertNotEqual(code, 0)
        self.assertIn("on which Outfield itself lives", words)
        with self.config.open("a") as own:
            own.write(f'directories = "{self.files}"\n')
        narrow = self.serve()
        self.fault(4, "[server] directories", "external.storage.configuration", "create",
                   {"name": "etc", "kind": "directory", "path": "/etc"}, server=narrow)
        inside = self.rpc("external.storage.configuration", "create",
                          {"name": "inside", "kind": "directory", "path": str(self.files)}, server=narrow)
        self.rpc("external.storage.configuration", "create_on_server", [inside], "papers", server=narrow)

    def test_wrong_credentials_are_denied_in_the_client_s_own_words(self):
        call = {"model": "sale.document", "method": "search", "args": [[]], "kwargs": {}}
        for headers in (self.authorization("admin", "wrong"), {"Authorization": "Bearer of_" + "0" * 64}):
            document, _ = self.json_rpc("/web/dataset/call_kw", call, headers)
            self.assertEqual((document["error"]["data"]["name"], document["error"]["data"]["message"]),
                             ("odoo.exceptions.AccessDenied", "Access Denied"))

    def test_the_last_administrator_stays_one(self):
        [system] = self.rpc("res.groups", "search", [["full_name", "=", "base.group_system"]])
        for model, record, values in (
                ("res.users", 2, {"active": False}), ("res.users", 2, {"groups_id": [[5, 0, 0]]}),
                ("res.users", 2, {"groups_id": [[3, system, 0]]}), ("res.users", 2, {"groups_id": [[6, 0, []]]}),
                ("res.groups", system, {"users": [[5, 0, 0]]}), ("res.groups", system, {"users": [[3, 2, 0]]}),
                ("res.groups", system, {"users": [[6, 0, []]]}), ("res.groups", system, {"users": False})):
            with self.assertRaises(xmlrpc.client.Fault, msg=values) as caught:
                self.rpc(model, "write", [record], values)
            self.assertIn("nobody would be an administrator any more", caught.exception.faultString)
        for values in ({"full_name": "base.group_nobody"}, {"full_name": False}):
            self.fault(2, "full_name", "res.groups", "write", [system], values)
        self.fault(2, "full_name", "res.groups", "create", {"name": "x", "full_name": "sale.manager"})
        self.fault(2, "declared by a module", "res.groups", "unlink", [system])
        self.add_user("second", "base.group_user")
        [second] = self.rpc("res.users", "search", [["login", "=", "second"]])
        self.rpc("res.groups", "write", [system], {"users": [[4, second, 0]]})
        self.rpc("res.groups", "write", [system], {"users": [[3, second, 0]]})
        self.assertEqual(self.rpc("res.groups", "read", [system], ["users"])[0]["users"], [2])

    # Shapes

    def test_ranges(self):
        size = len(b"mine")
        for text, status, content in (("bytes=0-0", 206, b"m"), ("bytes=-2", 206, b"ne"), ("bytes=4-", 416, None),
                                      ("bytes=" + ",".join("0-0" for _ in range(1000)), 200, b"mine"),
                                      ("bytes=99999999999999999999999-", 416, None), ("bytes=2-1", 200, b"mine"),
                                      ("bytes=a-b", 200, b"mine"), ("lines=0-1", 200, b"mine"), ("bytes=-0", 416, None)):
            answered, headers, body = self.request("GET", self.path, headers={"Range": text})
            self.assertEqual(answered, status, text[:60])
            if content is None:
                self.assertEqual(headers["Content-Range"], f"bytes */{size}")
            else:
                self.assertEqual(body, content, text[:60])

    def test_digests(self):
        wrong = base64.b64encode(b"\0" * 32).decode()
        for value, words in ((f"sha-256=:{wrong}:", "sha-256"), ("sha-256=:!!:", "is no digest"), ("sha-256=x", "is no digest"),
                             (f"sha-512=:{base64.b64encode(bytes(64)).decode()}:", "none is checked here")):
            status, _, body = self.request("PUT", self.path, b"evil", {"Content-Digest": value})
            self.assertEqual(status, 400, value)
            self.assertIn(words, json.loads(body)["detail"].lower())

    def test_a_delete_is_of_the_value_that_it_names(self):
        tag = self.request("HEAD", self.path)[1]["ETag"]
        for round in range(40):
            with concurrent.futures.ThreadPoolExecutor(2) as both:
                put = both.submit(self.request, "PUT", self.path, b"new %d" % round)
                gone = both.submit(self.request, "DELETE", self.path, None, {"If-Match": tag})
            status, body = gone.result()[0], self.request("GET", self.path)[2]
            self.assertIn(put.result()[0], (200, 201))
            self.assertIn(status, (204, 412))  # before the new value, or behind it
            self.assertEqual(body, b"new %d" % round)
            tag = put.result()[1]["ETag"]
        self.assertEqual(self.request("PUT", self.path, b"mine")[0], 200)

    def test_names_from_hell(self):
        def put(text):
            quoted = "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogateescape"))
            return self.request("PUT", f"{self.path}?filename={quoted}", b"mine")
        for text, kept, coded in (
                ("a\r\nSet-Cookie: x", "aSet-Cookie: x", "aSet-Cookie%3A%20x"), ("../../etc/passwd", "passwd", "passwd"),
                ("\u202egnp.exe", "_gnp.exe", "%E2%80%AEgnp.exe"), ("..\\..\\a.txt", "a.txt", "a.txt"),
                ("'; DROP TABLE sale_document; --", "'; DROP TABLE sale_document; --",
                 "%27%3B%20DROP%20TABLE%20sale_document%3B%20--"), ("%s%n" * 20, "%s%n" * 20, "%25s%25n" * 20)):
            self.assertEqual(put(text)[0], 200, text)
            _, headers, body = self.request("GET", self.path)
            self.assertEqual(headers["Content-Disposition"].partition("; ")[2], f"filename=\"{kept}\"; filename*=UTF-8''{coded}")
            self.assertEqual((headers["Set-Cookie"], body), (None, b"mine"))
        for text in ("\0", "a\0b", "\udcff"):
            status, _, body = put(text)
            self.assertEqual(status, 400, body)
            self.assertIn("is not text in UTF-8", json.loads(body)["detail"])

    def test_numbers_from_hell(self):
        for digits, words in (("9223372036854775808", "is no integer of 64 bits"), ("-9223372036854775809", "is no integer of 64 bits"),
                              ("9" * 400, "is no integer of 64 bits"), ("9" * 5000, "a value is longer than 1024 bytes")):
            values = ("<string>outfield</string>", "<int>2</int>", f"<string>{PASSWORD}</string>", "<string>sale.document</string>",
                      "<string>read</string>", f"<array><data><value><int>{digits}</int></value></data></array>")
            params = "".join(f"<param><value>{value}</value></param>" for value in values)
            body = f"<methodCall><methodName>execute_kw</methodName><params>{params}</params></methodCall>"
            status, _, text = self.request("POST", "/xmlrpc/2/object", body, {"Content-Type": "text/xml"}, user=None)
            with self.assertRaises(xmlrpc.client.Fault) as caught:
                xmlrpc.client.loads(text)
            self.assertEqual((status, caught.exception.faultCode), (200, 1))
            self.assertIn(words, caught.exception.faultString)

    def test_domains_from_hell(self):
        long = [["name", "=", "Mine"]]
        for _ in range(900):
            long = ["|", *long, ["name", "=", "y"]]
        self.assertEqual(self.rpc("sale.document", "search", long), [self.made])
        self.fault(1, "it has 5403 terms; at most 4000 are taken", "sale.document", "search", [*long, *long, *long])
        self.fault(1, "Invalid leaf", "sale.document", "search", [[[[long]]]])
        self.fault(1, "Invalid domain", "sale.document", "search", ["|", *long])
        self.fault(1, "Invalid domain", "sale.document", "search", ["!"] * 5000 + [["name", "=", "x"]])

    # Wearing out

    def test_guesses_at_once_are_counted(self):
        def guess(number):
            return self.request("GET", self.path, headers=self.authorization("clerk", f"guess {number}"), user=None)[0]
        self.add_user("clerk", "base.group_user")
        with concurrent.futures.ThreadPoolExecutor(40) as crowd:
            statuses = list(crowd.map(guess, range(40)))
        self.assertEqual(set(statuses), {401, 429})
        self.assertLessEqual(statuses.count(401), 10 + os.cpu_count())  # those that are looked at when the tenth is refused
        self.assertEqual(self.request("GET", self.path, user="clerk")[0], 429)  # also with the right one

    def test_many_wrong_passwords_do_not_lock_others_out(self):
        for number in range(30):
            self.request("GET", self.path, headers=self.authorization(f"ghost{number % 3}", "guess"), user=None)
        self.assertEqual(self.request("GET", self.path)[0], 200)

    def test_http_without_an_end(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        connection.putrequest("PUT", self.path)
        for name, value in {**self.authorization("admin"), "Transfer-Encoding": "chunked"}.items():
            connection.putheader(name, value)
        connection.endheaders()
        try:
            for _ in range(64):
                connection.send(b"10000\r\n" + b"x" * 65536 + b"\r\n")
        except OSError:
            pass
        self.assertEqual(self.request("GET", self.path)[2], b"mine")
        connection.close()


if __name__ == "__main__":
    unittest.main()
