#!/usr/bin/env python3
"""No room: a disk that is full (needs root for a small tmpfs), and files that may not grow (needs nothing)."""
import os
import resource
import subprocess
import unittest

from small_disk import small_disk
from trial import OUT_OF_SPACE, Trial


def small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))


class FullDisk(Trial):
    def test_the_store_is_full(self):
        disk = small_disk(self, "disk", "1m")
        self.begin("directory")
        self.outfield("config", "add", "local", "--kind", "directory", "--path", disk)
        self.outfield("container", "create", "local", "sales", "--retention", "0")
        self.outfield("container", "assign", "local/sales", "sale")
        kept = self.create(b"x" * 1000)
        self.refused(OUT_OF_SPACE, "file", "put", "sale.document", kept, "file", self.file(os.urandom(2 << 20)))
        self.assertEqual(self.fetch(kept), b"x" * 1000)
        self.nothing_left_over("local/sales")
        self.create(b"there is room again")

    def test_the_fetched_file_finds_no_room(self):
        disk = small_disk(self, "disk", "1m")
        self.begin_with_directory()
        record = self.create(os.urandom(2 << 20))
        self.refused(OUT_OF_SPACE, "file", "get", "sale.document", record, "file", "-o", disk / "out")
        self.assertEqual(list(disk.iterdir()), [])

    def test_standard_output_finds_no_room(self):
        self.begin_with_directory()
        record = self.create(b"content")
        with open("/dev/full", "wb") as full:
            for command in (["file", "get", "sale.document", str(record), "file"], ["container", "list"]):
                ended = subprocess.run([os.environ["OUTFIELD_PROGRAM"], *command], stdout=full, stderr=subprocess.PIPE,
                                      env={**os.environ, "OUTFIELD_CONFIG": str(self.config), "PGPASSWORD": self.password()})
                self.assertEqual(ended.returncode, OUT_OF_SPACE, ended.stderr)

    def test_a_stored_file_may_not_grow(self):
        self.begin_with_directory()
        kept = self.create(b"x" * 1000)
        large = self.file(os.urandom(2 << 20), "large")
        self.refused(OUT_OF_SPACE, "file", "put", "sale.document", kept, "file", large, preexec_fn=small_files)
        self.assertEqual(self.fetch(kept), b"x" * 1000)
        self.assertEqual(len(self.nothing_left_over("local/sales")), 1)

    def test_a_fetched_file_may_not_grow(self):
        self.begin_with_directory()
        record = self.create(os.urandom(2 << 20))
        target = self.directory / "fetched"
        target.mkdir()
        self.refused(OUT_OF_SPACE, "file", "get", "sale.document", record, "file", "-o", target / "out",
                     preexec_fn=small_files)
        self.assertEqual(list(target.iterdir()), [])

    def test_the_catalog_is_full(self):
        disk = small_disk(self, "disk", "6m")
        self.outfield("init", disk)
        self.config = disk / "outfield.toml"
        self.install("directory")
        kept = int(self.outfield("record", "create", "sale.document", "name=x", f"copy=@{self.file(b'small')}"))
        self.refused(OUT_OF_SPACE, "record", "create", "sale.document", "name=y",
                     f"copy=@{self.file(os.urandom(12 << 20), 'large')}")
        self.assertEqual(self.count(), 1)
        self.assertEqual(self.fetch(kept, "copy"), b"small")


if __name__ == "__main__":
    unittest.main()
