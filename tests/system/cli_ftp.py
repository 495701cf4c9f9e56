#!/usr/bin/env python3
"""FTP through the program on real servers: the story, and what goes wrong with logins, hosts and certificates."""
import os
import unittest

from trial import DENIED, FAILED, UNAVAILABLE, Trial, variable

SERVERS = ("PROFTPD", "VSFTPD", "PUREFTPD")


class Ftp(Trial):
    def add_ftp(self, name, server, *options, path=None, password=None):
        prefix = f"OUTFIELD_TEST_FTP_{server}_"
        self.outfield("config", "add", name, "--kind", "ftp", "--path", path or variable(prefix + "URL"),
                      "--username", variable(prefix + "USERNAME"), "--password-env", "P", *options,
                      env={"P": password or variable(prefix + "PASSWORD")})

    def test_the_story_on_every_server(self):
        self.begin("ftp")
        content = os.urandom(200_000)
        for server in SERVERS:
            for tls in (("--tls", "off"), ("--tls", "explicit", "--ca-file", variable("OUTFIELD_TEST_FTP_CA"))):
                with self.subTest(server=server, tls=tls[1]):
                    name = f"{server.lower()}-{tls[1]}"
                    self.add_ftp(name, server, *tls)
                    folder = self.fresh_name()
                    self.outfield("container", "create", name, folder, "--retention", "0")
                    self.outfield("container", "assign", f"{name}/{folder}", "sale")
                    self.outfield("config", "default", name)
                    self.assertIn(b"It works", self.outfield("config", "test", name, "--container", folder))
                    record = self.create(content)
                    self.assertEqual(self.outfield_json("file", "info", "sale.document", record, "file")["configuration"], name)
                    self.assertEqual(self.fetch(record), content)
                    self.outfield("record", "unlink", "sale.document", record)
                    self.assertEqual(self.nothing_left_over(f"{name}/{folder}"), [])

    def move_within_one_configuration(self, values, *options):
        """A source that waits for a connection which its target holds would never begin."""
        self.begin("ftp")
        self.add_ftp("files", "PROFTPD", "--tls", "off", *options)
        here, there = (f"files/{self.fresh_name()}" for _ in range(2))
        for container in (here, there):
            self.outfield("container", "create", *container.split("/"), "--retention", "0")
        self.outfield("container", "assign", here, "sale")
        for number in range(values):
            self.file(b"value %d" % number, f"tree/{number}")
        self.outfield("import", "sale.document", self.directory / "tree", "--field", "file")
        moved = self.outfield_json("object", "move", "--from", here, there)
        self.assertEqual((moved["moved"], moved["failed"]), (values, 0))
        self.assertEqual(self.nothing_left_over(here), [])
        self.assertEqual(len(self.nothing_left_over(there)), values)
        self.outfield("scrub", "--not-since", "0")

    def test_one_connection_suffices_for_a_move_within_the_server(self):
        self.move_within_one_configuration(1, "--connections", "1", "--idle-timeout", "2")

    def test_many_moves_at_once_within_the_server(self):
        self.move_within_one_configuration(16, "--connections", "2", "--idle-timeout", "2")

    def test_one_connection_suffices_for_a_repair_from_a_twin(self):
        self.begin("ftp")
        self.add_ftp("files", "PROFTPD", "--tls", "off", "--connections", "1", "--idle-timeout", "2")
        container = self.fresh_name()
        self.outfield("container", "create", "files", container, "--retention", "30d")
        self.outfield("container", "assign", f"files/{container}", "sale")
        lost, _ = self.create(b"same bytes"), self.create(b"same bytes")
        key = self.outfield_json("file", "info", "sale.document", lost, "file")["key"]
        self.change_catalog(f"UPDATE outfield_blob SET key = '{key}-lost', damage = 'lost' WHERE key = '{key}'")
        self.assertEqual(self.outfield_json("repair")["repaired"], 1)
        self.assertEqual(self.fetch(lost), b"same bytes")

    def test_wrong_login_host_and_certificate(self):
        self.begin("ftp")
        self.add_ftp("login", "PROFTPD", "--tls", "off", password="wrong")
        self.refused(DENIED, "container", "sync", "login")
        self.add_ftp("port", "PROFTPD", "--tls", "off", "--connect-timeout", "2", path="ftp://127.0.0.1:1/files")
        self.refused(UNAVAILABLE, "container", "sync", "port")
        self.add_ftp("certificate", "PROFTPD", "--ca-file", variable("OUTFIELD_TEST_OTHER_CA"))
        self.refused(DENIED, "container", "sync", "certificate", says="certificate")
        for name in ("login", "port", "certificate"):
            self.assertEqual(self.run_it("config", "test", name)[0], FAILED)


if __name__ == "__main__":
    unittest.main()
