#!/usr/bin/env python3
"""Import: a tree becomes records, nothing twice, nothing lost, whenever it is stopped."""
import os
import signal
import socket
import subprocess
import sys
import unittest

from trial import FAILED, INTERRUPTED, NOT_FOUND, OK, UNAVAILABLE, USAGE, Trial, variable


TYPED = """
[module]
name = "typed"

[models."typed.document".fields]
short = { type = "char", size = 5 }
needed = { type = "char", required = true }
day = { type = "date" }
choice = { type = "selection", choices = [["a", "A"]] }
other = { type = "many2one", model = "typed.document" }
file = { type = "binary", store = "directory" }
"""


class Import(Trial):
    def make_tree(self, count, size=1000, name="tree"):
        tree = self.directory / name
        for number in range(count):
            path = tree / f"{number % 7}" / f"{number}.bin"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(f"{number}:".encode().ljust(size, b"."))
        return tree

    def import_it(self, tree, *options):
        return self.outfield_json("import", "sale.document", tree, "--field", "file", *options)

    def check_all_there_once(self, tree):
        files = {path.name: path for path in tree.rglob("*") if path.is_file() and not path.is_symlink()}
        records = self.records()
        self.assertEqual(sorted(one["name"] for one in records), sorted(files))
        for one in records[:: max(1, len(records) // 20)]:
            self.assertEqual(self.fetch(one["id"]), files[one["name"]].read_bytes())
        self.nothing_left_over(getattr(self, "bucket", "local/sales"))

    def test_a_tree_becomes_records_once(self):
        self.begin_with_directory()
        tree = self.make_tree(60)
        done = self.import_it(tree, "--set", "state=scanned", "--transfers", "4")
        self.assertEqual((done["imported"], done["failed"]), (60, 0))
        again = self.import_it(tree)
        self.assertEqual((again["imported"], again["before"]), (0, 60))
        self.check_all_there_once(tree)
        self.assertEqual({one["state"] for one in self.records()}, {"scanned"})

    def test_more_transfers_than_connections_wait_for_their_turn(self):
        """Each file takes longer than the store's connections are waited for."""
        self.begin_slowly("rate=100000", "--connections", "2", "--idle-timeout", "4")
        tree = self.make_tree(16, size=250_000)
        done = self.import_it(tree, "--transfers", "16")
        self.assertEqual((done["imported"], done["failed"]), (16, 0))
        self.check_all_there_once(tree)

    def test_changed_files_are_imported_only_when_asked(self):
        self.begin_with_directory()
        tree = self.make_tree(5)
        self.import_it(tree)
        (tree / "0" / "0.bin").write_bytes(b"changed")
        self.assertEqual(self.import_it(tree)["changed"], 1)
        self.assertEqual(self.import_it(tree, "--changed")["imported"], 1)
        self.check_all_there_once(tree)

    def test_what_is_no_file_is_reported_and_left_out(self):
        self.begin_with_directory()
        tree = self.make_tree(3)
        (tree / "link").symlink_to("/etc/passwd")
        (tree / "broken").symlink_to("nowhere")
        os.mkfifo(tree / "pipe")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(tree / "sock"))
        code, _, err = self.run_it("import", "sale.document", tree, "--field", "file")
        self.assertEqual(code, FAILED)
        for words in ("'link': it is a symbolic link", "'broken': it is a symbolic link", "'pipe': it is a named pipe",
                      "'sock': it is a socket"):
            self.assertIn(words, err)
        self.assertEqual(self.count(), 3)

    def test_odd_names(self):
        self.begin_with_directory()
        tree = self.directory / "tree"
        tree.mkdir()
        names = [b"two words", b"it's \"quoted\"", b"new\nline", "r\u00e9sum\u00e9 \u4f60\u597d".encode(), b"\xff\xfe not utf-8",
                 b"\\xff", b"-rf", b"a" * 255, b".hidden", b"empty"]
        for name in names:
            with open(os.fsencode(tree) + b"/" + name, "wb") as file:
                file.write(b"" if name == b"empty" else name)
        self.assertEqual(self.import_it(tree)["imported"], len(names))
        self.assertEqual(self.import_it(tree)["before"], len(names))
        contents = sorted(self.fetch(one["id"]) for one in self.records())
        self.assertEqual(contents, sorted(b"" if name == b"empty" else name for name in names))

    def test_wrong_requests_change_nothing(self):
        self.begin_with_directory()
        tree = self.make_tree(2)
        self.refused(NOT_FOUND, "import", "sale.document", self.directory / "none", "--field", "file", says="none")
        self.refused(USAGE, "import", "sale.document", tree / "0" / "0.bin", "--field", "file", says="directory")
        self.refused(USAGE, "import", "sale.document", tree, says="--field")
        self.refused(USAGE, "import", "sale.document", tree, "--field", "name", says="not a binary field")
        self.refused(USAGE, "import", "sale.document", tree, "--field", "file", "--name-field", "pages", says="pages")
        self.refused(USAGE, "import", "sale.document", tree, "--field", "file", "--transfers", "0")
        self.outfield("container", "unassign", "local/sales", "sale")
        self.refused(USAGE, "import", "sale.document", tree, "--field", "file", says="container assign")
        self.assertEqual(self.count(), 0)

    def test_values_that_no_record_can_have_are_refused_before_anything_is_sent(self):
        self.begin_with_directory()
        self.outfield("module", "install", self.file(TYPED.encode(), "typed.toml"))
        self.outfield("container", "assign", "local/sales", "typed")
        tree = self.make_tree(3)
        for wrong in ("day=bad", "choice=c", "short=123456", "other=77"):
            with self.subTest(wrong):
                self.refused(USAGE, "import", "typed.document", tree, "--field", "file", "--set", "needed=x", "--set", wrong,
                             says=f"field '{wrong.partition('=')[0]}'")
        self.refused(USAGE, "import", "typed.document", tree, "--field", "file", says="field 'needed': it is required")
        self.nothing_was_sent()
        self.assertEqual(self.outfield_json("import", "typed.document", tree, "--field", "file", "--set", "needed=x",
                                            "--set", "day=2026-02-28")["imported"], 3)

    def nothing_was_sent(self):
        self.assertEqual([path for path in (self.files / "sales").rglob("*") if path.is_file()], [])
        self.assertEqual(self.asked_of_catalog("SELECT COALESCE(MAX(id), 0) FROM outfield_blob"), "0")

    def test_a_name_that_is_too_long_is_refused_before_its_file_is_sent(self):
        self.begin_with_directory()
        self.outfield("module", "install", self.file(TYPED.encode(), "typed.toml"))
        self.outfield("container", "assign", "local/sales", "typed")
        self.file(b"much", "tree/too long a name")
        command = ("import", "typed.document", self.directory / "tree", "--field", "file", "--name-field", "short", "--set", "needed=x")
        code, _, err = self.run_it(*command)
        self.assertEqual(code, FAILED, err)
        self.assertIn("'too long a name': field 'short' cannot take its name: the text has 15 characters; at most 5 are allowed", err)
        self.nothing_was_sent()
        self.file(b"little", "tree/name")
        code, out, _ = self.run_it(*command)
        self.assertEqual((code, out), (FAILED, b"Imported 1 file (6 bytes), 1 failed.\n"))

    def stop_and_go_on(self, how, code):
        """Starts a slow import, stops it in the middle with a signal, and runs it again to the end."""
        tree = self.make_tree(400)
        process = self.start("import", "sale.document", tree, "--field", "file", "--transfers", "4")
        self.wait_until(lambda: self.count() > 40)
        process.send_signal(how)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, code, err)
        before = self.count()
        self.assertLess(before, 400, "it was not stopped in the middle")
        done = self.import_it(tree)
        self.assertEqual(done["before"] + done["imported"], 400)
        self.assertEqual(done["before"], before)
        self.check_all_there_once(tree)
        return err.decode()

    def begin_slowly(self, line="delay=20", *options):
        """An S3 server that answers late, so that there is a middle."""
        proxy = variable("OUTFIELD_TEST_PROXY")
        target = variable("OUTFIELD_TEST_S3_URL").removeprefix("http://")
        process = subprocess.Popen([sys.executable, proxy, "--target", target, "--set", line, "--until-eof"],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(lambda: (process.communicate(timeout=20)))
        port = process.stdout.readline().split()[1]
        self.begin("s3")
        self.add_s3("amazon", *options, url=f"http://127.0.0.1:{port}")
        self.bucket = self.fresh_name()
        self.outfield("container", "create", "amazon", self.bucket, "--retention", "0")
        self.outfield("container", "assign", self.bucket, "sale")

    def test_ctrl_c(self):
        self.begin_slowly()
        err = self.stop_and_go_on(signal.SIGINT, INTERRUPTED)
        self.assertIn("goes on from here", err)

    def test_sigterm(self):
        self.begin_slowly()
        self.stop_and_go_on(signal.SIGTERM, INTERRUPTED)

    def test_kill(self):
        self.begin_slowly()
        self.set_lease("1s")  # what the killed process had reserved is given up after a second
        self.stop_and_go_on(signal.SIGKILL, -signal.SIGKILL)

    def test_two_at_once_import_nothing_twice(self):
        self.begin_with_directory()
        tree = self.make_tree(60)
        both = [self.start("import", "sale.document", tree, "--field", "file") for _ in range(2)]
        for process in both:
            _, err = process.communicate(timeout=120)
            self.assertEqual(process.returncode, OK, err)
        self.assertEqual(self.count(), 60)
        self.check_all_there_once(tree)

    def test_a_store_that_is_gone_ends_it_soon(self):
        self.begin("s3")
        self.add_s3("amazon", "--connect-timeout", "1", url="http://127.0.0.1:1")
        self.outfield("container", "enter", "amazon", "nowhere")
        self.outfield("container", "assign", "nowhere", "sale")
        tree = self.make_tree(300)
        self.refused(UNAVAILABLE, "import", "sale.document", tree, "--field", "file", "--transfers", "8",
                     says="failures of the store in a row")
        self.assertEqual(self.count(), 0)

    def test_a_failing_file_does_not_stop_the_others(self):
        self.begin_with_directory()
        tree = self.make_tree(20)
        (tree / "bad").symlink_to("x")
        code, _, _ = self.run_it("import", "sale.document", tree, "--field", "file")
        self.assertEqual((code, self.count()), (FAILED, 20))
        self.refused(USAGE, "import", "sale.document", tree, "--field", "file", "--stop-on-error",
                     says="stopped at the first file that failed")


if __name__ == "__main__":
    unittest.main()
