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
