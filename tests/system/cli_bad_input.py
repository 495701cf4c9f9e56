#!/usr/bin/env python3
"""Wrong input of every kind: a clear sentence, the right exit code, nothing lost."""
import contextlib
import os
import sqlite3
import stat
import subprocess
import time
import unittest

from trial import CORRUPT, CONFLICT, DENIED, NOT_FOUND, OK, SALE, UNAVAILABLE, USAGE, Trial


class BadInput(Trial):
    def test_no_configuration(self):
        self.config = self.directory / "none.toml"
        self.refused(NOT_FOUND, "container", "list", says="none.toml")

    def test_unknown_key_of_the_configuration(self):
        self.init()
        self.config.write_text(self.config.read_text() + 'catalogue = "x"\n')
        self.refused(USAGE, "container", "list", says=["outfield.toml:", "unknown key 'catalogue'", "'catalog'"])

    def test_sealing_key_that_others_can_read(self):
        self.begin()
        (self.directory / "outfield.key").chmod(0o644)
        self.refused(DENIED, "config", "add", "a", "--kind", "s3", "--access-key-id", "AK", "--secret-access-key-env", "S",
                     env={"S": "secret"}, says="600")

    def test_wrong_manifests(self):
        self.init()
        for change, says in ((('type = "binary"', 'type = "blob"'), "blob"), (('store = "STORE"', 'store = "gopher!"'), "gopher"),
                             (('type = "integer"', 'typ = "integer"'), "typ")):
            manifest = self.directory / "bad.toml"
            manifest.write_text(SALE.replace(*change).replace("STORE", "s3"))
            self.refused(USAGE, "module", "install", manifest, says=["bad.toml", says])
        self.refused(NOT_FOUND, "module", "install", self.directory / "none.toml")

    def test_a_misspelt_kind(self):
        manifest = self.directory / "bad.toml"
        manifest.write_text(SALE.replace("STORE", "ftp2"))
        code, _, err = self.run_it("module", "check", manifest, env={"OUTFIELD_CONFIG": ""})
        self.assertEqual(code, OK)
        self.assertIn("bad.toml:13: sale.document.file: 'ftp2' is no store; did you mean 'ftp'?", err)
        self.init()
        for wrong, meant in (("s4", "s3"), ("fpt", "ftp"), ("S3", "s3"), ("directroy", "directory")):
            manifest.write_text(SALE.replace("STORE", wrong))
            self.refused(USAGE, "module", "install", manifest, says=["bad.toml:13", "'file'", f"did you mean '{meant}'"])
        manifest.write_text(SALE.replace("STORE", "ftp2"))
        for verb in ("check", "install"):
            self.refused(USAGE, "module", verb, manifest, says="first: outfield config add ftp2")
        self.outfield("config", "add", "ftp2", "--kind", "directory", "--path", self.directory)
        self.outfield("module", "install", manifest)

    def test_a_storage_configuration_that_is_still_to_come(self):
        self.init()
        manifest = self.directory / "sale.toml"
        manifest.write_text(SALE.replace("STORE", "amazon"))
        code, _, err = self.run_it("module", "check", manifest)
        self.assertEqual((code, err), (OK, ""))
        code, _, err = self.run_it("module", "install", manifest)
        self.assertEqual(code, OK, err)
        self.assertIn("sale.document.file has no place yet. There is no storage configuration 'amazon'", err)

    def test_module_without_a_container(self):
        self.begin_with_directory()
        self.outfield("container", "unassign", "local/sales", "sale")
        self.refused(USAGE, "record", "create", "sale.document", f"file=@{self.file()}", says=["sale", "container assign"])
        self.assertEqual(self.count(), 0)

    def test_store_without_a_configuration(self):
        self.begin("ftp")
        self.refused(USAGE, "record", "create", "sale.document", f"file=@{self.file()}", says=["ftp", "config add"])

    def test_files_that_are_not_there_or_no_files(self):
        self.begin_with_directory()
        self.refused(NOT_FOUND, "record", "create", "sale.document", "file=@missing.pdf", says="missing.pdf")
        self.refused(USAGE, "record", "create", "sale.document", f"file=@{self.directory}", says="not a regular file")
        self.refused(USAGE, "record", "create", "sale.document", "file=contract.pdf", says="@PATH")
        self.assertEqual(self.count(), 0)

    def test_what_is_no_file_is_written_into_and_never_replaced(self):
        self.begin_with_directory()
        record = self.create(b"content")
        blob = self.outfield_json("file", "info", "sale.document", record, "file")["blob"]
        get = ("file", "get", "sale.document", record, "file", "-o")
        self.assertEqual(self.outfield(*get, "/dev/null"), b"")
        pipe = self.directory / "pipe"
        os.mkfifo(pipe)
        for command in ((*get, pipe), (*get, pipe, "--force"), ("object", "get", blob, "-o", pipe)):
            with self.subTest(command[-1]):
                # Open for both, so that nobody waits whatever the program does.
                with open(os.open(pipe, os.O_RDWR | os.O_NONBLOCK), "rb") as reader:
                    self.outfield(*command)
                    self.assertTrue(stat.S_ISFIFO(os.lstat(pipe).st_mode))
                    self.assertEqual(reader.read(7), b"content")
        self.refused(USAGE, *get, self.files, "--force", says="directory")
        self.assertEqual([path for path in self.directory.iterdir() if path.name.endswith(".part")], [])

    def test_standard_output_is_not_replaced_by_its_name(self):
        self.begin_with_directory()
        record = self.create(b"content")
        target = self.directory / "out"
        with open(target, "wb") as out:
            ended = subprocess.run([os.environ["OUTFIELD_PROGRAM"], "file", "get", "sale.document", str(record), "file", "-o", "/dev/stdout"],
                                   stdout=out, env={**os.environ, "OUTFIELD_CONFIG": str(self.config), "PGPASSWORD": self.password()})
        self.assertEqual((ended.returncode, target.read_bytes()), (OK, b"content"))
        self.assertTrue(os.path.islink("/dev/stdout"))

    def test_a_name_that_somebody_chose_leads_into_no_pipe(self):
        self.begin_with_directory()
        record = self.create(b"content", "chosen")
        (self.directory / "chosen").unlink()
        os.mkfifo(self.directory / "chosen")
        for options in (["-O"], ["-O", "--force"]):
            self.refused(USAGE, "file", "get", "sale.document", record, "file", *options, says="'chosen' is no file")
        self.assertTrue(stat.S_ISFIFO(os.lstat(self.directory / "chosen").st_mode))

    def test_a_part_that_the_value_does_not_have(self):
        self.begin_with_directory()
        record = self.create(b"x" * 504)
        get = ("file", "get", "sale.document", record, "file", "-o", "-", "--range")
        for outside in ("600-", "504-", "600-700"):
            self.refused(USAGE, *get, outside, says=[f"'{outside}' has no byte", "504"])
        self.assertEqual(self.outfield(*get, "500-900"), b"x" * 4)
        self.assertEqual(self.fetch(self.create(b"")), b"")

    def test_files_and_options_that_are_not_what_they_should_be(self):
        self.begin_with_directory()
        for verb in ("adopt", "remove"):
            for content in (b"# A heading\n", b"[1]\n", b"\xff\n"):
                sentence = self.refused(USAGE, "stray", verb, self.file(content, "README.md"), says=["README.md:1", "outfield check --save"])
                self.assertNotIn("boost", sentence)
        self.refused(USAGE, "serve", "--listen", "nonsense", says=["--listen", "'nonsense'", "127.0.0.1:8069"])

    def test_an_empty_file_is_a_value(self):
        self.begin_with_directory()
        record = self.create(b"")
        self.assertEqual(self.outfield_json("file", "info", "sale.document", record, "file")["size"], 0)
        self.assertEqual(self.fetch(record), b"")

    def test_standard_input_is_a_value(self):
        self.begin_with_directory()
        record = int(self.outfield("record", "create", "sale.document", "file=@-", stdin=b"piped" * 100000))
        self.assertEqual(self.fetch(record), b"piped" * 100000)

    def test_odd_names(self):
        self.begin_with_directory()
        for name in ("two words", "it's \"quoted\"", "new\nline", "r\u00e9sum\u00e9 \u4f60\u597d.pdf", "..", "a" * 250, "-rf", "%2e%2e"):
            path = self.directory / "odd" / ("x" + name if name == ".." else name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(name.encode())
            record = int(self.outfield("record", "create", "sale.document", "name=odd", f"file=@{path}"))
            self.assertEqual(self.fetch(record), name.encode())
            self.assertEqual(self.outfield_json("file", "info", "sale.document", record, "file")["file_name"], path.name)
            self.assertNotIn(b"\x1b", self.outfield("file", "info", "sale.document", record, "file"))
        self.nothing_left_over("local/sales")

    def test_a_file_name_never_leaves_the_directory(self):
        self.begin_with_directory()
        record = self.create(b"evil", "passwd")
        self.change_catalog("UPDATE outfield_attachment SET file_name = '../../etc/passwd'")
        self.outfield("file", "get", "sale.document", record, "file", "-O")
        self.assertEqual((self.directory / "_.._etc_passwd").read_bytes(), b"evil")

    def test_a_name_of_300_characters_is_refused_in_words(self):
        self.begin_with_directory()
        self.refused(USAGE, "container", "create", "local", "b" * 300)
        self.refused(USAGE, "config", "add", "c" * 300, "--kind", "directory", "--path", self.files)
        self.outfield("record", "create", "sale.document", "name=" + "n" * 300)

    def test_container_names_with_ways_out(self):
        self.begin_with_directory()
        for name in ("../up", "a/b", "..", ".", "", "new\nline"):
            self.refused(USAGE, "container", "create", "local", name)
        self.assertEqual([path.name for path in self.files.iterdir()], ["sales"])

    def test_values_of_the_wrong_type(self):
        self.begin_with_directory()
        for code, assignment, says in ((USAGE, "pages=three", "pages"), (NOT_FOUND, "nmae=x", "did you mean 'name'"),
                                       (USAGE, "nonsense", "NAME=VALUE")):
            self.refused(code, "record", "create", "sale.document", assignment, says=says)
        self.refused(NOT_FOUND, "record", "create", "sale.documnet", "name=x", says="sale.document")
        self.refused(USAGE, "record", "search", "sale.document", '[["name", "~~", "x"]]')
        self.refused(USAGE, "record", "search", "sale.document", "[[[")
        self.assertEqual(self.count(), 0)

    def test_a_vanished_object_is_loud(self):
        self.begin_with_directory()
        record = self.create(b"hello")
        key = self.outfield_json("file", "info", "sale.document", record, "file")["key"]
        (self.files / "sales" / key).unlink()
        target = self.directory / "out"
        self.refused(CORRUPT, "file", "get", "sale.document", record, "file", "-o", target, says=key)
        self.assertEqual([path for path in self.directory.iterdir() if "part" in path.name or path == target], [])

    def test_other_bytes_are_loud(self):
        self.begin_with_directory()
        record = self.create(b"hello")
        key = self.outfield_json("file", "info", "sale.document", record, "file")["key"]
        for other in (b"hellO", b"hell", b"hello!"):
            (self.files / "sales" / key).write_bytes(other)
            target = self.directory / "out"
            self.refused(CORRUPT, "file", "get", "sale.document", record, "file", "-o", target)
            self.assertFalse(target.exists())

    def test_a_locked_catalog(self):
        self.begin_with_directory()
        with self.locked_catalog():
            began = time.monotonic()
            self.refused(UNAVAILABLE, "record", "create", "sale.document", "name=x", says="lock")
            self.assertLess(time.monotonic() - began, 60)
        self.outfield("record", "create", "sale.document", "name=x")
        self.assertEqual(self.count(), 1)

    @contextlib.contextmanager
    def locked_catalog(self):
        if self.postgresql:
            with self.psql_session() as session:
                session.stdin.write("BEGIN; LOCK TABLE sale_document; SELECT 'locked';\n")
                session.stdin.flush()
                self.assertIn("locked", session.stdout.readline())
                yield
            return
        other = sqlite3.connect(self.directory / "outfield.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
        other.close()

    def test_a_corrupt_catalog(self):
        if self.postgresql:
            self.skipTest("a SQLite file is damaged")
        self.begin_with_directory()
        database = self.directory / "outfield.db"
        for path in self.directory.glob("outfield.db-*"):
            path.unlink()
        database.write_bytes(b"this is no database at all" * 1000)
        self.refused(CORRUPT, "record", "search", "sale.document", says="outfield.db")

    def test_a_catalog_that_is_not_there(self):
        self.begin_with_directory()
        if self.postgresql:
            self.drop_database()
            self.refused(NOT_FOUND, "record", "search", "sale.document", says=["does not exist", "create it first"])
            return
        (self.directory / "outfield.db").unlink()
        self.refused(NOT_FOUND, "record", "search", "sale.document", says="outfield.db")
        self.assertFalse((self.directory / "outfield.db").exists())

    def test_configurations_in_use_and_unknown(self):
        self.begin_with_directory()
        self.create()
        self.refused(CONFLICT, "config", "remove", "local")
        self.refused(CONFLICT, "container", "forget", "local/sales")
        self.refused(CONFLICT, "config", "set", "local", "--path", self.directory / "elsewhere", says="--moved")
        self.refused(NOT_FOUND, "config", "test", "lokal")
        self.refused(CONFLICT, "config", "add", "local", "--kind", "directory", "--path", self.files)
        self.refused(USAGE, "config", "add", "b", "--kind", "gopher", says="gopher")
        self.refused(USAGE, "config", "add", "b", "--kind", "directory", says="path")

    def test_secrets_are_nowhere_to_be_seen(self):
        self.begin()
        secret = "hunter2hunter2"
        self.outfield("config", "add", "cloud", "--kind", "s3", "--access-key-id", "AKID", "--secret-access-key-file", "-",
                      stdin=secret.encode() + b"\n")
        shown = self.outfield("config", "show", "cloud") + self.outfield("config", "list") + \
            self.outfield("--json", "config", "show", "cloud")
        self.assertNotIn(secret.encode(), shown)
        self.assertIn(b"set", shown)
        for path in self.directory.iterdir():
            if path.is_file():
                self.assertNotIn(secret.encode(), path.read_bytes(), path)
        self.refused(USAGE, "config", "add", "d", "--kind", "s3", "--secret-access-key", secret, says="secret-access-key-file")

    def test_a_reader_that_goes_away_is_no_error(self):
        self.begin_with_directory()
        record = self.create(b"x" * 10_000_000)
        process = self.start("file", "get", "sale.document", record, "file", "-o", "-")
        process.stdout.read(10)
        process.stdout.close()
        process.stdin.close()
        self.assertEqual(process.stderr.read(), b"")
        process.stderr.close()
        self.assertEqual(process.wait(60), -13)  # SIGPIPE, as any filter


class Manifests(Trial):
    """`module check` says of manifests what `module install` does, and without a catalog what it cannot know."""

    PURCHASE = """
[module]
name = "purchase"
depends = ["sale"]

[models."purchase.document".fields]
contract = { type = "many2one", label = "Contract", model = "sale.document" }
"""
    WITHOUT_DEPENDS = PURCHASE.replace('depends = ["sale"]', "")
    WITH_MORE = """
orders = { type = "one2many", label = "Orders", model = "sale.order", inverse = "purchase_id" }
tags = { type = "many2many", label = "Tags", model = "sale.tag", inverse = "document_ids" }

[models."purchase.document".rights]
"sale.manager" = ["read"]

[groups.user]
implies = ["sale.user"]
"""

    def write(self, text, name="purchase.toml"):
        return self.file(text.encode(), name)

    def alone(self, *manifests):
        """What stays open where no outfield.toml is found."""
        checked = self.outfield_json("module", "check", *manifests, env={"OUTFIELD_CONFIG": ""})
        self.assertIn("purchase", checked["valid"])
        return checked["open"]

    def test_what_is_installed_counts(self):
        self.begin()
        for text in (self.WITHOUT_DEPENDS, self.PURCHASE):
            manifest = self.write(text)
            listed = self.outfield("module", "list")
            self.assertEqual(self.outfield_json("module", "check", manifest), {"valid": ["purchase"], "open": []})
            self.assertEqual(self.outfield("module", "list"), listed)
            self.outfield("module", "install", manifest)

    def test_what_an_installation_refuses_is_not_valid(self):
        self.begin()
        for text, says in ((self.PURCHASE.replace('"sale"', '"sal"'), "which is not there; did you mean 'sale'?"),
                           (self.WITHOUT_DEPENDS.replace("purchase.document", "sale.document"), "module 'sale' declares it already"),
                           (self.PURCHASE.replace("sale.document", "sale.documnt"), "which no module declares; did you mean 'sale.document'?")):
            manifest = self.write(text)
            sentences = {self.refused(USAGE, "module", verb, manifest, says=says) for verb in ("check", "install")}
            self.assertEqual(len(sentences), 1, sentences)

    def test_no_module_is_suggested_to_itself(self):
        self.begin()
        manifest = self.write(self.PURCHASE.replace('"sale"', '"purchas"'))
        self.assertNotIn("did you mean", self.refused(USAGE, "module", "check", manifest, says="which is not there"))

    def test_a_configuration_that_is_named_must_be_there(self):
        self.refused(NOT_FOUND, "module", "check", self.write(self.PURCHASE), says="outfield.toml")

    def test_by_itself_a_manifest_leaves_open_what_others_declare(self):
        said = self.alone(self.write(self.PURCHASE))
        self.assertEqual([words.split(": ", 1)[1] for words in said], [
            "module 'purchase' depends on module 'sale', which none of these files declares",
            "field 'contract' of 'purchase.document' points to model 'sale.document', which none of these files declares"])
        self.assertIn("purchase.toml:7: ", said[1])
        code, out, err = self.run_it("module", "check", self.directory / "purchase.toml", env={"OUTFIELD_CONFIG": ""})
        self.assertEqual((code, out[:36]), (OK, b"Valid: purchase. Installed modules w"))
        self.assertEqual(err, "".join(f"outfield: {words}\n" for words in said))
        sale = self.write(SALE.replace("STORE", "s3"), "sale.toml")
        self.assertEqual(self.alone(self.directory / "purchase.toml", sale), [])
        self.assertIn("did you mean 'sale.document'?",
                      self.alone(self.write(self.PURCHASE.replace("sale.document", "sale.documnt")), sale)[0])

    def test_groups_and_inverses_may_be_declared_elsewhere(self):
        manifest = self.write(self.PURCHASE + self.WITH_MORE)
        words = "\n".join(self.alone(manifest))
        for name in ("'sale.order'", "'sale.tag'", "gives rights to group 'sale.manager'", "implies group 'sale.user'"):
            self.assertIn(name, words)
        sale = self.write(SALE.replace("STORE", "s3"), "sale.toml")
        self.refused(USAGE, "module", "check", manifest, sale, env={"OUTFIELD_CONFIG": ""},
                     says="implies group 'sale.user', which no module declares")

    def test_by_itself_a_manifest_is_still_read_closely(self):
        for text, says in ((self.PURCHASE.replace('"many2one"', '"many2on"'), "many2on"),
                           (self.PURCHASE.replace('model = "sale.document"', 'model = "Sale"'), "points to model 'Sale'"),
                           (self.PURCHASE + 'back = { type = "one2many", model = "purchase.document", inverse = "contract" }\n',
                            "its inverse 'contract' is no many2one")):
            self.refused(USAGE, "module", "check", self.write(text), env={"OUTFIELD_CONFIG": ""}, says=["purchase.toml:", says])


if __name__ == "__main__":
    unittest.main()
