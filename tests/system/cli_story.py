#!/usr/bin/env python3
"""The whole story on a local directory: declare, configure, write, read, move, delete, collect."""
import hashlib
import json
import os
import pty
import subprocess
import unittest

from trial import CONFLICT, FAILED, NOT_FOUND, OK, USAGE, Trial


class Story(Trial):
    def test_init_makes_private_files_and_never_replaces_them(self):
        self.init()
        self.assertEqual(os.stat(self.directory / "outfield.key").st_mode & 0o777, 0o600)
        before = self.config.read_bytes()
        self.refused(CONFLICT, "init", self.directory, says="exists already")
        self.assertEqual(self.config.read_bytes(), before)

    def test_a_file_lives_where_its_module_says(self):
        self.begin_with_directory()
        record = self.create(b"hello")
        self.assertEqual(self.fetch(record), b"hello")
        info = self.outfield_json("file", "info", "sale.document", record, "file")
        self.assertEqual((info["file_name"], info["size"], info["configuration"], info["container"]),
                         ("document.txt", 5, "local", "sales"))
        self.assertEqual(info["sha256"], hashlib.sha256(b"hello").hexdigest())
        self.assertEqual((self.files / "sales" / info["key"]).read_bytes(), b"hello")

    def test_a_field_without_a_store_lives_in_the_database(self):
        self.begin_with_directory()
        record = int(self.outfield("record", "create", "sale.document", "name=x", f"copy=@{self.file(b'in the rows')}"))
        self.assertEqual(self.fetch(record, "copy"), b"in the rows")
        self.assertEqual(self.outfield_json("file", "info", "sale.document", record, "copy")["configuration"], "database")

    def test_overwriting_clearing_and_deleting_leave_nothing_behind(self):
        self.begin_with_directory()
        first, second, third = self.create(b"1"), self.create(b"2"), self.create(b"3")
        self.outfield("file", "put", "sale.document", first, "file", self.file(b"new"))
        self.outfield("record", "write", "sale.document", second, "file=")
        self.outfield("record", "unlink", "sale.document", third)
        self.assertEqual(len(self.nothing_left_over("local/sales")), 1)
        self.assertEqual(self.fetch(first), b"new")
        self.refused(NOT_FOUND, "file", "get", "sale.document", second, "file", "-o", "-", says="empty")
        self.refused(NOT_FOUND, "file", "info", "sale.document", third, "file")

    def test_ranges(self):
        self.begin_with_directory()
        record = self.create(b"0123456789")
        for given, expected in (("0-2", b"012"), ("7-", b"789"), ("-3", b"789"), ("5-99", b"56789")):
            got = self.outfield("file", "get", "sale.document", record, "file", "--range", given)
            self.assertEqual(got, expected, given)
        self.refused(USAGE, "file", "get", "sale.document", record, "file", "--range", "5-2", says="no range")

    def test_get_to_a_file_appears_whole_and_replaces_nothing_unasked(self):
        self.begin_with_directory()
        record = self.create(b"hello")
        target = self.directory / "out"
        self.outfield("file", "get", "sale.document", record, "file", "-o", target)
        self.assertEqual(target.read_bytes(), b"hello")
        target.write_bytes(b"mine")
        self.refused(CONFLICT, "file", "get", "sale.document", record, "file", "-o", target, says="--force")
        self.assertEqual(target.read_bytes(), b"mine")
        self.outfield("file", "get", "sale.document", record, "file", "-o", target, "--force")
        self.assertEqual(target.read_bytes(), b"hello")

    def test_search_read_and_write(self):
        self.begin_with_directory()
        for name in ("alpha", "beta", "gamma"):
            self.outfield("record", "create", "sale.document", f"name={name}", "pages=3")
        found = self.outfield_json("record", "search", "sale.document", '[["name", "ilike", "a"]]', "--order", "name desc")
        self.assertEqual(found, [3, 2, 1])
        self.outfield("record", "write", "sale.document", "1-2", "pages=7")
        self.assertEqual([one["pages"] for one in self.outfield_json("record", "read", "sale.document", "1,2,3")], [7, 7, 3])

    def test_objects_are_added_viewed_moved_and_deleted(self):
        self.begin_with_directory()
        self.outfield("container", "create", "local", "archive", "--retention", "0")
        record = self.create(b"to be moved")
        added = self.outfield_json("object", "add", "local/archive", self.file(b"logo", "logo.png"))
        self.assertEqual(added["media_type"], "image/png")
        blob = self.outfield_json("file", "info", "sale.document", record, "file")["blob"]
        view = self.outfield_json("object", "view", blob)
        self.assertEqual(view["record"], {"model": "sale.document", "id": record, "field": "file"})
        self.outfield("object", "move", "--from", "local/sales", "local/archive")
        self.assertEqual(self.outfield_json("file", "info", "sale.document", record, "file")["container"], "archive")
        self.assertEqual(self.fetch(record), b"to be moved")
        self.assertEqual(self.nothing_left_over("local/sales"), [])
        self.outfield("object", "delete", added["blob"])
        self.assertEqual(len(self.nothing_left_over("local/archive")), 1)

    def test_strays_are_shown_and_removed(self):
        self.begin_with_directory()
        self.create(b"kept")
        (self.files / "sales" / "stray.bin").write_bytes(b"who am I")
        listed = [json.loads(line) for line in self.outfield("--json", "object", "list", "local/sales").splitlines()]
        self.assertEqual([one["key"] for one in listed if not one["catalogued"]], ["stray.bin"])
        self.outfield("object", "delete", "--stray", "local/sales/stray.bin")
        self.assertFalse((self.files / "sales" / "stray.bin").exists())
        kept = next(one for one in listed if one["catalogued"])
        self.refused(CONFLICT, "object", "delete", "--stray", f"local/sales/{kept['key']}")
        # Its row stays for a while, because somebody may be adopting it.
        self.refused(CONFLICT, "object", "delete", "--stray", "local/sales/stray.bin", says=["is being removed already"])
        self.outfield("collect", "--revisit", "0")
        self.assertEqual(self.outfield_json("container", "show", "local/sales")["reserved"], 1)
        self.outfield("check")

    def test_explain_says_where_and_what_is_missing(self):
        self.begin("s3")
        _, out, _ = self.run_it("explain", "sale.document", "file")
        self.assertIn(b"config add", out)
        self.assertEqual(self.run_it("explain", "sale.document", "file")[0], FAILED)
        self.install("directory")
        self.assertIn(b"sale.document", self.outfield("explain"))

    def test_an_upgraded_module_loses_no_value(self):
        self.begin_with_directory()
        record = self.create(b"kept")
        manifest = (self.directory / "sale.toml").read_text() + 'note = { type = "text", label = "Note" }\n'
        manifest = manifest.replace('store = "directory"', 'store = "s3"')
        (self.directory / "sale.toml").write_text(manifest)
        self.outfield("module", "install", self.directory / "sale.toml")
        self.assertEqual(self.fetch(record), b"kept")
        self.outfield("record", "write", "sale.document", record, "note=added")

    def test_completion_and_man_need_no_catalog(self):
        for shell in ("bash", "zsh", "fish"):
            self.assertIn(b"unassign", self.outfield("completion", shell))
        self.assertTrue(self.outfield("man").startswith(b".TH OUTFIELD 1"))

    def test_a_secret_typed_before_the_prompt_is_neither_shown_nor_lost(self):
        self.init()
        terminal, other_end = pty.openpty()
        environment = dict(os.environ, OUTFIELD_CONFIG=str(self.config), PGPASSWORD=self.password())
        process = subprocess.Popen([os.environ["OUTFIELD_PROGRAM"], "config", "add", "host", "--kind", "ftp", "--path",
                                    "ftp://127.0.0.1/x", "--username", "erp"], env=environment, stdin=other_end,
                                   stdout=subprocess.PIPE, stderr=other_end, start_new_session=True)
        self.addCleanup(os.close, terminal)
        shown = b""
        while b"assword" not in shown:
            shown += os.read(terminal, 1000)
        os.write(terminal, b"typed-at-once\n")
        out, _ = process.communicate(timeout=60)
        os.close(other_end)
        while True:
            try:
                more = os.read(terminal, 1000)
            except OSError:
                break
            if not more:
                break
            shown += more
        self.assertEqual(process.returncode, OK, shown)
        self.assertNotIn(b"typed-at-once", shown + out)
        self.assertIn(b"password", self.outfield("config", "show", "host").lower())


if __name__ == "__main__":
    unittest.main()
