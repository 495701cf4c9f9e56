#!/usr/bin/env python3
"""Planted secrets are in nothing that the program writes or prints, in no clothing; and no key leaves its prefix."""
import base64
import json
import os
import signal
import sqlite3
import subprocess
import unittest
import urllib.parse
from pathlib import Path

from trial import CONFLICT, DENIED, FAILED, OK, USAGE, Trial, variable


def disguises(secret):
    """The forms in which a secret could be written: as it is, base64 wherever it begins in it, percent-encoded, hex, JSON."""
    raw = secret.encode()
    forms = {raw, raw.hex().encode(), raw.hex().upper().encode(), json.dumps(secret)[1:-1].encode()}
    for safe in ("", "/", "/+="):
        quoted = urllib.parse.quote(secret, safe=safe)
        forms |= {quoted.encode(), quoted.lower().encode()}
    for encode in (base64.standard_b64encode, base64.urlsafe_b64encode):
        for before in range(3):
            text = encode(b"\0" * before + raw).rstrip(b"=")
            forms.add(text[(before * 8 + 5) // 6:-1])
    return forms


class Planted(Trial):
    """Remembers every secret that it gives to the program, and everything that the program prints."""

    def setUp(self):
        super().setUp()
        self.secrets, self.printed = set(), []

    def plant(self, secret):
        self.secrets.add(secret)
        return secret

    def run_it(self, *arguments, **options):
        code, out, err = super().run_it(*arguments, **options)
        self.printed.append((" ".join(map(str, arguments)), out + err.encode()))
        return code, out, err

    def assert_no_secret(self, place, content):
        for secret in self.secrets:
            for form in disguises(secret):
                self.assertNotIn(form, content, f"a planted secret is in {place}")

    def assert_no_secret_anywhere(self):
        for command, printed in self.printed:
            self.assert_no_secret(f"what `outfield {command}` printed", printed)
        for path in sorted(self.directory.rglob("*")):
            if path.is_file() and path.name not in ("outfield.key", "secret.txt"):
                self.assert_no_secret(path.relative_to(self.directory), path.read_bytes())
        self.assert_no_secret("a dump of the catalog", self.dump())

    def dump(self):
        if self.postgresql:
            return subprocess.run(["pg_dump", self.without_password(self.postgresql)], check=True, stdout=subprocess.PIPE,
                                  env=dict(os.environ, PGPASSWORD=self.postgresql.password)).stdout
        with sqlite3.connect(self.directory / "outfield.db") as catalog:
            text = "\n".join(catalog.iterdump()).encode()
        catalog.close()
        return text

    def set_secret(self, name, setting, secret, way):
        """From the environment, from a file or from standard input."""
        if way == "env":
            return self.outfield("config", "set", name, f"--{setting}-env", "PLANTED", env={"PLANTED": secret})
        path = self.directory / "secret.txt"
        path.write_text(secret + "\n")
        source = path if way == "file" else "-"
        return self.outfield("config", "set", name, f"--{setting}-file", source, stdin=(secret + "\n").encode())


class Secrets(Planted):
    def test_the_search_itself_finds_what_is_there(self):
        secret = self.plant("Schlüssel/+ with: spaces?")
        login = f"erp:{secret}".encode()
        for clothed in (secret.encode(), base64.b64encode(login), base64.b64encode(b"x" + login),
                        base64.urlsafe_b64encode(b"xx" + login), urllib.parse.quote(secret).encode(), secret.encode().hex().encode(),
                        json.dumps({"key": secret}).encode()):
            with self.assertRaises(AssertionError, msg=clothed):
                self.assert_no_secret("a trial", b"before" + clothed + b"after")

    def test_s3(self):
        self.begin_with_s3()
        right = self.plant(variable("OUTFIELD_TEST_S3_SECRET_ACCESS_KEY"))
        record = self.story(f"amazon/{self.bucket}")
        for way, wrong in (("env", "planted-Kennwort-9f3c71"), ("file", "geheim-ÄÖÜ-ключ-7d21"), ("stdin", "with space+/%=&-5b1e")):
            self.set_secret("amazon", "secret-access-key", self.plant(wrong), way)
            self.refused(DENIED, "file", "put", "sale.document", record, "file", self.file(b"new"))
            self.refused(DENIED, "file", "get", "sale.document", record, "file", "-o", "-")
            self.assertEqual(self.run_it("config", "test", "amazon", "--container", self.bucket)[0], FAILED)
            self.assertEqual(self.run_it("check")[0], FAILED)
        self.set_secret("amazon", "session-token", self.plant("token-planted-0c55d2a1"), "env")
        self.assertEqual(self.run_it("config", "test", "amazon")[0], FAILED)
        self.outfield("config", "set", "amazon", "--unset", "session_token")
        self.set_secret("amazon", "secret-access-key", right, "env")
        self.assertEqual(self.fetch(record), b"content")
        self.look_at_everything("amazon")
        self.assert_no_secret_anywhere()

    def test_ftp(self):
        self.begin("ftp")
        prefix = "OUTFIELD_TEST_FTP_PROFTPD_"
        right = self.plant(variable(prefix + "PASSWORD"))
        self.outfield("config", "add", "partner", "--kind", "ftp", "--path", variable(prefix + "URL"), "--username",
                      variable(prefix + "USERNAME"), "--tls", "off", "--password-env", "P", env={"P": right})
        folder = self.fresh_name()
        self.outfield("container", "create", "partner", folder, "--retention", "0")
        self.outfield("container", "assign", f"partner/{folder}", "sale")
        record = self.story(f"partner/{folder}")
        for way, wrong in (("env", "planted-Passwort-41aa90"), ("file", "geheim-ÄÖÜ-пароль-8e02"), ("stdin", "with space+/%=&-77c4")):
            self.set_secret("partner", "password", self.plant(wrong), way)
            self.refused(DENIED, "file", "put", "sale.document", record, "file", self.file(b"new"))
            self.assertEqual(self.run_it("config", "test", "partner", "--container", folder)[0], FAILED)
        self.set_secret("partner", "password", right, "env")
        self.assertEqual(self.fetch(record), b"content")
        self.look_at_everything("partner")
        self.assert_no_secret_anywhere()

    def test_a_password_in_an_address_is_refused_and_not_repeated(self):
        self.begin("s3")
        secret = self.plant("planted-in-a-url-6610fe")
        self.refused(USAGE, "config", "add", "web", "--kind", "s3", "--url", f"https://me:{secret}@s3.example.com",
                     "--access-key-id", "me", "--secret-access-key-env", "S", env={"S": "other"})
        self.refused(USAGE, "config", "add", "host", "--kind", "ftp", "--path", f"ftp://me:{secret}@ftp.example.com/x",
                     "--username", "me", "--password-env", "S", env={"S": "other"})
        self.refused(USAGE, "init", self.directory / "other", "--catalog", f"postgresql://me:{secret}@db.example.com/x")
        # That it was typed there is the user's doing; it goes no further.
        self.printed = [("...", printed) for _, printed in self.printed]
        self.assert_no_secret_anywhere()

    def test_the_arguments_of_a_running_command_hold_none(self):
        self.begin_with_s3()
        self.plant(variable("OUTFIELD_TEST_S3_SECRET_ACCESS_KEY"))
        self.create(os.urandom(200_000))
        process = self.start("scrub", "--not-since", "0", "--rate", "1KiB")
        try:
            self.wait_until(lambda: any("socket:" in one for one in self.open_files(process.pid)))
            for family in self.family(process.pid):
                self.assert_no_secret("the arguments of a process", Path(f"/proc/{family}/cmdline").read_bytes())
        finally:
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        self.assert_no_secret("what an interrupted command printed", out + err)

    @staticmethod
    def open_files(pid):
        names = []
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            try:
                names.append(os.readlink(descriptor))
            except OSError:
                pass
        return names

    @classmethod
    def family(cls, pid):
        children = [child for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
        return [pid] + [one for child in children for one in cls.family(int(child))]

    def story(self, container):
        record, other = self.create(), self.create(b"other")
        self.outfield("file", "put", "sale.document", other, "file", self.file(b"newer"))
        self.outfield("object", "add", container, self.file(b"loose", "loose.txt"))
        self.outfield("record", "unlink", "sale.document", other)
        self.outfield("import", "sale.document", self.tree(), "--field", "file")
        self.outfield("collect", "--revisit", "0")
        return record

    def tree(self):
        for name in ("a.txt", "b/c.txt"):
            self.file(name.encode(), f"tree/{name}")
        return self.directory / "tree"

    def look_at_everything(self, configuration):
        listings = [("config", "list"), ("config", "show", configuration), ("config", "kinds"), ("config", "test", configuration),
                    ("container", "list"), ("container", "sync", configuration), ("object", "list", "--catalog"), ("module", "list"),
                    ("module", "show", "sale"), ("explain",), ("trash", "list"), ("trash", "horizon"), ("environment", "show"),
                    ("check", "--save", str(self.directory / "findings.json")), ("scrub", "--not-since", "0"), ("repair",),
                    ("record", "search", "sale.document"), ("record", "read", "sale.document", "1")]
        if configuration == "amazon":
            listings.append(("policy", configuration))
        for listing in listings:
            for form in ((), ("--json",)):
                code, _, err = self.run_it(*form, *listing)
                self.assertIn(code, (OK, FAILED), f"{listing}: {err}")
        self.outfield("help")
        self.outfield("help", "--markdown")
        self.outfield("key", "rotate")


class LostKey(Trial):
    def test_with_a_new_key_the_secrets_are_entered_anew(self):
        self.begin_with_s3()
        record = self.create(b"kept")
        key = self.directory / "outfield.key"
        self.refused(CONFLICT, "key", "create", says="exists")
        key.unlink()
        self.assertNotEqual(self.run_it("file", "get", "sale.document", record, "file", "-o", "-")[0], OK)
        self.outfield("key", "create")
        self.assertEqual(key.stat().st_mode & 0o777, 0o600)
        self.assertNotEqual(self.run_it("file", "get", "sale.document", record, "file", "-o", "-")[0], OK)
        self.outfield("config", "set", "amazon", "--secret-access-key-env", "SECRET",
                      env={"SECRET": variable("OUTFIELD_TEST_S3_SECRET_ACCESS_KEY")})
        self.assertEqual(self.fetch(record), b"kept")


class Prefix(Planted):
    """Two containers that are one place: `ours` keeps to erp/, `whole` sees all of it."""

    def test_on_a_directory(self):
        self.begin("directory")
        (self.directory / "files").mkdir()
        for name in ("ours", "whole"):
            self.outfield("config", "add", name, "--kind", "directory", "--path", self.directory / "files")
        self.nothing_leaves_the_prefix()
        outside = [path for path in self.directory.rglob("*x*") if "escaped" in path.name]
        self.assertEqual(outside, [])

    def test_on_s3(self):
        self.begin("s3")
        for name in ("ours", "whole"):
            self.add_s3(name)
        self.nothing_leaves_the_prefix()

    def test_on_ftp(self):
        self.begin("ftp")
        prefix = "OUTFIELD_TEST_FTP_PROFTPD_"
        for name in ("ours", "whole"):
            self.outfield("config", "add", name, "--kind", "ftp", "--path", variable(prefix + "URL"), "--username",
                          variable(prefix + "USERNAME"), "--tls", "off", "--password-env", "P",
                          env={"P": variable(prefix + "PASSWORD")})
        self.nothing_leaves_the_prefix()

    def nothing_leaves_the_prefix(self):
        self.place = self.fresh_name()
        self.outfield("container", "create", "ours", self.place, "--prefix", "erp/", "--retention", "0")
        self.outfield("container", "enter", "whole", self.place, "--retention", "0")
        self.outfield("container", "assign", f"ours/{self.place}", "sale")
        self.outfield("config", "default", "ours")
        self.hostile_names_stay_under_the_prefix()
        self.what_lies_outside_is_not_ours()

    def hostile_names_stay_under_the_prefix(self):
        for name in ("../../escaped", "/tmp/escaped", "erp/../escaped", "..", "a\nb\x1b[31m", "..\\..\\escaped", "%2e%2e%2fescaped",
                     "x" * 200, "ключ", "C:\\escaped"):
            with self.subTest(name=name):
                record = int(self.outfield("record", "create", "sale.document", "name=one"))
                code, _, err = self.run_it("file", "put", "sale.document", record, "file", self.file(b"hostile"), "--name", name)
                if code == USAGE:
                    continue  # refused, and nothing was written
                self.assertEqual(code, OK, err)
                key = self.outfield_json("file", "info", "sale.document", record, "file")["key"]
                self.assertRegex(key, r"\Aerp/\d{4}-\d\d-\d\d/[a-z0-9]{26}\Z")
                self.assertEqual(self.fetch(record), b"hostile")
        seen = {one["key"] for one in self.listed("whole")}
        self.assertTrue(seen)
        self.assertEqual({key for key in seen if not key.startswith("erp/")}, set())

    def what_lies_outside_is_not_ours(self):
        """A value of the other container, and then, without its row, what somebody else keeps beside us."""
        self.outfield("object", "add", f"whole/{self.place}", self.file(b"theirs"))
        theirs = [one["key"] for one in self.listed("whole") if not one["key"].startswith("erp/") and one["catalogued"]]
        self.assertEqual(len(theirs), 1)
        self.assertEqual([one["key"] for one in self.listed("ours") if not one["key"].startswith("erp/")], [])
        self.outfield("check", f"ours/{self.place}")

        forged = self.directory / "forged.json"
        kinds = ("stray", "unfinished")
        keys = (theirs[0], "erpx/a", "../escaped", "erp/../" + theirs[0], "/" + theirs[0])
        for kind in kinds:
            for key in keys:
                forged.write_text(json.dumps({"finding": kind, "configuration": "ours", "container": self.place, "key": key,
                                              "size": 6, "words": ""}) + "\n")
                for verb in ("remove", "adopt"):
                    self.run_it("stray", verb, forged, "--older-than", "0")
        self.refused(CONFLICT, "object", "delete", "--stray", f"ours/{self.place}/{theirs[0]}", says="prefix")
        self.refused(USAGE, "object", "delete", "--stray", f"ours/{self.place}/erp/outfield-environment", says="marker")
        self.assertIn(theirs[0], [one["key"] for one in self.listed("whole")], "what is outside the prefix is still there")

    def listed(self, configuration):
        lines = self.outfield("--json", "object", "list", f"{configuration}/{self.place}").splitlines()
        return [one for one in map(json.loads, lines) if "environment" not in one["key"]]


if __name__ == "__main__":
    unittest.main()
