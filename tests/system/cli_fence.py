#!/usr/bin/env python3
"""The environment fence: a copy of the catalog reads production's containers and changes nothing there."""
import json
import unittest
import unittest.mock

from backup import copy_for
from cli_safety import Safety
from trial import CONFLICT, DENIED, FAILED, OK, USAGE, variable


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
        self.outfield("trash", "restore", self.gone, "--as-attachment")
        self.outfield("record", "unlink", "sale.document", self.record)
        self.outfield("container", "set", self.full, "--retention", "0")
        return self.run_it("collect", "--revisit", "0")

    def a_copy_changes_nothing(self):
        self.begin_staging()
        self.everything_that_writes("never written to")
        self.everything_that_writes_by_modules("never written to")
        self.outfield("stray", "adopt", self.strays, "--older-than", "0")
        code, _, err = self.what_only_the_copys_catalog_learns()
        self.assertEqual(code, FAILED, "the removal is refused")
        self.assertIn("never written to", err)
        self.nothing_of_production_changed()

    def a_detached_copy_changes_nothing(self):
        self.begin_staging()
        self.outfield("environment", "detach", "--suffix", "-staging")
        self.assertIn("foreign", self.outfield("environment", "show").decode())
        self.everything_that_writes("only read here")
        self.refused(DENIED, "stray", "adopt", self.strays, "--older-than", "0", says="only read here")
        record = self.create(b"of staging")
        self.assertEqual(self.outfield_json("file", "info", "sale.document", record, "file")["container"],
                         self.full.split("/")[1] + "-staging")
        self.assertEqual(self.fetch(record), b"of staging")
        self.outfield("record", "unlink", "sale.document", record)
        self.a_foreign_container_says_why_it_takes_nothing()
        code, _, err = self.what_only_the_copys_catalog_learns()
        self.assertEqual(code, OK, err)
        self.nothing_of_production_changed()

    def a_foreign_container_says_why_it_takes_nothing(self):
        own = self.full + "-staging"
        self.outfield("container", "unassign", own, "sale")
        _, _, note = self.run_it("container", "assign", self.full, "sale")
        self.assertIn("belongs to another environment and is only read here: outfield container create", note)
        self.assertNotIn("sale.document.file names the store", note)
        self.assertIn("sale.document.copy names the store 'database'", note)
        self.outfield("container", "unassign", self.full, "sale")
        self.assertEqual(self.run_it("container", "assign", own, "sale"), (OK, unittest.mock.ANY, ""))

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

    def test_collect_on_a_copy_says_why_and_what_to_do(self):
        self.begin_with_directory()
        self.outfield("record", "unlink", "sale.document", self.create())
        self.begin_staging()
        code, _, err = self.run_it("collect")
        self.assertEqual(code, FAILED, err)
        for remedy in ("To work with a copy: outfield environment detach", "If this is the catalog's home now: outfield environment adopt"):
            self.assertIn(remedy, err)

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
        sales, = (one for one in self.outfield_json("container", "list") if one["name"] == "sales")
        self.assertEqual(sales["reserved"], 0, "what was refused left something that nobody can collect")


class Neighbours(Safety):
    """Two installations that have nothing to do with each other share a server."""

    def begin_neighbour(self):
        self.begin_with_directory()
        self.record = self.create(b"the first one's")
        self.first = self.config
        self.identity = self.outfield_json("environment", "show")["environment"]
        directory = self.directory / "neighbour"
        another = ("--catalog", self.without_password(self.new_database())) if self.postgresql else ()
        self.outfield("init", directory, *another)
        self.config = directory / "outfield.toml"
        self.outfield("config", "add", "local", "--kind", "directory", "--path", self.files)
        self.outfield("container", "sync", "local")

    def first_goes_on(self):
        second, self.config = self.config, self.first
        self.assertEqual(self.fetch(self.record), b"the first one's")
        self.outfield("file", "put", "sale.document", self.create(b"2"), "file", self.file(b"written again"))
        self.assert_sound()
        self.config = second

    def test_adopting_leaves_the_neighbours_containers_alone(self):
        self.begin_neighbour()
        left = self.outfield_json("environment", "adopt")["left"]
        self.assertEqual(left, [{"configuration": "local", "container": "sales", "environment": self.identity}])
        self.assertIn(f"adopt --from ENVIRONMENT", self.outfield("environment", "adopt").decode())
        self.first_goes_on()

    def test_what_is_only_the_neighbours_by_name_can_be_taken_over(self):
        self.begin_neighbour()
        self.assertEqual(self.outfield_json("environment", "adopt", "--from", self.identity)["left"], [])
        self.assertEqual(self.outfield_json("environment", "show")["containers"][0]["standing"], "ours")
        self.config = self.first
        self.refused(DENIED, "record", "create", "sale.document", "name=x", f"file=@{self.file()}", says="carries the marker")

    def test_the_neighbours_objects_are_no_strays(self):
        self.begin_neighbour()
        (self.files / "others").mkdir()
        (self.files / "others" / "ledger.sql").write_text("of a program that knows nothing of this one")
        self.outfield("container", "sync", "local")
        self.assert_sound()
        path = self.path_of_first()
        for container, key in (("others", "ledger.sql"), ("sales", path)):
            stray = self.directory / "stray.json"
            stray.write_text(json.dumps({"finding": "stray", "configuration": "local", "container": container, "key": key}) + "\n")
            for verb in ("remove", "adopt"):
                self.refused(DENIED, "stray", verb, stray, "--older-than", "0", says=f"local/{container}")
        self.assertTrue((self.files / "others" / "ledger.sql").exists())
        self.assertFalse((self.files / "others" / "outfield-environment").exists())
        self.first_goes_on()

    def path_of_first(self):
        second, self.config = self.config, self.first
        key = self.outfield_json("file", "info", "sale.document", self.record, "file")["key"]
        self.config = second
        return key

    def test_adopting_marks_no_container_that_it_has_no_use_for(self):
        self.begin_neighbour()
        marker = self.files / "others" / "outfield-environment"
        marker.parent.mkdir()
        self.outfield("container", "sync", "local")
        self.assertNotIn("others", json.dumps(self.outfield_json("environment", "adopt")))
        self.assertFalse(marker.exists())
        self.install("directory")
        self.outfield("container", "assign", "local/others", "sale")
        self.outfield("environment", "adopt")
        self.assertTrue(marker.exists())


class OutOfReach(Safety):
    """An adoption while one of the stores is dead."""

    def begin_with_two_stores(self):
        self.begin_with_directory()
        self.create(b"production")
        self.archive, self.away = self.directory / "old" / "archive", self.directory / "away"
        self.archive.parent.mkdir()
        self.outfield("config", "add", "old", "--kind", "directory", "--path", self.archive.parent)
        self.outfield("container", "create", "old", "archive")
        self.outfield("object", "add", "old/archive", self.file())
        self.first = self.identity()

    def identity(self):
        return self.outfield_json("environment", "show")["environment"]

    def adopt(self, *options, code=OK):
        got, out, err = self.run_it("--json", "environment", "adopt", *options)
        self.assertEqual(got, code, err)
        return json.loads(out)

    def adopt_without_the_archive(self, *options):
        self.archive.rename(self.away)
        adopted = self.adopt(*options, code=FAILED)
        self.assertEqual([(one["configuration"], one["container"]) for one in adopted["out_of_reach"]], [("old", "archive")])
        self.assertTrue(adopted["out_of_reach"][0]["reason"])
        self.assertEqual(adopted["left"], [])
        self.outfield("object", "add", "local/sales", self.file())
        return adopted["environment"]

    def test_the_others_are_adopted_and_it_later(self):
        self.begin_with_two_stores()
        production, self.config = self.config, copy_for(self, self.directory / "restored")
        identity = self.adopt_without_the_archive()
        self.assertIn("old/archive is out of reach", self.run_it("environment", "adopt")[1].decode())

        self.away.rename(self.archive)
        self.refused(DENIED, "object", "add", "old/archive", self.file(), says="carries the marker")
        self.assertEqual(self.adopt(), {"environment": identity, "left": [], "out_of_reach": []})
        self.outfield("object", "add", "old/archive", self.file())
        self.assert_sound()
        self.config = production
        for container in ("old/archive", "local/sales"):
            self.refused(DENIED, "object", "add", container, self.file(), says="carries the marker")

    def test_what_is_taken_over_by_name_is_so_later(self):
        self.begin_with_two_stores()
        self.outfield("environment", "detach", "--copy")
        self.adopt_without_the_archive("--from", self.first)
        self.away.rename(self.archive)
        self.assertEqual(self.adopt("--from", self.first)["left"], [])
        self.outfield("object", "add", "old/archive", self.file())

    def test_a_copy_made_meanwhile_gets_a_name_of_its_own(self):
        self.begin_with_two_stores()
        identity = self.adopt_without_the_archive()
        production, self.config = self.config, copy_for(self, self.directory / "restored")
        self.assertNotEqual(self.adopt(code=FAILED)["environment"], identity)
        own, self.config = self.config, production
        self.refused(DENIED, "object", "add", "local/sales", self.file(), says="carries the marker")
        self.config = own
        self.away.rename(self.archive)
        self.assertEqual(self.adopt()["left"], [{"configuration": "old", "container": "archive", "environment": self.first}])
        self.assertEqual(self.adopt("--from", self.first)["left"], [])
        self.outfield("object", "add", "old/archive", self.file())

    def test_a_server_that_is_down_and_a_neighbours_that_is(self):
        self.begin_with_two_stores()
        for name in ("down", "neighbours"):
            self.outfield("config", "add", name, "--kind", "ftp", "--path", "ftp://127.0.0.1:1", "--username", "u", "--tls", "off",
                          "--password-env", "P", env={"P": "p"})
            self.outfield("container", "enter", name, "files")
        self.change_catalog("UPDATE outfield_container SET origin = 0 WHERE configuration = "
                            "(SELECT id FROM outfield_configuration WHERE name = 'neighbours')")
        out_of_reach = self.adopt(code=FAILED)["out_of_reach"]
        self.assertEqual([one["configuration"] for one in out_of_reach], ["down"])
        self.outfield("object", "add", "old/archive", self.file())


class Detaching(Safety):
    def test_at_home_it_must_be_meant_and_can_be_undone(self):
        self.begin_with_directory()
        record = self.create(b"production")
        home = self.outfield_json("environment", "show")["environment"]
        self.refused(CONFLICT, "environment", "detach", says=["the catalog's home", "--copy"])
        self.create(b"still written")
        self.outfield("environment", "detach", "--copy")
        self.assertEqual(self.outfield_json("environment", "adopt", "--from", home)["left"], [])
        self.outfield("container", "assign", "local/sales", "sale")
        self.outfield("file", "put", "sale.document", record, "file", self.file(b"taken back"))
        self.assertEqual(self.fetch(record), b"taken back")
        self.assert_sound()

    def test_a_suffix_that_is_refused_creates_nothing(self):
        self.begin_with_directory()
        self.outfield("container", "create", "local", "b" * 200)
        self.outfield("object", "add", "local/" + "b" * 200, self.file())
        self.refused(USAGE, "environment", "detach", "--copy", "--suffix", "-" + "s" * 60)
        self.assertEqual(sorted(path.name for path in self.files.iterdir()), ["b" * 200, "sales"])
        self.create(b"nothing has changed")

    def test_a_container_that_is_not_used_gets_no_sibling(self):
        self.begin_with_directory()
        self.create(b"production")
        (self.files / "others").mkdir()
        self.outfield("container", "sync", "local")
        self.assertEqual(self.outfield_json("environment", "detach", "--copy", "--suffix", "-staging")["created"],
                         ["local/sales-staging"])
        self.assertEqual(sorted(path.name for path in self.files.iterdir()), ["others", "sales", "sales-staging"])


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
