#!/usr/bin/env python3
"""Users, API keys and the audit log, from the command line."""
import json
import os
import pty
import re
import subprocess
import unittest

from trial import CONFLICT, NOT_FOUND, OK, USAGE, Trial


class Users(Trial):
    def setUp(self):
        super().setUp()
        self.init()

    def lines(self, *arguments):
        return [json.loads(line) for line in self.outfield("--json", *arguments).splitlines()]

    def user(self, login):
        return next(one for one in self.lines("user", "list") if one["login"] == login)

    def actions(self, count=3):
        return [(one["login"], one["action"], one["model"], one["record"], one["detail"])
                for one in self.lines("audit", "--limit", count)]

    def assert_not_in_catalog(self, secret):
        for path in self.directory.glob("outfield.db*"):
            self.assertNotIn(secret.encode(), path.read_bytes())

    def test_a_new_catalog_has_an_administrator_who_cannot_log_in_yet(self):
        self.assertEqual(self.lines("user", "list"), [
            {"id": 2, "login": "admin", "name": "Administrator", "active": True,
             "groups": ["base.group_user", "base.group_system"], "has_password": False, "api_keys": 0}])
        self.assertIn(b"(nothing)", self.outfield("user", "list"))

    def test_a_generated_password_is_printed_once(self):
        added = self.outfield_json("user", "add", "demo", "--name", "Demo User", "--group", "base.group_user", "--generate")
        self.assertRegex(added["password"], "^([0-9a-z]{5}-){3}[0-9a-z]{5}$")
        self.assert_not_in_catalog(added["password"])
        demo = self.user("demo")
        self.assertEqual((demo["id"], demo["name"], demo["groups"], demo["has_password"], demo["active"]),
                         (added["id"], "Demo User", ["base.group_user"], True, True))
        self.assertEqual(self.actions(2), [("__system__", "password", "res.users", demo["id"], ""),
                                           ("__system__", "create", "res.users", demo["id"],
                                            "active, company_id, groups_id, login, name, partner_id")])

    def test_passwords_come_from_a_file_the_environment_or_standard_input(self):
        secret = self.file(b"from a file\nnot this\n", "demo.secret")
        self.outfield("user", "add", "demo", "--password-file", secret)
        self.outfield("user", "password", "demo", "--password-env", "NEW", env={"NEW": "from the environment"})
        self.outfield("user", "password", "demo", "--password-file", "-", stdin=b"from standard input\n")
        self.assertTrue(self.user("demo")["has_password"])
        for words in ("from a file", "from the environment", "from standard input"):
            self.assert_not_in_catalog(words)

    def test_a_password_is_asked_for_on_a_terminal_twice(self):
        self.outfield("user", "add", "demo")
        for answers, code in ((b"correct horse\ncorrect horse\n", OK), (b"correct horse\nbattery staple\n", USAGE)):
            ours, theirs = pty.openpty()
            environment = dict(os.environ, OUTFIELD_CONFIG=str(self.config), PGPASSWORD=self.password())
            with subprocess.Popen([os.environ["OUTFIELD_PROGRAM"], "user", "password", "demo"], stdin=theirs,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
                os.write(ours, answers)
                out, err = process.communicate(timeout=60)
            os.close(ours), os.close(theirs)
            self.assertEqual(process.returncode, code, err)
            self.assertNotIn(b"correct", out + err)

    def test_bad_users_and_passwords_are_refused(self):
        self.refused(CONFLICT, "user", "add", "admin", says="there is a user with the login 'admin' already")
        self.refused(USAGE, "user", "add", " ", says="at least one character")
        self.refused(NOT_FOUND, "user", "add", "demo", "--group", "sale.managr", says="base.group_system")
        self.refused(NOT_FOUND, "user", "password", "nobody", "--generate", says="no user with the login 'nobody'")
        self.refused(USAGE, "user", "password", "__system__", "--generate", says="nobody logs in")
        self.refused(USAGE, "user", "add", "demo", "--password-file", "-", stdin=b"short\n", says="at least 8 characters")
        self.refused(USAGE, "user", "password", "admin", says="--generate")
        self.refused(USAGE, "user", "password", "admin", "--generate", "--password-env", "X", says="not several")
        sentence = self.refused(USAGE, "user", "password", "admin", "--password", "hunter2hunter2", says="--password-file")
        self.assertNotIn("hunter2", sentence)
        self.assertEqual([one["login"] for one in self.lines("user", "list")], ["admin"])

    def test_the_last_administrator_stays(self):
        words = "nobody would be an administrator any more"
        self.refused(CONFLICT, "user", "disable", "admin", says=words)
        self.refused(CONFLICT, "user", "group", "remove", "admin", "base.group_system", says=words)
        self.outfield("user", "add", "second", "--group", "base.group_system")
        self.outfield("user", "disable", "admin")

    def test_users_are_disabled_and_change_groups(self):
        self.outfield("user", "add", "demo")
        self.outfield("user", "group", "add", "demo", "base.group_user", "base.group_system")
        self.assertEqual(sorted(self.user("demo")["groups"]), ["base.group_system", "base.group_user"])
        self.outfield("user", "group", "remove", "demo", "base.group_system")
        self.assertEqual(self.user("demo")["groups"], ["base.group_user"])
        self.outfield("user", "disable", "demo")
        self.assertFalse(self.user("demo")["active"])
        self.assertIn(b"(disabled)", self.outfield("user", "list"))
        self.outfield("user", "enable", "demo")
        self.assertTrue(self.user("demo")["active"])
        demo = self.user("demo")["id"]
        self.assertEqual(self.actions(2), [("__system__", "write", "res.users", demo, "active")] * 2)

    def test_api_keys(self):
        made = self.outfield_json("api-key", "create", "admin", "--name", "export", "--scope", "read", "--valid-for", "90d")
        self.assertRegex(made["key"], "^of_[0-9a-f]{64}$")
        self.assert_not_in_catalog(made["key"])
        self.outfield("api-key", "create", "admin", "--name", "other")
        listed = self.lines("api-key", "list", "admin")
        self.assertEqual([(one["name"], one["scope"], one["last_used"]) for one in listed],
                         [("export", "read", None), ("other", "", None)])
        self.assertIsNotNone(listed[0]["expires"])
        self.assertIsNone(listed[1]["expires"])
        self.assertFalse(any("key" in one for one in listed))
        self.assertEqual(self.user("admin")["api_keys"], 2)
        self.outfield("api-key", "revoke", "admin", made["id"])
        self.refused(NOT_FOUND, "api-key", "revoke", "admin", made["id"], says="no API key")
        self.assertEqual([one["name"] for one in self.lines("api-key", "list", "admin")], ["other"])
        self.refused(USAGE, "api-key", "create", "admin", "--name", "x", "--scope", "write", says="no scope 'write'")
        self.refused(USAGE, "api-key", "create", "admin", says="cannot name an API key")
        self.assertEqual([one[1] for one in self.actions(3)], ["key.revoke", "key.create", "key.create"])

    def test_what_the_program_changes_and_deletes_is_in_the_audit_log(self):
        files = self.directory / "files"
        files.mkdir()
        self.outfield("config", "add", "local", "--kind", "directory", "--path", files)
        self.outfield("container", "create", "local", "sales")
        self.outfield("container", "assign", "local/sales", "base")
        self.outfield("container", "forget", "local/sales")
        self.outfield("config", "remove", "local")
        self.assertEqual([(login, action, detail) for login, action, _, _, detail in self.actions(6)],
                         [("__system__", action, detail) for action, detail in (
                             ("configuration.delete", "local"), ("container.forget", "local/sales"),
                             ("container.change", "local/sales: modules"), ("container.create", "local/sales"),
                             ("configuration.create", "local: path"))])

    def test_an_installation_is_told_with_what_it_changes(self):
        for store in ("s3", "ftp", "ftp"):
            self.install(store)
        [again, changed, created] = self.actions(10)
        number = created[3]
        self.assertGreater(number, 0)
        self.assertEqual([created, changed, again], [("__system__", "module.install", "ir.module.module", number, detail) for detail in (
            "sale: creates sale.document", "sale: changes sale.document (file)", "sale")])
        manifest = self.file(b'[module]\nname = "other"\n[models."sale.document".fields]\n', "other.toml")
        self.refused(USAGE, "module", "install", manifest)
        self.outfield("module", "check", self.directory / "sale.toml")
        self.assertEqual(len(self.actions(10)), 3)

    def test_the_audit_log_is_read_in_pages(self):
        self.assertIn(b"empty", self.outfield("audit"))
        for name in ("a", "b", "c"):
            self.outfield("api-key", "create", "admin", "--name", name)
        first = self.lines("audit", "--limit", "2")
        self.assertEqual([re.search("'(.)'", one["detail"])[1] for one in first], ["c", "b"])
        rest = self.lines("audit", "--before", first[-1]["id"])
        self.assertEqual([re.search("'(.)'", one["detail"])[1] for one in rest], ["a"])
        self.assertIn(b"key.create", self.outfield("audit"))


if __name__ == "__main__":
    unittest.main()
