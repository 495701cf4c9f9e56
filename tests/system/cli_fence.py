#!/usr/bin/env python3
"""The environment fence: a copy of the catalog reads production's containers and changes nothing there."""
import json
import unittest

from backup import copy_for
from cli_safety import Safety
from trial import DENIED, FAILED, OK, USAGE, variable


class Fence(Safety):
    """A catalog is copied to another installation; both see the same containers, a full one and a spare one."""

    def begin_on_directory(self):
        self.begin_with_directory()
        self.begin_production("local/sales", "local/spare")

    def begin_on_s3(self):
        self.begin_with_s3()
        self.begin_production(f"amazon/{self.bucket}", f"amazon/{self.fresh_name()}")

    def begin_on_ftp(self):
        self.begin("ftp")
        prefix = "OUTFIELD_TEST_FTP_PROFTPD_"
        self.outfield("config", "add", "partner", "--kind", "ftp", "--path", variable(prefix + "URL"), "--username",
                      variable(prefix + "USERNAME"), "--tls", "off", "--password-env", "P", env={"P": variable(prefix + "PASSWORD")})
        full = self.fresh_name()
        self.outfield("container", "create", "partner", full, "--retention", "0")
        self.outfield("container", "assign", f"partner/{full}", "sale")
        self.begin_production(f"partner/{full}", f"partner/{self.fresh_name()}")

    def begin_production(self, full, spare):
        """A value, one in the trash, a stray, one that is damaged as far as the catalog knows."""
        self.full, self.spare = full, spare
        self.outfield("container", "create", *spare.split("/"))
        self.outfield("config", "test", spare.split("/")[0], "--container", spare.split("/")[1])  # which claims it
        self.outfield("container", "set", full, "--retention", "30d")
        self.record, gone, stray = (self.create(content) for content in (b"production", b"gone", b"stray"))
        self.outfield("record", "unlink", "sale.document", gone)
        self.gone = self.lines("trash", "list")[0]["object"]
        info = self.outfield_json("file", "info", "sale.document", stray, "file")
        self.stray = info["key"]
        self.change_catalog(f"DELETE FROM outfield_attachment WHERE blob = {info['blob']}")
        self.change_catalog(f"DELETE FROM outfield_blob WHERE id = {info['blob']}")
        self.strays = self.directory / "strays.json"
        self.assertEqual(self.run_it("check", full, "--save", self.strays)[0], FAILED)
        self.before = self.stored()
        self.assertEqual(len(self.before), 3)

    def begin_staging(self):
        self.production, self.copied = self.config, copy_for(self, self.directory / "staging")
        self.config = self.copied

    def stored(self):
        """What the store holds, as it tells it."""
        objects = [one for name in (self.full, self.spare) for one in self.lines("object", "list", name)]
        return sorted((one["container"], one["key"], one["size"], one["modified"]) for one in objects)

    def nothing_of_production_changed(self):
        self.config = self.production
        self.assertEqual(self.stored(), self.before)
        self.assertEqual(self.fetch(self.record), b"production")
        self.assertEqual([line["object"] for line in self.lines("trash", "list")], [self.gone])
        configuration = self.full.split("/")[0]
        appeared = self.outfield_json("container", "sync", configuration)["appeared"]
        self.assertEqual([name for name in appeared if "-by-the-copy" in name], [])

    def everything_that_writes(self, says):
        """On the copy; what is refused names the reason."""
        self.assertEqual(self.fetch(self.record), b"production")
        blob = self.outfield_json("file", "info", "sale.document", self.record, "file")["blob"]
        staging = self.file(b"staging", "staging.txt")
        self.refused(DENIED, "object", "add", self.full, staging, says=says)
        self.refused(DENIED, "object", "move", blob, self.spare, says=says)
        self.refused(DENIED, "object", "delete", "--stray", f"{self.full}/{self.stray}", says=says)
        self.refused(DENIED, "stray", "remove", self.strays, "--older-than", "0", says=says)
        self.outfield("container", "sync", self.full.split("/")[0])
        tested = self.outfield_json("config", "test", self.full.split("/")[0], "--container", self.full.split("/")[1])
        self.assertTrue(tested["works"])
        self.assertEqual(tested["steps"][-1]["outcome"], "skipped")
        self.assertIn(says, tested["steps"][-1]["detail"])

    def everything_that_writes_by_modules(self, says):
        """Where a value's place is a container of production."""
        staging = self.file(b"staging", "staging.txt")
        self.refused(DENIED, "file", "put", "sale.document", self.record, "file", staging, says=says)
        self.refused(DENIED, "record", "create", "sale.document", "name=x", f"file=@{staging}", says=says)
        self.file(b"imported", "tree/a.txt")
        code, out, err = self.run_it("import", "sale.document", self.directory / "tree", "--field", "file")
        self.assertNotEqual(code, OK)
        self.assertIn(says, err + out.decode())
        self.refused(DENIED, "container", "create", self.full.split("/")[0], self.fresh_name() + "-by-the-copy", says=says)

    def repair_is_refused(self):
        """A value that is not what its row says, while another one is: it would be put in its place."""
        blob = self.outfield_json("file", "info", "sale.document", self.record, "file")["blob"]
        self.change_catalog(f"""
            UPDATE outfield_blob SET damage = 'cut', size = (SELECT size FROM outfield_blob WHERE id = {self.gone}),
                sha256 = (SELECT sha256 FROM outfield_blob WHERE id = {self.gone}) WHERE id = {blob}""")
        code, out, err = self.run_it("--json", "repair")
        self.assertEqual((code, json.loads(out)["repaired"]), (FAILED, 0), err)

    def what_only_the_copys_catalog_learns(self):
        """Rows change there, no bytes."""
        self.repair_is_refused()
        self.outfield("stray", "adopt", self.strays, "--older-than", "0")
        self.outfield("trash", "restore", self.gone, "--as-attachment")
        self.outfield("record", "unlink", "sale.document", self.record)
        self.outfield("container", "set", self.full, "--retention", "0")
        return self.run_it("collect", "--revisit", "0")

    def a_copy_changes_nothing(self):
        self.begin_staging()
        self.everything_that_writes("never written to")
        self.everything_that_writes_by_modules("never written to")
        code, _, err = self.what_only_the_copys_catalog_learns()
        self.assertEqual(code, FAILED, "the removal is refused")
        self.assertIn("never written to", err)
        self.nothing_of_production_changed()

    def a_detached_copy_changes_nothing(self):
        self.begin_staging()
        self.outfield("environment", "detach", "--suffix", "-staging")
        self.assertIn("foreign", self.outfield("environment", "show").decode())
        self.everything_that_writes("only read here")
        record = self.create(b"of staging")
        self.assertEqual(self.outfield_json("file", "info", "sale.document", record, "file")["container"],
                         self.full.split("/")[1] + "-staging")
        self.assertEqual(self.fetch(record), b"of staging")
        self.outfield("record", "unlink", "sale.document", record)
        code, _, err = self.what_only_the_copys_catalog_learns()
        self.assertEqual(code, OK, err)
        self.nothing_of_production_changed()

    def test_a_copied_catalog_on_a_directory(self):
        self.begin_on_directory()
        self.a_copy_changes_nothing()

    def test_a_copied_catalog_on_s3(self):
        self.begin_on_s3()
        self.a_copy_changes_nothing()

    def test_a_copied_catalog_on_ftp(self):
        self.begin_on_ftp()
        self.a_copy_changes_nothing()

    def test_a_detached_copy_on_a_directory(self):
        self.begin_on_directory()
        self.a_detached_copy_changes_nothing()

    def test_a_detached_copy_on_s3(self):
        self.begin_on_s3()
        self.a_detached_copy_changes_nothing()

    def test_a_detached_copy_on_ftp(self):
        self.begin_on_ftp()
        self.a_detached_copy_changes_nothing()

    def test_a_copy_with_the_configuration_of_its_own_identity_is_stopped_by_the_marker(self):
        self.begin_on_directory()
        self.begin_staging()
        self.outfield("environment", "detach")
        self.change_catalog("UPDATE outfield_container SET is_foreign = 0")
        self.outfield("container", "assign", "local/sales", "sale")
        self.refused(DENIED, "file", "put", "sale.document", self.record, "file", self.file(b"staging"), says="carries the marker")
        self.everything_that_writes("carries the marker")
        self.nothing_of_production_changed()

    def test_adopting_makes_the_other_one_read_only(self):
        self.begin_with_directory()
        record = self.create(b"production")
        self.begin_staging()
        self.outfield("environment", "adopt")
        self.outfield("file", "put", "sale.document", record, "file", self.file(b"new home"))
        self.assertEqual(self.fetch(record), b"new home")
        self.config = self.production
        self.refused(DENIED, "record", "create", "sale.document", "name=x", f"file=@{self.file(b'old home')}",
                     says="carries the marker")
        self.assertEqual(self.fetch(record), b"production")


class Undeclared(Safety):
    """An outfield.toml that does not say which environment it is."""

    def forget_the_environment(self):
        lines = self.config.read_text().splitlines()
        [self.line] = [line for line in lines if line.startswith("environment")]
        lines.remove(self.line)
        self.config.write_text("\n".join(lines) + "\n\n[server]\nworkers = 2\n")

    def test_it_is_refused_with_what_to_write(self):
        self.begin_with_directory()
        record = self.create(b"kept")
        self.forget_the_environment()
        identity = self.line.split("'")[1]
        for command in (("file", "get", "sale.document", record, "file", "-o", "-"), ("container", "list"), ("collect",)):
            self.refused(USAGE, *command, says=["'environment' is missing", f"environment = '{identity}'", "environment detach"])
        self.refused(USAGE, "serve", "--check-config", says="'environment' is missing")
        self.assertIn(f"environment = '{identity}'", self.outfield("environment", "show").decode())
        self.outfield("environment", "adopt")
        self.assertEqual(self.fetch(record), b"kept")
        self.outfield("serve", "--check-config")
        self.create(b"written again")
        self.assert_sound()


class ConnectionTest(Safety):
    """What `config test --container` leaves in a store."""

    def objects(self, name="sales"):
        return sorted(str(path.relative_to(self.files / name)) for path in (self.files / name).rglob("*")
                      if path.is_file() and path.name != "outfield-environment")

    def test_its_object_stands_under_the_prefix_and_is_named_until_it_is_gone(self):
        self.begin_with_directory()
        self.outfield("container", "set", "local/sales", "--prefix", "erp/")
        self.outfield("config", "test", "local", "--container", "sales")
        self.assertEqual(self.objects(), [])
        self.assertEqual(self.outfield_json("container", "show", "local/sales")["reserved"], 0)

        code, _, err = self.run_it("config", "test", "local", "--container", "sales", env={"OUTFIELD_CRASH_AT": "probe put"})
        self.assertEqual(code, -9, err)
        [left] = self.objects()
        self.assertTrue(left.startswith("erp/"), left)
        self.assert_sound()
        self.change_catalog("UPDATE outfield_blob SET due = 0 WHERE state = 0")  # the lease is over
        self.outfield("collect", "--revisit", "0")
        self.outfield("collect", "--revisit", "0")
        self.assertEqual(self.objects(), [])
        self.assertEqual(self.outfield_json("container", "show", "local/sales")["reserved"], 0)

    def test_a_container_that_the_catalog_does_not_know_is_only_listed(self):
        self.begin_with_directory()
        (self.files / "unknown").mkdir()
        tested = self.outfield_json("config", "test", "local", "--container", "unknown")
        self.assertEqual((tested["works"], tested["steps"][-1]["outcome"]), (True, "skipped"))
        self.assertIn("outfield container enter local unknown", tested["steps"][-1]["detail"])
        self.assertEqual(list((self.files / "unknown").iterdir()), [])
        self.assertEqual(self.run_it("config", "test", "local", "--container", "nowhere")[0], FAILED)


if __name__ == "__main__":
    unittest.main()
