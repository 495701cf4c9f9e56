#!/usr/bin/env python3
"""Files that change, vanish or are no files while they are read: a whole value or none, and nothing left over."""
import os
import signal
import unittest

from trial import CONFLICT, FAILED, NOT_FOUND, OK, USAGE, Trial

MIB = 1 << 20
SIZE = 256 * MIB  # of zeros that take no room on the disk until they are stored


def size_of(path):
    """0 where it is gone: an unfinished file gets another name."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


class ChangingFiles(Trial):
    def setUp(self):
        super().setUp()
        self.begin_with_directory()
        self.large = self.directory / "tree" / "large.bin"
        self.large.parent.mkdir()
        self.make_large()

    def make_large(self):
        with open(self.large, "wb") as file:
            file.truncate(SIZE)

    def while_it_is_read(self, command, change):
        """Stops the program once bytes have reached the store, changes the file, and lets it go on."""
        process = self.start(*command)
        self.wait_until(lambda: any(size_of(path) > MIB for path in self.stored()))
        process.send_signal(signal.SIGSTOP)
        self.assertIsNone(process.poll(), "it was ready before the file could be changed")
        change()
        process.send_signal(signal.SIGCONT)
        _, err = process.communicate(timeout=120)
        return process.returncode, err.decode()

    def stored(self):
        return [path for path in self.files.rglob("*") if path.is_file() and not path.name.startswith("outfield-environment")]

    def shrink(self):
        os.truncate(self.large, 3)

    def grow(self):
        with open(self.large, "ab") as file:
            file.write(b"more")

    def rewrite(self):
        with open(self.large, "r+b") as file:
            file.write(b"other")

    def nothing_was_stored(self):
        self.assertEqual(self.count(), 0)
        self.assertEqual(self.nothing_left_over("local/sales"), [])
        self.assertEqual(self.stored(), [])

    def test_a_value_that_changes(self):
        for change in (self.shrink, self.grow, self.rewrite):
            with self.subTest(change.__name__):
                self.make_large()
                code, err = self.while_it_is_read(("record", "create", "sale.document", f"file=@{self.large}"), change)
                self.assertEqual(code, CONFLICT, err)
                self.assertIn("changed while it was read", err)
                self.nothing_was_stored()

    def test_a_value_that_vanishes_is_read_to_its_end(self):
        code, err = self.while_it_is_read(("record", "create", "sale.document", f"file=@{self.large}"), self.large.unlink)
        self.assertEqual(code, OK, err)
        self.assertEqual(self.outfield_json("file", "info", "sale.document", 1, "file")["size"], SIZE)
        self.assertEqual(len(self.nothing_left_over("local/sales")), 1)

    def test_an_import_whose_file_changes(self):
        command = ("import", "sale.document", self.large.parent, "--field", "file")
        for change in (self.shrink, self.grow, self.rewrite, self.large.unlink):
            with self.subTest(change.__name__):
                self.make_large()
                code, err = self.while_it_is_read(command, change)
                self.assertEqual(code, FAILED, err)
                self.assertIn("'large.bin': the file", err)
                self.assertIn("changed while it was read", err.replace(str(self.large), ""))
                self.nothing_was_stored()
        self.large.write_bytes(b"at rest")
        self.assertEqual(self.outfield_json(*command)["imported"], 1)
        self.assertEqual(self.fetch(1), b"at rest")

    def test_what_is_no_file_is_not_waited_for(self):
        pipe = self.directory / "pipe"
        os.mkfifo(pipe)
        self.refused(USAGE, "record", "create", "sale.document", f"file=@{pipe}", says="not a regular file", timeout=20)
        link = self.directory / "link"
        link.symlink_to("nowhere")
        self.refused(NOT_FOUND, "record", "create", "sale.document", f"file=@{link}", says="No such file", timeout=20)
        self.nothing_was_stored()


if __name__ == "__main__":
    unittest.main()
