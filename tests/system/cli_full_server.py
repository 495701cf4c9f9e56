#!/usr/bin/env python3
"""A server whose disk is full: an FTP server and an S3 server whose files lie on a small tmpfs (needs root)."""
import os
import shlex
import subprocess
import unittest
from pathlib import Path

from small_disk import small_disk
from trial import OUT_OF_SPACE, UNAVAILABLE, Trial, variable

SERVERS = Path(__file__).resolve().parent.parent / "servers"


class FullServer(Trial):
    def server_on_a_small_disk(self, name, size):
        """Its variables."""
        variable("OUTFIELD_TEST_S3_URL")  # where there are no servers at all
        disk = small_disk(self, "disk", size)
        disk.chmod(0o755)
        self.directory.chmod(0o755)  # the FTP server's user goes through it
        started = subprocess.run([SERVERS / "up", disk, name], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(subprocess.run, [SERVERS / "down", disk], stderr=subprocess.DEVNULL)  # cannot delete the mount itself
        self.assertEqual(started.returncode, 0, started.stderr.decode())
        lines = (disk / "environment").read_text().splitlines()
        return dict(shlex.split(line)[1].split("=", 1) for line in lines)

    def story(self, container, codes):
        kept = self.create(b"x" * 1000)
        large = self.file(os.urandom(24 << 20), "large")
        code, _, err = self.run_it("file", "put", "sale.document", kept, "file", large)
        self.assertIn(code, codes, err)
        self.assertEqual(self.fetch(kept), b"x" * 1000)
        self.nothing_left_over(container)
        again = self.create(b"there is room again" * 1000)
        self.assertEqual(self.fetch(again), b"there is room again" * 1000)

    # The server ends the data connection, and its reason may come too late to be heard.
    def test_ftp(self):
        told = self.server_on_a_small_disk("proftpd", "12m")
        self.begin("ftp")
        self.outfield("config", "add", "small", "--kind", "ftp", "--path", told["OUTFIELD_TEST_FTP_PROFTPD_URL"],
                      "--username", told["OUTFIELD_TEST_FTP_PROFTPD_USERNAME"], "--password-env", "P", "--tls", "off",
                      env={"P": told["OUTFIELD_TEST_FTP_PROFTPD_PASSWORD"]})
        self.outfield("container", "create", "small", "sales", "--retention", "0")
        self.outfield("container", "assign", "small/sales", "sale")
        self.story("small/sales", (OUT_OF_SPACE, UNAVAILABLE))

    # Swift says 503 where its disk is full.
    def test_s3(self):
        told = self.server_on_a_small_disk("swift", "20m")
        self.begin("s3")
        self.add_s3("small", "--attempts", "2", url=told["OUTFIELD_TEST_SWIFT_URL"],
                    key=told["OUTFIELD_TEST_SWIFT_ACCESS_KEY_ID"], secret=told["OUTFIELD_TEST_SWIFT_SECRET_ACCESS_KEY"])
        self.outfield("container", "create", "small", "sales", "--retention", "0")
        self.outfield("container", "assign", "small/sales", "sale")
        self.story("small/sales", (OUT_OF_SPACE, UNAVAILABLE))


if __name__ == "__main__":
    unittest.main()
