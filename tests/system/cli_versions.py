#!/usr/bin/env python3
"""Repair from older versions of an object, in a bucket that keeps them, after somebody has changed it behind the catalog's back."""
import json
import unittest

import s3_owner
from backup import copy_for
from cli_safety import Safety
from trial import CORRUPT, FAILED, OK


class Versions(Safety):
    def begin_with_versions(self):
        self.begin_with_s3()
        s3_owner.keep_versions(self.bucket)

    def key_of(self, record):
        return self.outfield_json("file", "info", "sale.document", record, "file")["key"]

    def overwrite(self, record, content):
        s3_owner.ask("PUT", self.bucket, self.key_of(record), body=content)

    def remove(self, record):
        s3_owner.ask("DELETE", self.bucket, self.key_of(record))

    def scrub_finds(self, damaged):
        code, out, err = self.run_it("--json", "scrub", "--not-since", "0")
        self.assertEqual((code, json.loads(out)["damaged"]), (FAILED, damaged), err)

    def repair(self):
        code, out, err = self.run_it("--json", "repair")
        done = json.loads(out)
        return code, done["repaired"], done["beyond_repair"], err + " ".join(done["faults"])

    def test_what_was_overwritten_or_removed_comes_back(self):
        self.begin_with_versions()
        overwritten, twice, removed, empty = (self.create(content) for content in (b"first", b"second", b"third", b""))
        large = self.create(b"0123456789abcdef" * (400 << 10))  # read by another thread than the one that writes
        self.overwrite(overwritten, b"other bytes")
        self.overwrite(twice, b"sECOND")  # of the same size
        self.overwrite(twice, b"SECOND")
        self.remove(twice)
        self.remove(removed)
        self.overwrite(empty, b"not empty")
        self.overwrite(large, b"small")
        self.scrub_finds(5)
        self.refused(CORRUPT, "file", "get", "sale.document", removed, "file", "-o", "-")
        damaged = self.key_of(overwritten)

        code, repaired, beyond, says = self.repair()
        self.assertEqual((code, repaired, beyond), (OK, 5, []), says)
        for record, content in ((overwritten, b"first"), (twice, b"second"), (removed, b"third"), (empty, b""),
                                (large, b"0123456789abcdef" * (400 << 10))):
            self.assertEqual(self.fetch(record), content)
        self.assertNotEqual(self.key_of(overwritten), damaged)
        self.outfield("scrub", "--not-since", "0")
        self.assertEqual(len(self.nothing_left_over(f"amazon/{self.bucket}")), 5)
        self.assert_sound()

    def test_a_row_that_cannot_be_read_keeps_nobody_from_the_versions(self):
        self.begin_with_versions()
        record, twin = self.create(b"same bytes"), self.create(b"same bytes")
        self.overwrite(record, b"SAME BYTES")
        self.scrub_finds(1)
        blob = self.outfield_json("file", "info", "sale.document", twin, "file")["blob"]
        broken, mend = "'long ago'", ""
        if self.postgresql:
            broken, mend = "NULL", "ALTER TABLE outfield_blob ALTER COLUMN created DROP NOT NULL;"
        self.change_catalog(f"{mend} UPDATE outfield_blob SET created = {broken} WHERE id = {blob}")
        code, repaired, beyond, says = self.repair()
        self.assertEqual((code, repaired, beyond), (OK, 1, []), says)
        self.assertIn("an integer", says)
        self.assertEqual(self.fetch(record), b"same bytes")

    def test_without_a_whole_version_nothing_is_written(self):
        self.begin_with_s3()
        record = self.create(b"the only version")
        key = self.key_of(record)
        self.overwrite(record, b"THE ONLY VERSION")
        self.scrub_finds(1)
        code, repaired, beyond, says = self.repair()
        self.assertEqual((code, repaired, len(beyond)), (FAILED, 0, 1), says)
        self.assertEqual(self.key_of(record), key)
        self.assertEqual(len(self.lines("object", "list", f"amazon/{self.bucket}")), 1)

    def test_a_copy_of_the_catalog_repairs_nothing(self):
        self.begin_with_versions()
        record = self.create(b"production")
        self.remove(record)
        self.scrub_finds(1)
        own, self.config = self.config, copy_for(self, self.directory / "staging")
        code, repaired, _, says = self.repair()
        self.assertEqual((code, repaired), (FAILED, 0))
        self.assertIn("never written to", says)
        self.config = own
        self.assertEqual(self.lines("object", "list", f"amazon/{self.bucket}"), [])
        self.outfield("repair")
        self.assertEqual(self.fetch(record), b"production")


if __name__ == "__main__":
    unittest.main()
