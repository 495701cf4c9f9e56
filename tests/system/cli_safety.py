#!/usr/bin/env python3
"""Trash, check, strays, scrub and repair, the recovery horizon and the sealing key, on a local directory and S3."""
import json
import shutil
import time
import unittest

import s3_owner
from backup import back_up, restore
from trial import CONFLICT, CORRUPT, FAILED, NOT_FOUND, OK, UNAVAILABLE, USAGE, Trial


class Safety(Trial):
    def begin_with_retention(self):
        self.begin_with_directory()
        self.outfield("container", "set", "local/sales", "--retention", "30d")

    def path_of(self, record, field="file"):
        return self.files / "sales" / self.outfield_json("file", "info", "sale.document", record, field)["key"]

    def lines(self, *arguments, code=OK):
        got, out, err = self.run_it("--json", *arguments)
        self.assertEqual(got, code, err)
        return [json.loads(line) for line in out.splitlines()]

    def findings(self, *arguments):
        *found, totals = self.lines("check", *arguments, code=FAILED)
        self.assertFalse(totals["sound"])
        return sorted((one["finding"], one["key"]) for one in found)

    def assert_sound(self):
        totals = self.lines("check")[-1]
        self.assertTrue(totals["sound"], totals)

    def trash(self):
        return [(one["reason"], one["record"], one["size"]) for one in self.lines("trash", "list")]


class Trash(Safety):
    def test_what_was_replaced_cleared_and_unlinked_can_be_had_back(self):
        self.begin_with_retention()
        first, second, third = self.create(b"1"), self.create(b"22"), self.create(b"333")
        self.outfield("file", "put", "sale.document", first, "file", self.file(b"new"))
        self.outfield("record", "write", "sale.document", second, "file=")
        self.outfield("record", "unlink", "sale.document", third)
        self.assertEqual(self.trash(), [("replaced", first, 1), ("cleared", second, 2), ("unlinked", third, 3)])
        self.outfield("collect")
        one, two, three = [line["object"] for line in self.lines("trash", "list")]

        self.refused(CONFLICT, "trash", "restore", one, says="another value")
        self.outfield("trash", "restore", one, "--replace")
        self.assertEqual(self.fetch(first), b"1")
        self.outfield("trash", "restore", two)
        self.assertEqual(self.fetch(second), b"22")
        self.refused(NOT_FOUND, "trash", "restore", three, says="does not exist")
        back = self.outfield_json("trash", "restore", three, "--as-attachment")
        self.assertEqual(self.outfield("file", "get", back["model"], back["record"], "datas", "-o", "-"), b"333")
        self.assertEqual(self.trash(), [("replaced", first, 3)])
        self.refused(NOT_FOUND, "trash", "restore", two, says="not in the trash")
        self.assert_sound()

    def test_to_another_field(self):
        self.begin_with_retention()
        record = self.create(b"1")
        self.outfield("record", "write", "sale.document", record, "file=")
        gone = self.lines("trash", "list")[0]["object"]
        self.refused(USAGE, "trash", "restore", gone, "--to", "sale.document", says="MODEL,RECORD,FIELD")
        self.refused(USAGE, "trash", "restore", gone, "--to", f"sale.document,{record},name", says="not a binary one")
        self.outfield("trash", "restore", gone, "--to", f"sale.document,{record},copy")
        self.assertEqual(self.fetch(record, "copy"), b"1")

    def test_the_source_of_a_move_is_no_trash(self):
        self.begin_with_retention()
        self.outfield("container", "create", "local", "archive")
        record = self.create(b"1")
        number = self.outfield_json("file", "info", "sale.document", record, "file")["blob"]
        self.outfield("object", "move", number, "local/archive")
        self.assertEqual(self.trash(), [])


class Horizon(Safety):
    def since(self):
        return self.outfield_json("trash", "horizon")["since"]

    def test_a_database_restored_within_the_horizon_is_complete_and_one_before_it_is_told(self):
        self.begin_with_retention()
        keep, gone = self.create(b"kept"), self.create(b"gone")
        backup = self.directory / "backup"
        self.assertIsNone(self.since())
        back_up(self, backup)

        self.outfield("record", "unlink", "sale.document", gone)
        self.outfield("file", "put", "sale.document", keep, "file", self.file(b"newer"))
        self.outfield("collect")
        self.assertIsNone(self.since(), "nothing is past its retention")
        restore(self, backup)
        self.assertEqual((self.fetch(keep), self.fetch(gone)), (b"kept", b"gone"))
        found = self.findings()
        self.assertEqual([kind for kind, _ in found], ["stray"], "the value written after the backup")

    def test_the_horizon_outlives_the_container_that_it_is_of(self):
        self.begin_with_directory()
        self.outfield("record", "unlink", "sale.document", self.create(b"1"))
        self.outfield("collect")
        since = self.since()
        self.outfield("container", "forget", "sales")
        self.assertIsNotNone(since)
        self.assertEqual(self.since(), since)

    def test_the_removal_of_a_stray_moves_the_horizon(self):
        self.begin_with_directory()
        record, backup = self.create(b"before"), self.directory / "backup"
        back_up(self, backup)
        self.outfield("file", "put", "sale.document", record, "file", self.file(b"after"))
        restore(self, backup)
        found = self.directory / "strays.json"
        self.lines("check", "--save", str(found), code=FAILED)
        self.assertIsNone(self.since())
        self.outfield("stray", "remove", str(found), "--older-than", "0")
        self.assertIsNotNone(self.since(), "a later backup may name it")

    def test_the_horizon_moves_before_bytes_go(self):
        self.begin_with_directory()
        record = self.create(b"1")
        time.sleep(1.1)
        self.outfield("record", "unlink", "sale.document", record)
        self.outfield("collect")
        self.assertIsNotNone(self.since())


class Check(Safety):
    def test_both_ways(self):
        self.begin_with_retention()
        missing, cut, whole = self.create(b"missing"), self.create(b"cut"), self.create(b"whole")
        self.assert_sound()
        lost, short = self.path_of(missing), self.path_of(cut)
        lost.unlink()
        short.write_bytes(b"cu")
        stray = self.files / "sales" / "2026" / "stray.bin"
        stray.parent.mkdir(parents=True)
        stray.write_bytes(b"whose?")
        (self.files / "sales" / "2026" / "left.bin+part").write_bytes(b"half")
        folder = self.files / "sales"
        self.assertEqual(self.findings(), sorted([("missing", str(lost.relative_to(folder))),
                                                  ("wrong-size", str(short.relative_to(folder))),
                                                  ("stray", "2026/stray.bin"), ("unfinished", "2026/left.bin")]))
        self.assertEqual(self.fetch(whole), b"whole")

    def test_an_unmounted_disk_is_out_of_reach_and_not_a_thousand_losses(self):
        self.begin_with_retention()
        self.create(b"1")
        (self.files / "sales").rename(self.directory / "away")
        self.assertEqual({kind for kind, _ in self.findings()}, {"out-of-reach"})
        (self.files / "sales").mkdir()
        self.assertEqual({kind for kind, _ in self.findings()}, {"out-of-reach"})
        code, _, err = self.run_it("scrub", "--not-since", "0")
        self.assertEqual(code, FAILED)
        self.assertIn("mounted", err)
        shutil.rmtree(self.files / "sales")
        (self.directory / "away").rename(self.files / "sales")
        self.assert_sound()
        self.outfield("scrub", "--not-since", "0")

    def test_nothing_is_written_or_removed_where_a_disk_is_not_mounted(self):
        self.begin_with_directory()
        record, gone = self.create(b"kept"), self.create(b"gone")
        self.outfield("record", "unlink", "sale.document", gone)
        sales, away = self.files / "sales", self.directory / "away"
        sales.rename(away)
        sales.mkdir()
        out_of_sight = ["local/sales", "is the disk mounted?", "outfield environment adopt"]
        self.refused(UNAVAILABLE, "file", "put", "sale.document", record, "file", self.file(b"new"), says=out_of_sight)
        code, out, err = self.run_it("collect")
        self.assertEqual(code, FAILED, out)
        self.assertIn("is the disk mounted?", out.decode() + err)
        self.assertEqual(list(sales.iterdir()), [])
        self.assertEqual(self.asked_of_catalog("SELECT COUNT(*) FROM outfield_blob WHERE sha256 IS NOT NULL"), "2")

        sales.rmdir()
        away.rename(sales)
        self.assert_sound()
        self.assertEqual(self.fetch(record), b"kept")
        self.change_catalog("UPDATE outfield_blob SET due = 0 WHERE due IS NOT NULL")  # the collector's claim is over
        self.assertEqual(len(self.nothing_left_over("local/sales")), 1)
        self.assert_sound()

    def test_a_container_whose_values_are_lost_is_written_to_again_once_somebody_says_so(self):
        self.begin_with_directory()
        record = self.create(b"lost")
        shutil.rmtree(self.files / "sales")
        (self.files / "sales").mkdir()
        self.refused(UNAVAILABLE, "record", "create", "sale.document", "name=x", f"file=@{self.file()}", says="environment adopt")
        self.outfield("environment", "adopt")
        self.outfield("file", "put", "sale.document", record, "file", self.file(b"anew"))
        self.assertEqual(self.fetch(record), b"anew")

    def test_a_marker_that_is_missing_beside_the_values_is_put_again(self):
        self.begin_with_directory()
        self.create(b"1")
        marker = self.files / "sales" / "outfield-environment"
        marker.unlink()
        self.create(b"2")
        self.assertTrue(marker.exists())
        self.outfield("container", "set", "local/sales", "--prefix", "erp/")
        self.create(b"3")
        self.assertTrue((self.files / "sales" / "erp" / "outfield-environment").exists())
        self.outfield("scrub", "--not-since", "0")
        (self.files / "sales" / "somebody's").write_bytes(b"x")
        (self.files / "sales" / "somebodys.txt").write_bytes(b"x")
        keys = [one["key"] for one in self.lines("object", "list", "local/sales")]
        self.assertEqual(sorted(key.startswith("erp/") for key in keys), [False, False, True], keys)

    def test_strays_are_removed_or_adopted_from_what_a_check_wrote(self):
        self.begin_with_retention()
        self.create(b"1")
        for name in ("one.txt", "two.txt"):
            (self.files / "sales" / name).write_bytes(name.encode())
        (self.files / "sales" / "three.txt+part").write_bytes(b"half")
        saved = self.directory / "strays.json"
        self.run_it("check", "--save", saved)
        self.assertEqual(self.outfield_json("stray", "remove", saved), {"done": 0, "left": 3}, "they are too young")
        lines = saved.read_text().splitlines()
        adopted = self.directory / "adopted.json"
        adopted.write_text("\n".join(line for line in lines if "one.txt" in line))
        self.assertEqual(self.outfield_json("stray", "adopt", adopted, "--older-than", "0"), {"done": 1, "left": 0})
        records = self.outfield_json("record", "search", "ir.attachment")
        self.assertEqual(self.outfield("file", "get", "ir.attachment", records[-1], "datas", "-o", "-"), b"one.txt")
        self.assertEqual(self.outfield_json("stray", "remove", saved, "--older-than", "0"), {"done": 2, "left": 1},
                         "the one that was adopted is no stray any more")
        self.assert_sound()
        self.refused(NOT_FOUND, "stray", "remove", self.directory / "none.json", says="outfield check --save")
        saved.write_text("{}\n")
        self.refused(USAGE, "stray", "remove", saved, says=["strays.json:1", "finding"])

    def test_adopting_counts_what_got_a_record(self):
        self.begin_with_retention()
        self.create(b"1")
        (self.files / "sales" / "one.txt").write_bytes(b"one")
        (self.files / "sales" / "two.txt+part").write_bytes(b"half")
        saved = self.directory / "strays.json"
        self.run_it("check", "--save", saved)
        code, out, err = self.run_it("--json", "stray", "adopt", saved, "--older-than", "0")
        self.assertEqual((code, json.loads(out)), (OK, {"done": 1, "left": 1}), err)
        self.assertIn("two.txt is an unfinished upload: it can only be removed", err)


class Foreign(Safety):
    """A bucket in which others have written what Outfield never writes."""

    def begin_with_foreign_keys(self):
        self.begin_with_s3()
        self.create(b"whole")
        missing = self.outfield_json("file", "info", "sale.document", self.create(b"missing"), "file")["key"]
        s3_owner.ask("DELETE", self.bucket, missing)
        s3_owner.ask("PUT", self.bucket, "Invoice%2012.pdf", body=b"theirs")
        for key in ("Invoice~13.pdf", "left.bin"):
            s3_owner.ask("POST", self.bucket, key, query="uploads=")
        self.foreign = [("stray", "Invoice 12.pdf"), ("unfinished", "Invoice~13.pdf")]
        self.found = sorted([("missing", missing), ("unfinished", "left.bin"), *self.foreign])
        self.saved = self.directory / "strays.json"

    def test_they_end_no_check(self):
        self.begin_with_foreign_keys()
        self.assertEqual(self.findings("--save", self.saved), self.found)
        for line in self.saved.read_text().splitlines():
            finding = json.loads(line)
            self.assertEqual("Outfield cannot have written it" in finding["words"], (finding["finding"], finding["key"]) in self.foreign)
        self.assertEqual([one["size"] for one in self.lines("check", code=FAILED)[:-1] if one["key"] == "Invoice 12.pdf"], [6])

    def test_they_are_left_alone_and_the_others_dealt_with(self):
        self.begin_with_foreign_keys()
        self.findings("--save", self.saved)
        for verb, done, left in (("adopt", 0, 3), ("remove", 1, 2)):
            code, out, err = self.run_it("--json", "stray", verb, self.saved, "--older-than", "0")
            self.assertEqual((code, json.loads(out)), (OK, {"done": done, "left": left}), err)
            self.assertEqual(err.count("cannot have written it"), 2, err)
        self.assertEqual(self.findings(), [one for one in self.found if one[1] != "left.bin"])
        self.change_catalog("UPDATE outfield_blob SET due = 0 WHERE due IS NOT NULL")
        self.outfield("collect")
        self.assertEqual(self.outfield_json("container", "show", self.bucket)["reserved"], 0)


class Scrub(Safety):
    def damage(self, path):
        content = bytearray(path.read_bytes())
        content[0] ^= 1
        path.write_bytes(content)

    def test_damage_is_found_never_served_and_repaired_from_a_twin(self):
        self.begin_with_retention()
        first, twin, alone = self.create(b"same bytes"), self.create(b"same bytes"), self.create(b"alone")
        self.outfield("scrub", "--not-since", "0")
        self.damage(self.path_of(first)), self.damage(self.path_of(alone))
        self.outfield("scrub")  # all were verified a moment ago
        code, out, err = self.run_it("--json", "scrub", "--not-since", "0")
        self.assertEqual((code, json.loads(out)["damaged"], json.loads(out)["whole"]), (FAILED, 2, 1), err)
        self.refused(CORRUPT, "file", "get", "sale.document", first, "file", "--range", "0-2", says="known to be damaged")

        code, out, err = self.run_it("--json", "repair")
        document = json.loads(out)
        self.assertEqual((code, document["repaired"], len(document["beyond_repair"])), (FAILED, 1, 1), err)
        self.assertEqual(self.fetch(first), b"same bytes")
        self.refused(CORRUPT, "file", "get", "sale.document", alone, "file", "-o", "-")
        self.damage(self.path_of(alone))  # the disk is put back
        self.assertEqual(self.outfield_json("repair")["whole_again"], 1)
        self.assertEqual(self.fetch(alone), b"alone")
        self.assert_sound()

    def test_a_limit_ends_the_run_and_the_next_goes_on(self):
        self.begin_with_retention()
        for number in range(5):
            self.create(b"%d" % number)
        self.change_catalog("UPDATE outfield_blob SET created = 1, verified = 1")
        seen = [self.outfield_json("scrub", "--not-since", "1h", "--values", 2)["whole"] for _ in range(4)]
        self.assertEqual(seen, [2, 2, 1, 0])

    def test_a_container_out_of_reach_keeps_nobody_from_being_read(self):
        self.begin_with_directory()
        self.outfield("container", "create", "local", "other")
        for number in range(8):
            self.create(b"out of reach %d" % number)
        for number in range(4):
            self.outfield("object", "add", "local/other", self.file(b"%d" % number))
        (self.files / "sales").rename(self.files / "unmounted")
        self.change_catalog("UPDATE outfield_blob SET verified = 1")
        seen = []
        for _ in range(2):
            code, out, err = self.run_it("--json", "scrub", "--not-since", "1h", "--values", "2")
            done = json.loads(out)
            seen.append((code, done["whole"], done["damaged"], done["out_of_reach"]))
            self.assertIn("local/sales: 3 more values were passed over", err)
        self.assertEqual(seen, [(FAILED, 2, 0, 8)] * 2)
        (self.files / "unmounted").rename(self.files / "sales")
        self.assertEqual(self.outfield_json("scrub", "--not-since", "1h", "--values", 8)["whole"], 8)

    def test_values_out_of_reach_keep_no_other_of_their_container_from_being_read(self):
        self.begin_with_directory()
        paths = [self.path_of(self.create(b"out of reach %d" % number)) for number in range(6)]
        for number in range(3):
            self.create(b"whole %d" % number)
        for path in paths:  # links are not followed
            path.rename(self.directory / path.name)
            path.symlink_to(self.directory / path.name)
        self.change_catalog("UPDATE outfield_blob SET verified = 1")
        code, out, err = self.run_it("--json", "scrub", "--not-since", "1h")
        done = json.loads(out)
        self.assertEqual((code, done["whole"], done["damaged"], done["out_of_reach"]), (FAILED, 3, 0, 6), err)
        self.assertNotIn("passed over", err)

    def test_a_move_leaves_a_good_copy(self):
        self.begin_with_retention()
        self.outfield("container", "create", "local", "archive")
        record = self.create(b"moved")
        self.outfield("object", "move", self.outfield_json("file", "info", "sale.document", record, "file")["blob"],
                      "local/archive")
        key = self.outfield_json("file", "info", "sale.document", record, "file")["key"]
        self.damage(self.files / "archive" / key)
        self.assertEqual(self.run_it("scrub", "--not-since", "0")[0], FAILED)
        self.assertEqual(self.outfield_json("repair")["repaired"], 1)
        self.assertEqual(self.fetch(record), b"moved")


class SealingKey(Safety):
    def test_a_rotated_key_opens_everything_and_an_older_one_nothing(self):
        self.begin_with_s3()
        record = self.create(b"1")
        key = self.directory / "outfield.key"
        first = key.read_text()
        self.outfield("key", "rotate")
        self.assertEqual(len(key.read_text().split()), 2)
        self.assertEqual(self.fetch(record), b"1")
        self.outfield("key", "retire")
        self.assertEqual(len(key.read_text().split()), 1)
        self.assertEqual(self.fetch(record), b"1")
        key.write_text(first)
        self.refused(CORRUPT, "file", "get", "sale.document", record, "file", "-o", "-", says="sealing key")


if __name__ == "__main__":
    unittest.main()
