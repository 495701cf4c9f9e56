#!/usr/bin/env python3
"""One value on a journey through every kind of store, and large values in little memory."""
import hashlib
import os
import resource
import subprocess
import unittest
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from trial import OK, Trial, variable

MIB = 1 << 20
LARGE = 512 * MIB
MOST_MEMORY = 64 * MIB


class Journey(Trial):
    def add_ftp(self):
        prefix = "OUTFIELD_TEST_FTP_PROFTPD_"
        self.outfield("config", "add", "server", "--kind", "ftp", "--path", variable(prefix + "URL"), "--username",
                      variable(prefix + "USERNAME"), "--password-env", "P", "--tls", "off",
                      env={"P": variable(prefix + "PASSWORD")})
        folder = self.fresh_name()
        self.outfield("container", "create", "server", folder, "--retention", "0")
        return f"server/{folder}"

    def test_from_s3_to_ftp_to_the_directory_and_back(self):
        self.begin_with_s3()
        second = self.fresh_name()
        self.outfield("container", "create", "amazon", second, "--retention", "0")
        files = self.directory / "files"
        files.mkdir()
        self.outfield("config", "add", "local", "--kind", "directory", "--path", files)
        self.outfield("container", "create", "local", "shelf", "--retention", "0")
        self.outfield("container", "set", "database/database", "--retention", "0")
        stations = [f"amazon/{self.bucket}", self.add_ftp(), "database/database", "local/shelf", f"amazon/{second}"]
        content = os.urandom(3 * MIB + 1)
        record = self.create(content)
        for station in stations[1:]:
            blob = self.outfield_json("file", "info", "sale.document", record, "file")["blob"]
            self.outfield("object", "move", blob, station)
            info = self.outfield_json("file", "info", "sale.document", record, "file")
            self.assertEqual(f"{info['configuration']}/{info['container']}", station)
            self.assertEqual((info["size"], info["sha256"]), (len(content), hashlib.sha256(content).hexdigest()))
            self.assertEqual(self.fetch(record), content)
        for station in stations:
            self.assertEqual(len(self.nothing_left_over(station)), 1 if station == stations[-1] else 0, station)

    def test_an_address_for_others_is_good_for_one_object_alone(self):
        self.begin_with_s3()
        record = self.create(b"for everybody")
        blob = self.outfield_json("file", "info", "sale.document", record, "file")["blob"]
        url = self.outfield("object", "url", blob, "--for", "1m").decode().strip()
        with urlopen(url, timeout=20) as answer:
            self.assertEqual(answer.read(), b"for everybody")
        with self.assertRaises(HTTPError) as refused:
            urlopen(url.partition("?")[0], timeout=20)
        self.assertEqual(refused.exception.code, 403)
        self.refused(2, "object", "url", blob, "--for", "8d", says="7 days")


def sanitized():
    """Whether the program carries a sanitizer, whose shadow memory is no measure."""
    # Not read here: what this process has in memory would count as its children's.
    return subprocess.run(["grep", "-q", "-e", "__asan_init", "-e", "__tsan_init", os.environ["OUTFIELD_PROGRAM"]]).returncode == 0


@unittest.skipIf(sanitized(), "memory is measured without a sanitizer")
class Memory(Trial):
    def largest(self):
        """The largest resident set of any program that this test has run so far, in bytes."""
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024

    def large_value(self):
        large = self.directory / "large"
        with open(large, "wb") as file:
            file.truncate(LARGE)
        record = int(self.outfield("record", "create", "sale.document", f"file=@{large}"))
        ended = subprocess.run([os.environ["OUTFIELD_PROGRAM"], "file", "get", "sale.document", str(record), "file"],
                               stdout=subprocess.DEVNULL, env={**os.environ, "OUTFIELD_CONFIG": str(self.config), "PGPASSWORD": self.password()})
        self.assertEqual(ended.returncode, OK)
        self.assertLess(self.largest(), MOST_MEMORY)
        self.outfield("record", "unlink", "sale.document", record)
        self.outfield("collect", "--revisit", "0")

    def test_a_large_value_in_a_directory(self):
        self.begin_with_directory()
        self.large_value()

    def test_a_large_value_in_s3(self):
        self.begin_with_s3()
        self.large_value()


if __name__ == "__main__":
    unittest.main()
