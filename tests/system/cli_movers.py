#!/usr/bin/env python3
"""Two programs that move the values of one container at the same time."""
import json
import unittest

from trial import FAILED, NOT_FOUND, OK, USAGE, Trial


class Movers(Trial):
    VALUES = 120

    def begin_with_values(self):
        self.begin_with_directory()
        self.outfield("container", "set", "local/sales", "--retention", "30d")
        self.outfield("container", "create", "local", "archive")
        tree = self.directory / "tree"
        for number in range(self.VALUES):
            self.file(f"value {number} ".encode() * 20_000, f"tree/{number}")
        self.outfield("import", "sale.document", tree, "--field", "file")

    def copies(self):
        """Each file in the archive, also of what nobody needs."""
        return sum(path.is_file() and path.name != "outfield-environment" for path in (self.files / "archive").rglob("*"))

    def test_they_share_the_work_and_nothing_is_copied_twice(self):
        self.begin_with_values()
        command = ("--json", "object", "move", "--from", "local/sales", "local/archive", "--transfers", "2")
        both = [self.start(*command), self.start(*command)]
        answers = [one.communicate(timeout=300) for one in both]
        errors = " ".join(err.decode() for _, err in answers)
        self.assertEqual([one.returncode for one in both], [OK, OK], errors)
        done = [json.loads(out) for out, _ in answers]
        self.assertEqual(sum(one["moved"] for one in done), self.VALUES, done)
        self.assertEqual([one["failed"] for one in done], [0, 0], done)
        self.assertEqual(self.copies(), self.VALUES)
        self.assertEqual(self.asked_of_catalog("SELECT COUNT(*) FROM outfield_move"), "0")
        self.outfield("check")
        self.outfield("scrub", "--not-since", "0")

    def test_a_value_that_is_gone_is_a_fault_only_where_it_was_named(self):
        self.begin_with_directory()
        self.outfield("container", "set", "local/sales", "--retention", "30d")
        self.outfield("container", "create", "local", "archive")
        record = self.create()
        blob = self.outfield_json("file", "info", "sale.document", record, "file")["blob"]
        self.outfield("record", "unlink", "sale.document", record)
        code, out, err = self.run_it("--json", "object", "move", blob, "local/archive")
        self.assertEqual((code, json.loads(out)["failed"]), (NOT_FOUND, 1), err)
        self.assertIn("not the value of any record", err)
        self.assertNotEqual(code, FAILED)

    def test_what_is_there_already_is_said_to_be(self):
        self.begin_with_directory()
        self.outfield("container", "set", "local/sales", "--retention", "30d")
        self.outfield("container", "create", "local", "archive")
        record = self.create()
        first = self.outfield_json("file", "info", "sale.document", record, "file")["blob"]
        self.assertTrue(self.outfield("object", "move", first, "local/archive").startswith(b"Moved 1 to local/archive. What was"))
        second = self.outfield_json("file", "info", "sale.document", record, "file")["blob"]
        self.assertNotEqual(first, second)
        for blob in (first, second):
            with self.subTest(blob):
                self.assertEqual(self.outfield("object", "move", blob, "local/archive").decode(),
                                 "Moved 0 to local/archive, 1 is there already.\n")
                done = self.outfield_json("object", "move", blob, "local/archive")
                self.assertEqual((done["moved"], done["there"], done["by_others"], done["failed"]), (0, 1, 0, 0))
        self.refused(USAGE, "object", "move", "--from", "archive", "local/archive", says="where they are")
        self.assertEqual(self.copies(), 1)

    def test_who_died_is_waited_for_no_longer_than_its_lease(self):
        self.begin_with_directory()
        self.set_lease("1s")
        self.outfield("container", "set", "local/sales", "--retention", "30d")
        self.outfield("container", "create", "local", "archive")
        record = self.create()
        blob = self.outfield_json("file", "info", "sale.document", record, "file")["blob"]
        code, _, _ = self.run_it("object", "move", blob, "local/archive", env={"OUTFIELD_CRASH_AT": "move copied"})
        self.assertNotEqual(code, OK)
        self.assertEqual(self.asked_of_catalog("SELECT COUNT(*) FROM outfield_move"), "1")
        self.assertEqual(self.outfield_json("object", "move", "--from", "local/sales", "local/archive")["moved"], 1)
        self.assertEqual(self.fetch(record), b"content")


if __name__ == "__main__":
    unittest.main()
