#!/usr/bin/env python3
"""Two storage configurations that lead to one place: what either holds is a stray to none."""
import json
import unittest

from trial import CONFLICT, FAILED, OK, Trial, variable


class SamePlace(Trial):
    """`first` holds the values; `second` sees them."""

    def test_on_a_directory(self):
        self.begin("directory")
        files = self.directory / "files"
        files.mkdir()
        for name in ("first", "second"):
            self.outfield("config", "add", name, "--kind", "directory", "--path", files)
        self.place = "sales"
        self.fill()
        self.outfield("container", "sync", "second")
        self.both_name_what_either_holds(f"second/{self.place}", "")

    def test_on_s3(self):
        self.begin("s3")
        for name in ("first", "second"):
            self.add_s3(name)
        self.place = self.fresh_name()
        self.fill()
        self.outfield("container", "sync", "second")
        self.both_name_what_either_holds(f"second/{self.place}", "")

    def test_on_ftp(self):
        self.begin("ftp")
        prefix = "OUTFIELD_TEST_FTP_PROFTPD_"
        for name in ("first", "second"):
            self.outfield("config", "add", name, "--kind", "ftp", "--path", variable(prefix + "URL"), "--username",
                          variable(prefix + "USERNAME"), "--tls", "off", "--password-env", "P",
                          env={"P": variable(prefix + "PASSWORD")})
        self.place = self.fresh_name()
        self.fill()
        self.outfield("container", "enter", "second", self.place)
        self.both_name_what_either_holds(f"second/{self.place}", "")

    def test_a_path_that_leads_into_a_container_or_above_it(self):
        self.begin("directory")
        files = self.directory / "files"
        files.mkdir()
        self.place = "sales"
        self.outfield("config", "add", "first", "--kind", "directory", "--path", files)
        self.fill()
        self.outfield("config", "add", "above", "--kind", "directory", "--path", self.directory)
        self.outfield("container", "enter", "above", "files")
        self.outfield("config", "test", "above", "--container", "files")  # which marks it as this catalog's
        self.both_name_what_either_holds("above/files", f"{self.place}/")
        self.outfield("config", "add", "inside", "--kind", "directory", "--path", files / self.place)
        self.outfield("container", "sync", "inside")
        for one in self.outfield_json("container", "list", "inside"):
            self.assertEqual(self.strays(f"inside/{one['name']}"), [])

    def fill(self):
        self.outfield("container", "create", "first", self.place, "--retention", "30d")
        self.outfield("container", "assign", f"first/{self.place}", "sale")
        self.outfield("config", "default", "first")
        self.live, gone, adopted = (self.create(content) for content in (b"live", b"in the trash", b"adopted"))
        self.outfield("record", "unlink", "sale.document", gone)
        self.lose_the_row(adopted)
        self.run_it("check", f"first/{self.place}", "--save", self.directory / "adopted.json")
        self.outfield("stray", "adopt", self.directory / "adopted.json", "--older-than", "0")

    def lose_the_row(self, record):
        blob = self.outfield_json("file", "info", "sale.document", record, "file")["blob"]
        self.change_catalog(f"DELETE FROM outfield_attachment WHERE blob = {blob}")
        self.change_catalog(f"DELETE FROM outfield_blob WHERE id = {blob}")
        return blob

    def both_name_what_either_holds(self, other, prefix):
        self.assertEqual(self.strays(other), [])
        self.assertEqual(self.strays(f"first/{self.place}"), [])
        lines = self.outfield("--json", "object", "list", f"first/{self.place}").splitlines()
        keys = [one["key"] for one in map(json.loads, lines)]
        self.assertEqual(len(keys), 3)
        self.forged(other, [prefix + key for key in keys])
        self.assertEqual(self.fetch(self.live), b"live")
        self.outfield("trash", "restore", json.loads(self.outfield("--json", "trash", "list"))["object"], "--as-attachment")
        self.a_real_stray_is_still_one(other, prefix)
        code, out, err = self.run_it("check", f"first/{self.place}")
        self.assertEqual(code, OK, out.decode() + err)

    def forged(self, other, keys):
        """A saved check of the days when these were strays."""
        configuration, container = other.split("/")
        saved = self.directory / "forged.json"
        for key in keys:
            for kind in ("stray", "unfinished"):
                saved.write_text(json.dumps({"finding": kind, "configuration": configuration, "container": container, "key": key,
                                             "size": 1, "words": ""}) + "\n")
                for verb in ("remove", "adopt") if kind == "stray" else ("remove",):
                    code, out, err = self.run_it("--json", "stray", verb, saved, "--older-than", "0")
                    self.assertEqual(json.loads(out), {"done": 0, "left": 1}, f"{code} {err}")
            self.refused(CONFLICT, "object", "delete", "--stray", f"{other}/{key}", says=["in the catalog", f"first/{self.place}"])

    def a_real_stray_is_still_one(self, other, prefix):
        stray = self.create(b"stray")
        key = self.outfield_json("file", "info", "sale.document", stray, "file")["key"]
        self.lose_the_row(stray)
        self.assertEqual(self.strays(f"first/{self.place}"), [key])
        self.assertEqual(self.strays(other), [prefix + key])
        self.outfield("object", "delete", "--stray", f"{other}/{prefix}{key}")
        self.assertEqual(self.strays(f"first/{self.place}"), [])

    def strays(self, container):
        code, out, err = self.run_it("--json", "check", container)
        self.assertIn(code, (OK, FAILED), err)
        found = [json.loads(line) for line in out.splitlines()][:-1]
        self.assertEqual({one["finding"] for one in found} - {"stray"}, set(), found)
        return [one["key"] for one in found]


if __name__ == "__main__":
    unittest.main()
