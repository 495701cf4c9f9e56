"""Debian's odoorpc: records as objects, and what it asks for on its own."""
import base64
import json
import unittest

import odoorpc

from server import ADMIN, API_KEY, BASE64, CONTENT, DATABASE, LOGIN, NOBODY, PASSWORD, PORT


class Client(unittest.TestCase):
    def setUp(self):
        self.odoo = odoorpc.ODOO("127.0.0.1", port=PORT)
        self.odoo.login(DATABASE, LOGIN, PASSWORD)
        self.env = self.odoo.env

    def fault(self, name, words, call, *args, **kwargs):
        with self.assertRaises(odoorpc.error.RPCError) as caught:
            call(*args, **kwargs)
        self.assertEqual(caught.exception.info["data"]["name"], name)
        self.assertIn(words, str(caught.exception))


class LoggingIn(Client):
    def test_what_it_learns(self):
        self.assertEqual(self.odoo.version, "16.0")
        self.assertEqual(self.odoo.db.list(), [DATABASE])
        self.assertEqual(self.env.uid, ADMIN)
        self.assertEqual(self.env.context["uid"], ADMIN)
        self.assertEqual(self.env.lang, "en_US")

    def test_refused(self):
        other = odoorpc.ODOO("127.0.0.1", port=PORT)
        self.fault("odoo.exceptions.AccessDenied", "Access Denied", other.login, DATABASE, LOGIN, "wrong")
        self.fault("odoo.exceptions.AccessError", "Database not found.", other.login, "another", LOGIN, PASSWORD)
        with self.assertRaises(odoorpc.error.InternalError):
            other.env

    def test_logout_ends_the_session(self):
        self.assertIs(self.odoo.logout(), True)
        with self.assertRaises(odoorpc.error.InternalError):
            self.env["res.partner"].search([])
        answer = self.odoo._connector.proxy_json("web/session/get_session_info")
        self.assertEqual(answer["error"]["code"], 100)

    def test_an_api_key_is_a_password(self):
        other = odoorpc.ODOO("127.0.0.1", port=PORT)
        other.login(DATABASE, LOGIN, API_KEY)
        self.assertEqual(other.env.user.login, LOGIN)

    def test_who_it_is(self):
        user = self.env.user
        self.assertEqual((user.login, user.name), (LOGIN, "Administrator"))
        self.assertIsInstance(user.company_id.name, str)
        self.assertEqual(user.groups_id.ids, self.env["res.users"].read([ADMIN], ["groups_id"])[0]["groups_id"])


class Records(Client):
    def test_models(self):
        self.assertIn("sale.document", self.env)
        self.assertNotIn("no.model", self.env)
        self.fault("odoo.exceptions.UserError", "Object no.model doesn't exist", lambda: self.env["no.model"])

    def test_external_ids(self):
        self.assertEqual(self.env.ref("base.user_admin").login, LOGIN)
        self.assertEqual(self.env.ref("base.main_company"), self.env.user.company_id)
        self.fault("builtins.ValueError", "base.nothing_of_the_kind", self.env.ref, "base.nothing_of_the_kind")

    def test_a_contact(self):
        partners = self.env["res.partner"]
        made = partners.create({"name": "Ada ☃", "email": "ada@example.com"})
        ada = partners.browse(made)
        self.assertEqual((ada.name, ada.email, ada.phone, ada.active), ("Ada ☃", "ada@example.com", False, True))
        ada.phone = "123"
        self.assertEqual(partners.read([made], ["phone"]), [{"id": made, "phone": "123"}])
        self.odoo.config["auto_commit"] = False
        ada.email = "lovelace@example.com"
        ada.is_company = True
        self.assertEqual(partners.search_count([("email", "=", "lovelace@example.com")]), 0)
        self.env.commit()
        self.assertEqual(partners.search([("email", "=", "lovelace@example.com"), ("is_company", "=", True)]), [made])
        self.assertEqual(ada.name_get(), [[made, "Ada ☃"]])
        self.assertEqual(partners.name_search("Ada"), [[made, "Ada ☃"]])
        self.assertIs(ada.unlink(), True)
        with self.assertRaises(ValueError):
            partners.browse(made)

    def test_dates(self):
        made = self.env["res.partner"].create({"name": "Now"})
        self.assertEqual(self.env["res.partner"].browse(made).create_date.tzinfo, None)

    def test_relations(self):
        partners, tags = self.env["res.partner"], self.env["res.partner.category"]
        firm = partners.browse(partners.create({"name": "Firm"}))
        one, two = (partners.browse(partners.create({"name": name})) for name in ("One", "Two"))
        one.parent_id = firm
        self.assertEqual(partners.browse(one.id).parent_id.name, "Firm")
        firm.child_ids += two
        self.assertEqual(sorted(partners.browse(firm.id).child_ids.ids), [one.id, two.id])
        firm.child_ids -= two
        self.assertEqual([child.name for child in partners.browse(firm.id).child_ids], ["One"])
        red, blue = tags.create({"name": "red"}), tags.create({"name": "blue"})
        firm.category_id = [(6, 0, [red])]
        firm.category_id += tags.browse(blue)
        self.assertEqual([tag.name for tag in partners.browse(firm.id).category_id], ["red", "blue"])
        firm.category_id -= red
        self.assertEqual(partners.browse(firm.id).category_id.ids, [blue])
        one.parent_id = False
        self.assertFalse(partners.browse(one.id).parent_id)

    def test_a_record_that_is_not_there_yet(self):
        empty = self.env["res.partner"].browse([])
        self.assertIs(empty.active, True)
        self.assertEqual(self.env["res.partner"].default_get(["active"]), {"active": True})

    def test_contexts(self):
        partners = self.env["res.partner"]
        made = partners.create({"name": "Archived", "active": False})
        self.assertEqual(partners.search([("id", "=", made)]), [])
        self.assertEqual(partners.with_context(active_test=False).search([("id", "=", made)]), [made])

    def test_storage_is_configured_as_records_are(self):
        configurations = self.env["external.storage.configuration"]
        [amazon] = configurations.browse(configurations.search([("name", "=", "amazon")]))
        self.assertFalse(amazon.secret_access_key)
        containers = self.env["external.storage.container"]
        [bucket] = containers.browse(containers.search([("configuration_id", "=", amazon.id)]))
        self.assertEqual(bucket.configuration_id.name, "amazon")


class Files(Client):
    def test_a_record_carries_its_file(self):
        documents = self.env["sale.document"]
        document = documents.browse(documents.create({"name": "Contract", "file": BASE64}))
        self.assertEqual(base64.b64decode(document.file), CONTENT)
        document.file = base64.b64encode(b"changed").decode()
        self.assertEqual(base64.b64decode(documents.browse(document.id).file), b"changed")
        self.assertEqual(documents.with_context(bin_size=True).browse(document.id).file, "7.00 bytes")

    def test_over_http(self):
        documents = self.env["sale.document"]
        made = documents.create({"name": "Contract", "file": BASE64})
        self.assertEqual(self.odoo.http(f"web/content/sale.document/{made}/file").read(), CONTENT)

    def test_fields(self):
        fields = self.env["sale.document"].fields_get(["file", "create_uid"])
        self.assertEqual((fields["file"]["type"], fields["file"]["store"]), ("binary", "s3"))
        self.assertEqual(fields["create_uid"]["relation"], "res.users")


class Errors(Client):
    def test_by_their_names(self):
        partners = self.env["res.partner"]
        for name, words, call in [
                ("builtins.ValueError", "Invalid field 'nothing' on model 'res.partner'", lambda: partners.search([("nothing", "=", 1)])),
                ("builtins.ValueError", "Invalid leaf", lambda: partners.search([("name", "??", 1)])),
                ("odoo.exceptions.MissingError", "Record does not exist or has been deleted.", lambda: partners.write([NOBODY], {"name": "x"})),
                ("odoo.exceptions.MissingError", "(Record: res.partner(999999,), User: 2)", lambda: partners.unlink([NOBODY])),
                ("odoo.exceptions.AccessError", "Private methods (such as _search) cannot be called remotely.",
                 lambda: self.odoo.execute("res.partner", "_search", [])),
        ]:
            with self.subTest(words=words):
                self.fault(name, words, call)
        self.assertEqual(partners.read([NOBODY], ["name"]), [])

    def test_low_level_calls(self):
        self.assertEqual(self.odoo.execute("res.users", "read", [ADMIN], ["login"]), [{"id": ADMIN, "login": LOGIN}])
        self.assertEqual(self.odoo.execute_kw("res.users", "read", [[ADMIN]], {"fields": ["login"]}), [{"id": ADMIN, "login": LOGIN}])
        call = {"model": "res.users", "method": "search_count", "args": [[("login", "=", LOGIN)]], "kwargs": {}}
        self.assertEqual(self.odoo.json("/web/dataset/call_kw", call)["result"], 1)
        self.assertEqual(json.dumps(self.odoo.json("/web/database/list", {})["result"]), json.dumps([DATABASE]))


if __name__ == "__main__":
    unittest.main()
