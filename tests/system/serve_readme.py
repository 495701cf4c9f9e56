#!/usr/bin/env python3
"""README.md's story of the server, run as it stands there; only the port and the bucket's name are our own."""
import os
import re
import shutil
import socket
import subprocess
import unittest
from pathlib import Path

from serving import PASSWORD
from trial import Trial, variable

ROOT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


class Readme(Trial):
    CONTRACT, SCAN = b"%PDF-1.7 contract" + bytes(range(256)), b"%PDF-1.4 scan" + bytes(range(255, -1, -1))

    def setUp(self):
        super().setUp()
        self.port, self.bucket = free_port(), self.fresh_name()
        self.config = self.directory / "erp" / "outfield.toml"
        shutil.copytree(ROOT / "examples", self.directory / "examples")
        (self.directory / "contract.pdf").write_bytes(self.CONTRACT)
        (self.directory / "scan.pdf").write_bytes(self.SCAN)
        self.environment = dict(
            os.environ, HOME=str(self.directory), ERP_PASSWORD=PASSWORD, S3_URL=variable("OUTFIELD_TEST_S3_URL"),
            S3_KEY=variable("OUTFIELD_TEST_S3_ACCESS_KEY_ID"), S3_SECRET=variable("OUTFIELD_TEST_S3_SECRET_ACCESS_KEY"),
            PGPASSWORD=self.password(),
            PATH=f"{Path(os.environ['OUTFIELD_PROGRAM']).parent}:{os.environ['PATH']}", AWS_EC2_METADATA_DISABLED="true")
        self.environment.pop("OUTFIELD_CONFIG", None)

    def block(self, kind):
        [text] = re.findall(rf"<!-- served: {kind} -->\n```\w+\n(.*?)^```", (ROOT / "README.md").read_text(), re.S | re.M)
        self.assertIn("8069", text)
        return text.replace("8069", str(self.port)).replace("my-contracts", self.bucket)

    def serve(self, script):
        if self.postgresql:
            script = script.replace("init erp", f"init erp --catalog '{self.without_password(self.postgresql)}'")
        with open(self.directory / "log", "w") as log:
            server = subprocess.Popen(["bash", "-euc", script.replace("outfield serve", "exec outfield serve")], cwd=self.directory,
                                      env=self.environment, stdout=log, stderr=subprocess.STDOUT)
        self.addCleanup(server.wait, 60)
        self.addCleanup(server.terminate)
        self.wait_until(lambda: server.poll() is not None or "listens on" in self.log())
        self.assertIsNone(server.poll(), self.log())

    def log(self):
        return (self.directory / "log").read_text()

    def follow(self, *command):
        done = subprocess.run(command, cwd=self.directory, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr.decode(errors="replace") + self.log())
        return done.stdout

    def test_the_server_in_two_minutes(self):
        self.serve(self.block("shell"))
        self.assertEqual(self.follow("/usr/bin/python3", "-c", self.block("python")), b"1 b'%PDF-1.7'\n")
        self.assertEqual(self.fetch(1), self.CONTRACT)
        [stored] = self.outfield("--json", "object", "list", self.bucket).splitlines()
        said = self.follow("bash", "-euc", self.block("curl").replace("curl ", "curl --silent --show-error --fail "))
        self.assertTrue(said.endswith(b"%PDF-1.4"), said)
        self.assertEqual((self.directory / "copy.pdf").read_bytes(), self.SCAN)
        self.assertEqual(self.fetch(1), self.SCAN)


if __name__ == "__main__":
    unittest.main()
