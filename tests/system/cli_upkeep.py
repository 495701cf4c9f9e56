#!/usr/bin/env python3
"""What the commands of upkeep say of uploads that were broken off: how many there are, what they hold, until when."""
import json
import unittest

from trial import CONFLICT, Trial

UTC = r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC"


class BrokenOff(Trial):
    def setUp(self):
        super().setUp()
        self.begin_with_directory()

    def break_off(self):
        """An upload whose bytes are whole in the store when its program dies."""
        code, _, _ = self.run_it("record", "create", "sale.document", f"file=@{self.file()}", env={"OUTFIELD_CRASH_AT": "put"})
        self.assertEqual(code, -9)

    def end_lease(self):
        self.change_catalog("UPDATE outfield_blob SET due = 0 WHERE state = 0")

    def forget(self):
        """What stands in the way, by both ways of being rid of the container."""
        sentences = [self.refused(CONFLICT, *command) for command in (("container", "forget", "local/sales"), ("config", "remove", "local"))]
        reasons = [one.partition("it still holds ")[2] for one in sentences]
        self.assertEqual(*reasons)
        return reasons[0]

    def said_by(self, *command):
        return self.outfield(*command).decode()

    def test_check_tells_their_objects_apart(self):
        self.create()
        self.assertEqual(self.said_by("check", "local/sales"), "Sound: 1 value and 1 object, and each has the other.\n")
        self.break_off()
        self.outfield("container", "set", "local/sales", "--retention", "1d")
        self.outfield("record", "unlink", "sale.document", self.create())
        self.assertEqual(self.said_by("check", "local/sales"),
                         "Sound: 2 values and 3 objects, and each has the other. "
                         "Of the objects, 2 belong to 1 condemned value and 1 upload under way or given up.\n")
        totals = json.loads(self.said_by("--json", "check", "local/sales"))
        self.assertEqual([totals[name] for name in ("values", "objects", "condemned", "under_way")], [2, 3, 1, 1])

    def test_what_holds_a_container_until_when(self):
        self.break_off()
        self.assertRegex(self.forget(), rf"^1 upload under way or broken off, whose lease ends at {UTC}\. After that: outfield collect$")
        self.end_lease()
        self.assertEqual(self.forget(), "1 upload under way or broken off. After that: outfield collect")
        self.outfield("collect")
        self.assertRegex(self.forget(), rf"^1 given-up upload, watched until {UTC}\. After that: outfield collect$")
        self.outfield("container", "set", "local/sales", "--retention", "1d")
        self.create()
        self.outfield("record", "unlink", "sale.document", self.create())
        self.assertRegex(self.forget(), "^1 value of a record, which must be moved or deleted first; "
                         rf"1 replaced or deleted value, whose retention ends at {UTC}; 1 given-up upload, watched until {UTC}\. ")
        self.outfield("record", "unlink", "sale.document", ",".join(str(one["id"]) for one in self.records()))
        self.outfield("container", "set", "local/sales", "--retention", "0")
        self.change_catalog("UPDATE outfield_blob SET due = 0 WHERE state = 3")  # the watch is over
        self.outfield("collect")
        self.outfield("container", "forget", "local/sales")

    def test_collect_says_what_it_removed_of_them(self):
        self.break_off()
        self.assertEqual(len(self.said_by("object", "list", "local/sales").splitlines()), 2)
        self.end_lease()
        self.assertRegex(self.said_by("collect"),
                         r"^Removed 0 \(0 bytes\)\. What 1 given-up upload had left was removed a first time\. "
                         rf"1 upload is under way or given up and watched\. The next can be removed at {UTC}\.\n$")
        self.assertEqual(len(self.said_by("object", "list", "local/sales").splitlines()), 1, "the heading alone")
        self.assertNotIn("a first time", self.said_by("collect"))


if __name__ == "__main__":
    unittest.main()
