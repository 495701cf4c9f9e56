#!/usr/bin/env python3
"""A machine whose clock is wrong: S3 refuses what is signed at another time, so the program learns the server's time."""
import os
import shutil
import subprocess
import time
import unittest

from trial import Trial


class WrongClock(Trial):
    def clock_off_by(self, minutes):
        """The environment of a program whose clock is off."""
        if not shutil.which("faketime"):
            self.not_tested("faketime is not installed")
        told = subprocess.run(["faketime", "-f", f"{minutes:+}m", "env"], capture_output=True, text=True, check=True).stdout
        environment = dict(line.split("=", 1) for line in told.splitlines() if "=" in line)
        wrong = {name: environment[name] for name in ("LD_PRELOAD", "FAKETIME")}
        date = subprocess.run(["date", "+%s"], env={**os.environ, **wrong}, capture_output=True, check=True).stdout
        self.assertAlmostEqual(int(date) - time.time(), minutes * 60, delta=60)
        return wrong

    def story(self, wrong):
        large = self.file(os.urandom(20 << 20), "large")  # in parts
        for content in (b"small", large.read_bytes()):
            record = self.create(b"before")
            self.outfield("file", "put", "sale.document", record, "file", "-", "--name", "x", stdin=content, env=wrong)
            read = self.outfield("file", "get", "sale.document", record, "file", "-o", "-", env=wrong)
            self.assertTrue(read == content)
            self.assertTrue(self.fetch(record) == content)
        self.outfield("check", env=wrong)
        self.outfield("config", "test", "amazon", "--container", self.bucket, env=wrong)
        self.outfield("record", "unlink", "sale.document", record, env=wrong)
        self.outfield("collect", "--revisit", "0", env=wrong)
        self.assertEqual(self.count(), 1)

    def test_twenty_minutes_ahead(self):
        wrong = self.clock_off_by(+20)
        self.begin_with_s3()
        self.story(wrong)
        self.nothing_left_over(self.bucket)

    def test_twenty_minutes_behind(self):
        wrong = self.clock_off_by(-20)
        self.begin_with_s3()
        self.story(wrong)
        self.nothing_left_over(self.bucket)


if __name__ == "__main__":
    unittest.main()
