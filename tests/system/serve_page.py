#!/usr/bin/env python3
"""The administrator's page in a browser: Debian's Chromium against outfield serve, with S3 and FTP on real servers."""
import os
import shutil
import subprocess
import unittest
from pathlib import Path

from client_libraries import client_libraries
from serving import PASSWORD, Serving
from trial import variable

PAGE = Path(__file__).resolve().parents[1] / "page"


class Page(Serving):
    def browse(self, name):
        self.bucket = self.fresh_name()
        chromium = shutil.which("chromium") or self.not_tested("there is no chromium")
        node = shutil.which("node") or self.not_tested("there is no node")
        done = subprocess.run(
            [node, "--test", PAGE / name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=500,
            env=dict(os.environ, OUTFIELD_URL=self.server.url, OUTFIELD_CHROMIUM=chromium, OUTFIELD_LOGIN="admin",
                     OUTFIELD_PASSWORD=PASSWORD, OUTFIELD_CLIENTS=str(client_libraries(self)), OUTFIELD_BUCKET=self.bucket,
                     **{f"OUTFIELD_TEST_FTP_{page}": variable(f"OUTFIELD_TEST_FTP_PROFTPD_{own}") for page, own in
                        (("PATH", "URL"), ("USERNAME", "USERNAME"), ("PASSWORD", "PASSWORD"))}))
        self.assertEqual(done.returncode, 0, f"{done.stdout}\n{self.server.log()}")
        self.assertRegex(done.stdout, r"(?m)^\S? ?pass [1-9]")
        print(*[line for line in done.stdout.splitlines() if "empty server" in line], sep="\n", flush=True)

    def test_the_story(self):
        self.begin_serving("database")
        self.browse("story.mjs")
        for container in (f"amazon/{self.bucket}", f"partner/papers-{self.bucket}"):  # others' trials share the servers
            self.assertIs(self.outfield_json("check", container)["sound"], True)

    def test_everybody_can_use_it(self):
        self.begin_serving()
        made = self.rpc("sale.document", "create", {"name": "Contract"})
        self.request("PUT", f"/files/sale.document/{made}/file?filename=contract.txt", b"the whole contract")
        self.browse("access.mjs")


if __name__ == "__main__":
    unittest.main()
