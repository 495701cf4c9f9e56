"""Python's own xmlrpc.client: every method, and every fault by its exact code."""
import base64
import unittest
import xmlrpc.client

from server import ADMIN, API_KEY, BASE64, CONTENT, DATABASE, LOGIN, NOBODY, PASSWORD, URL


class Client(unittest.TestCase):
    def service(self, path):
        proxy = xmlrpc.client.ServerProxy(f"{URL}/{path}", allow_none=True)
        self.addCleanup(proxy("close"))
        return proxy

    def setUp(self):
        self.common = self.service("xmlrpc/2/common")
        self.object = self.service("xmlrpc/2/object")

    def call(self, model, method, *args, uid=ADMIN, password=PASSWORD, **kwargs):
        return self.object.execute_kw(DATABASE, uid, password, model, method, args, kwargs)

    def fault(self, code, words, call, *args, **kwargs):
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            call(*args, **kwargs)
        self.assertEqual(caught.exception.faultCode, code, caught.exception)
        self.assertIn(words, caught.exception.faultString)

    def document(self, **values):
        return self.call("sale.document", "create", {"name": "Contract", **values})

    def partner(self, name, **values):
        return self.call("res.partner", "create", {"name": name, **values})


class LoggingIn(Client):
    def test_common(self):
        self.assertEqual(self.common.version(), {"server_version": "16.0", "server_version_info": [16, 0, 0, "final", 0, ""],
                                                 "server_serie": "16.0", "protocol_version": 1})
        self.assertEqual(self.common.authenticate(DATABASE, LOGIN, PASSWORD, {}), ADMIN)
        self.assertEqual(self.common.login(DATABASE, LOGIN, PASSWORD), ADMIN)
        self.assertEqual(self.common.authenticate(DATABASE, LOGIN, API_KEY, {}), ADMIN)
        self.assertIs(self.common.authenticate(DATABASE, LOGIN, "wrong", {}), False)
        self.assertIs(self.common.login(DATABASE, "nobody", PASSWORD), False)
        self.assertIsInstance(self.common.about(), str)
        self.fault(1, "no_such_database", self.common.authenticate, "no_such_database", LOGIN, PASSWORD, {})
        self.fault(1, "no_such_method", self.common.no_such_method)

    def test_databases(self):
        database = self.service("xmlrpc/2/db")
        self.assertEqual(database.list(), [DATABASE])
        self.assertEqual(database.server_version(), "16.0")
        self.assertIs(database.db_exist(DATABASE), True)
        self.assertIs(database.db_exist("another"), False)

    def test_an_api_key_is_a_password(self):
        self.assertEqual(self.call("res.users", "read", [ADMIN], ["login"], password=API_KEY), [{"id": ADMIN, "login": LOGIN}])

    def test_the_paths_of_version_6_and_7(self):
        common, objects = self.service("xmlrpc/common"), self.service("xmlrpc/object")
        self.assertEqual(common.login(DATABASE, LOGIN, PASSWORD), ADMIN)
        self.assertEqual(self.service("xmlrpc/db").list(), [DATABASE])
        made = objects.execute(DATABASE, ADMIN, PASSWORD, "res.partner", "create", {"name": "Old"})
        self.assertEqual(objects.execute(DATABASE, ADMIN, PASSWORD, "res.partner", "read", [made], ["name"]),
                         [{"id": made, "name": "Old"}])
        self.assertEqual(objects.execute(DATABASE, ADMIN, PASSWORD, "res.partner", "search", [("id", "=", made)], 0, 5), [made])

        def old_fault(*args):
            with self.assertRaises(xmlrpc.client.Fault) as caught:
                objects.execute(DATABASE, *args)
            return caught.exception.faultCode, caught.exception.faultString

        self.assertEqual(old_fault(ADMIN, "wrong", "res.partner", "search", []), ("AccessDenied", "Access Denied"))
        code, text = old_fault(ADMIN, PASSWORD, "res.partner", "write", [NOBODY], {"name": "x"})
        self.assertEqual((code.split("\n")[0], text), ("warning -- MissingError", ""))
        code, text = old_fault(ADMIN, PASSWORD, "res.partner", "_search", [])
        self.assertEqual((code.split("\n")[0], text), ("warning -- AccessError", ""))
        self.assertIn("nothing", old_fault(ADMIN, PASSWORD, "res.partner", "search", [("nothing", "=", 1)])[0])


class Records(Client):
    def test_a_contact_from_the_cradle_to_the_grave(self):
        made = self.partner("Ada Ünïcode ☃", email="ada@example.com")
        self.assertEqual(self.call("res.partner", "read", [made], ["name", "email", "phone"]),
                         [{"id": made, "name": "Ada Ünïcode ☃", "email": "ada@example.com", "phone": False}])
        self.assertIs(self.call("res.partner", "write", [made], {"phone": "1 < 2 & 3"}), True)
        self.assertEqual(self.call("res.partner", "read", made, ["phone"]), [{"id": made, "phone": "1 < 2 & 3"}])
        self.assertEqual(self.call("res.partner", "search", [["email", "=", "ada@example.com"]]), [made])
        self.assertEqual(self.call("res.partner", "search_count", [["id", "=", made]]), 1)
        self.assertIs(self.call("res.partner", "unlink", [made]), True)
        self.assertEqual(self.call("res.partner", "read", [made], ["name"]), [])
        self.assertEqual(self.call("res.partner", "exists", [made, ADMIN, NOBODY]), [ADMIN])

    def test_several_at_once(self):
        made = self.call("res.partner", "create", [{"name": f"Many {number}", "ref": "many"} for number in range(5)])
        self.assertEqual(len(set(made)), 5)
        many = [["ref", "=", "many"]]
        self.assertEqual(self.call("res.partner", "search", many, order="name desc", limit=2, offset=1),
                         [made[3], made[2]])
        self.assertEqual(self.call("res.partner", "search", many, 1, 2, "name desc"), [made[3], made[2]])
        self.assertEqual(self.call("res.partner", "search_read", many, ["name"], 4), [{"id": made[4], "name": "Many 4"}])
        self.assertEqual(self.call("res.partner", "search_count", many), 5)
        groups = self.call("res.partner", "read_group", many, ["ref"], ["ref"])
        self.assertEqual([(group["ref"], group["ref_count"]) for group in groups], [("many", 5)])

    def test_domains(self):
        names = {"Abel": "a@x.org", "Berta": "b@x.org", "Carl": False}
        made = {name: self.partner(name, email=email, ref="domains") for name, email in names.items()}

        def found(*domain):
            ids = self.call("res.partner", "search", [("ref", "=", "domains"), *domain], order="name")
            return "".join(name[0] for name in made if made[name] in ids)

        self.assertEqual(found("|", ("name", "=", "Abel"), ("name", "=", "Carl")), "AC")
        self.assertEqual(found("!", ("name", "=", "Abel")), "BC")
        self.assertEqual(found(("name", "in", ["Abel", "Berta"])), "AB")
        self.assertEqual(found(("name", "not in", ["Abel", "Berta"])), "C")
        self.assertEqual(found(("name", "=", ["Abel"])), "A")
        self.assertEqual(found(("name", "like", "er")), "B")
        self.assertEqual(found(("name", "=like", "B%")), "B")
        self.assertEqual(found(("name", "ilike", "CAR")), "C")
        self.assertEqual(found(("name", "=ilike", "c%")), "C")
        self.assertEqual(found(("name", "not ilike", "CAR")), "AB")
        self.assertEqual(found(("email", "=", False)), "C")
        self.assertEqual(found(("email", "!=", False)), "AB")
        self.assertEqual(found(("email", "=?", False)), "ABC")
        self.assertEqual(found(("id", ">", made["Abel"]), ("id", "<=", made["Berta"])), "B")
        self.assertEqual(found(("name", "<>", "Abel")), "BC")

    def test_relations_and_commands(self):
        firm = self.partner("Firm", is_company=True, child_ids=[(0, 0, {"name": "Anne"}), (0, False, {"name": "Bob"})])
        anne, bob = self.call("res.partner", "read", [firm], ["child_ids"])[0]["child_ids"]
        self.assertEqual(self.call("res.partner", "read", [anne], ["parent_id"])[0]["parent_id"], [firm, "Firm"])
        self.assertEqual(self.call("res.partner", "read", [anne], ["parent_id"], load="_classic_write")[0]["parent_id"], firm)
        self.assertEqual(self.call("res.partner", "search", [("parent_id.name", "=", "Firm")], order="name"), [anne, bob])
        self.assertEqual(self.call("res.partner", "search", [("id", "child_of", firm)], order="id"), [firm, anne, bob])
        self.assertEqual(self.call("res.partner", "search", [("id", "parent_of", [anne])], order="id"), [firm, anne])
        self.call("res.partner", "write", [firm], {"child_ids": [(1, anne, {"name": "Anna"}), (2, bob)]})
        self.assertEqual(self.call("res.partner", "search_read", [("parent_id", "=", firm)], ["name"]),
                         [{"id": anne, "name": "Anna"}])
        self.call("res.partner", "write", [firm], {"child_ids": [(3, anne)]})
        self.assertIs(self.call("res.partner", "read", [anne], ["parent_id"])[0]["parent_id"], False)

    def test_many2many_commands(self):
        red, blue = self.call("res.partner.category", "create", [{"name": "red"}, {"name": "blue"}])
        made = self.partner("Tagged", category_id=[(6, 0, [red])])

        def tags_after(*commands):
            self.call("res.partner", "write", [made], {"category_id": list(commands)})
            return self.call("res.partner", "read", [made], ["category_id"])[0]["category_id"]

        self.assertEqual(tags_after((4, blue)), [red, blue])
        self.assertEqual(tags_after((4, blue, 0)), [red, blue])
        self.assertEqual(tags_after((3, red)), [blue])
        self.assertEqual(tags_after((5,)), [])
        self.assertEqual(tags_after((5, 0, 0)), [])
        green = tags_after((0, 0, {"name": "green"}), (4, red))
        self.assertEqual(len(green), 2)
        self.assertEqual(self.call("res.partner", "search", [("category_id.name", "=", "green")]), [made])
        self.assertEqual(len(tags_after((2, red))), 1)
        self.assertEqual(self.call("res.partner.category", "exists", [red]), [])

    def test_names_and_defaults(self):
        made = self.partner("Named Contact")
        self.assertEqual(self.call("res.partner", "name_get", [made]), [[made, "Named Contact"]])
        self.assertEqual(self.call("res.partner", "name_search", "named con"), [[made, "Named Contact"]])
        self.assertEqual(self.call("res.partner", "name_search", "Named", [("id", "!=", made)], "ilike", 5), [])
        self.assertEqual(self.call("res.partner", "name_search", name="Named", limit=1), [[made, "Named Contact"]])
        self.assertEqual(self.call("res.partner", "name_create", "Quick")[1], "Quick")
        self.assertIs(self.call("res.partner", "default_get", ["active", "name"]).get("active"), True)
        self.assertEqual(self.call("res.partner", "default_get", ["ref"], context={"default_ref": "R1"}), {"ref": "R1"})
        copy = self.call("res.partner", "copy", made, {"ref": "twin"})
        self.assertEqual(self.call("res.partner", "read", [copy], ["ref"]), [{"id": copy, "ref": "twin"}])
        [metadata] = self.call("res.partner", "get_metadata", [made])
        self.assertEqual(metadata["create_uid"], [ADMIN, "Administrator"])
        self.assertRegex(metadata["create_date"], r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$")

    def test_fields(self):
        fields = self.call("sale.document", "fields_get")
        for name in ("id", "display_name", "create_date", "create_uid", "write_date", "write_uid", "__last_update"):
            self.assertIn("type", fields[name])
        self.assertEqual((fields["file"]["type"], fields["file"]["store"], fields["file"]["string"]), ("binary", "s3", "File"))
        self.assertEqual(self.call("res.partner", "fields_get", ["parent_id"], ["type", "relation"]),
                         {"parent_id": {"type": "many2one", "relation": "res.partner"}})
        children = self.call("res.partner", "fields_get", allfields=["child_ids"])["child_ids"]
        self.assertEqual((children["type"], children["relation"], children["relation_field"]),
                         ("one2many", "res.partner", "parent_id"))

    def test_archived_records_are_left_out_unless_asked_for(self):
        made = self.partner("Retired", active=False)
        self.assertEqual(self.call("res.partner", "search", [("name", "=", "Retired")]), [])
        self.assertEqual(self.call("res.partner", "search", [("name", "=", "Retired")], context={"active_test": False}), [made])


class Files(Client):
    def test_every_byte_comes_back(self):
        made = self.document(file=BASE64)
        [read] = self.call("sale.document", "read", [made], ["file"])
        self.assertEqual(base64.b64decode(read["file"]), CONTENT)
        self.assertEqual(read["file"], BASE64)
        self.call("sale.document", "write", [made], {"file": xmlrpc.client.Binary(b"changed")})
        self.assertEqual(self.call("sale.document", "read", [made], ["file"])[0]["file"], base64.b64encode(b"changed").decode())
        self.call("sale.document", "write", [made], {"file": False})
        self.assertIs(self.call("sale.document", "read", [made], ["file"])[0]["file"], False)

    def test_lines_in_base64(self):
        made = self.document(file=base64.encodebytes(CONTENT[:1000]).decode().replace("\n", "\r\n"))
        self.assertEqual(base64.b64decode(self.call("sale.document", "read", [made], ["file"])[0]["file"]), CONTENT[:1000])

    def test_sizes_in_place_of_files(self):
        made = self.document(file=base64.b64encode(bytes(10_005)).decode())
        for context, answer in [({"bin_size": True}, "9.77 Kb"), ({"bin_size_file": True}, "9.77 Kb")]:
            self.assertEqual(self.call("sale.document", "read", [made], ["file", "copy"], context=context),
                             [{"id": made, "file": answer, "copy": context.get("bin_size_copy", False)}])
        small = self.document(file=base64.b64encode(b"eleven byte").decode())
        self.assertEqual(self.call("sale.document", "search_read", [("id", "=", small)], ["file"], context={"bin_size": True}),
                         [{"id": small, "file": "11.00 bytes"}])

    def test_attachments(self):
        contact = self.partner("With papers")
        made = self.call("ir.attachment", "create", {"name": "paper.txt", "res_model": "res.partner", "res_id": contact,
                                                     "datas": base64.b64encode(b"on paper").decode()})
        [read] = self.call("ir.attachment", "read", [made], ["datas", "raw", "file_size", "mimetype", "checksum", "type"])
        self.assertEqual((base64.b64decode(read["datas"]), read["file_size"], read["type"]), (b"on paper", 8, "binary"))
        self.call("res.partner", "unlink", [contact])
        self.assertEqual(self.call("ir.attachment", "search", [("id", "=", made)]), [])


class Faults(Client):
    def test_by_their_codes(self):
        made = self.partner("Faulty")
        for code, words, method, args in [
                (1, "Invalid field 'nothing' on model 'res.partner'", "create", [{"name": "x", "nothing": 1}]),
                (1, "Invalid field 'nothing' on model 'res.partner'", "search", [[("nothing", "=", 1)]]),
                (1, "Invalid leaf", "search", [[("name", "??", 1)]]),
                (1, "has no attribute 'no_such_method'", "no_such_method", []),
                (2, "Record does not exist or has been deleted.\n(Record: res.partner(999999,), User: 2)", "write",
                 [[NOBODY], {"name": "x"}]),
                (2, "Record does not exist or has been deleted.", "unlink", [[NOBODY]]),
                (2, "name", "create", [{"email": "no name"}]),
                (4, "Private methods (such as _search) cannot be called remotely.", "_search", [[]]),
        ]:
            with self.subTest(words=words, method=method):
                self.fault(code, words, self.call, "res.partner", method, *args)
        self.fault(2, "Object no.model doesn't exist", self.call, "no.model", "search", [])
        self.fault(1, "", self.call, "sale.document", "create", {"name": "x", "file": "not base64!"})
        self.assertEqual(self.call("res.partner", "read", [made, NOBODY], ["name"]), [{"id": made, "name": "Faulty"}])

    def test_who_may_not(self):
        clerk = self.common.authenticate(DATABASE, "clerk", PASSWORD, {})
        reader = self.common.authenticate(DATABASE, "reader", PASSWORD, {})
        self.fault(3, "Access Denied", self.call, "res.partner", "search", [], password="wrong")
        self.fault(3, "Access Denied", self.call, "res.partner", "search", [], uid=NOBODY)
        self.fault(4, "", self.call, "res.users", "create", {"name": "x", "login": "x"}, uid=clerk)
        self.fault(4, "", self.call, "external.storage.configuration", "search", [], uid=clerk)
        self.fault(4, "", self.call, "sale.document", "search", [], uid=reader)
        self.assertIs(self.call("res.users", "check_access_rights", "create", False, uid=clerk), False)
        self.assertIs(self.call("sale.document", "check_access_rights", "write", raise_exception=False, uid=clerk), True)


if __name__ == "__main__":
    unittest.main()
