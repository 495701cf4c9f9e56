#!/usr/bin/env python3
"""Ctrl-C while the server is silent: the program ends within seconds, and what it left goes with `collect`."""
import os
import signal
import socket
import subprocess
import sys
import time
import unittest

from trial import INTERRUPTED, Trial, variable

SOON = 10  # seconds; the program gives its transfers three


class Interrupt(Trial):
    def setUp(self):
        super().setUp()
        target = variable("OUTFIELD_TEST_S3_URL").removeprefix("http://")
        proxy = subprocess.Popen([sys.executable, variable("OUTFIELD_TEST_PROXY"), "--target", target, "--until-eof"],
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(proxy.communicate)
        self.addCleanup(proxy.kill)
        port, control = (proxy.stdout.readline().split()[1] for _ in range(2))
        self.control = socket.create_connection(("127.0.0.1", control))
        self.addCleanup(self.control.close)
        self.begin("s3")
        self.set_lease("1s")
        self.add_s3("slow", url=f"http://127.0.0.1:{port}")
        self.bucket, self.other = self.fresh_name(), self.fresh_name()
        for bucket in (self.bucket, self.other):
            self.outfield("container", "create", "slow", bucket, "--retention", "0")
        self.outfield("container", "assign", self.bucket, "sale")
        self.tree = self.directory / "tree"
        for number in range(40):
            self.file(os.urandom(1000), f"tree/{number}")

    def delay(self, milliseconds):
        self.control.sendall(f"set delay={milliseconds}\n".encode())
        self.control.recv(4096)

    def interrupt_in_silence(self, *command):
        self.delay(60_000)
        process = self.start(*command)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        _, err = process.communicate(timeout=60)
        self.assertLess(time.monotonic() - began, SOON)
        self.assertEqual(process.returncode, INTERRUPTED, err)
        self.assertIn(b"outfield: interrupted", err)
        self.delay(0)

    def check(self, records):
        time.sleep(1.2)  # the leases end
        self.assertEqual(self.count(), records)
        for one in self.records():
            self.assertEqual(self.fetch(one["id"]), (self.tree / one["name"]).read_bytes())
        for bucket in (self.bucket, self.other):
            self.nothing_left_over(f"slow/{bucket}")

    def import_all(self):
        self.outfield("import", "sale.document", self.tree, "--field", "file")

    def test_an_import(self):
        self.interrupt_in_silence("import", "sale.document", self.tree, "--field", "file")
        self.check(0)
        self.import_all()
        self.check(40)

    def test_moving(self):
        self.import_all()
        self.interrupt_in_silence("object", "move", "--from", f"slow/{self.bucket}", f"slow/{self.other}")
        self.check(40)

    def test_collecting(self):
        self.import_all()
        self.outfield("record", "unlink", "sale.document", "1-20")
        self.interrupt_in_silence("collect", "--revisit", "0")
        self.assertEqual(self.count(), 20)


class CutOff(Trial):
    def test_the_end_of_a_program_that_is_interrupted_too_is_no_end(self):
        """As a terminal's Ctrl-C does it: both ends of the pipe get the signal, and the other one may end first."""
        self.begin("directory")
        self.outfield("config", "add", "disk", "--kind", "directory", "--path", self.directory)
        self.outfield("container", "create", "disk", "documents")
        self.outfield("container", "assign", "disk/documents", "sale")
        record = self.create(b"whole")
        put = '(head -c 200000 /dev/zero; exec sleep 100) | "$OUTFIELD_PROGRAM" file put sale.document "$1" file -'
        for _ in range(40):
            process = subprocess.Popen(["sh", "-c", put, "sh", str(record)], start_new_session=True, stderr=subprocess.DEVNULL,
                                       env={**os.environ, "OUTFIELD_CONFIG": str(self.config)})
            time.sleep(0.1)
            os.killpg(process.pid, signal.SIGINT)
            process.wait(30)
            self.assertEqual(self.fetch(record), b"whole")


if __name__ == "__main__":
    unittest.main()
