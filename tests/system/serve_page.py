#!/usr/bin/env python3
"""The administrator's page in a browser: Debian's Chromium against outfield serve, with S3 and FTP on real servers."""
import os
import shutil
import subprocess
import time
import unittest
from pathlib import Path

from client_libraries import client_libraries
from serving import PASSWORD, Serving
from trial import variable

ROOT = Path(__file__).resolve().parents[2]
LONG_AGO = time.time() - 3 * 86_400


class Page(Serving):
    QUIET = 'collect_every = "0"\ncheck_every = "0"\nscrub_every = "0"'  # the page alone starts them here

    def begin(self, store="s3"):
        super().begin(store)
        self.outfield("module", "install", ROOT / "examples/modules/purchase.toml")

    def begin_empty(self):
        """A server that knows modules, and nothing that could keep their files."""
        self.begin_serving("database", self.QUIET)

    def begin_with_files(self):
        self.begin_serving("directory", self.QUIET)
        self.write("draft.txt", b"the draft of a contract")
        self.write("contract.txt", b"the whole contract")

    def write(self, name, content):
        found = self.rpc("sale.document", "search", [("name", "=", "Contract")])
        record = found[0] if found else self.rpc("sale.document", "create", {"name": "Contract"})
        status, _, body = self.request("PUT", f"/files/sale.document/{record}/file?filename={name}", content)
        self.assertLess(status, 300, body)

    def browse(self, name, **variables):
        chromium = shutil.which("chromium") or self.not_tested("there is no chromium")
        node = shutil.which("node") or self.not_tested("there is no node")
        done = subprocess.run(
            [node, "--test", ROOT / "tests/page" / name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=1200, env=dict(os.environ, OUTFIELD_URL=self.server.url, OUTFIELD_CHROMIUM=chromium, OUTFIELD_LOGIN="admin",
                                   OUTFIELD_PASSWORD=PASSWORD, OUTFIELD_CLIENTS=str(client_libraries(self)), **variables))
        self.assertEqual(done.returncode, 0, f"{done.stdout}\n{self.server.log()}")
        self.assertRegex(done.stdout, r"(?m)^\S? ?pass [1-9]")
        print(*[line for line in done.stdout.splitlines() if "empty server" in line], sep="\n", flush=True)

    def test_the_story(self):
        variable("OUTFIELD_TEST_S3_URL"), variable("OUTFIELD_TEST_FTP_PROFTPD_URL")
        self.begin_empty()
        bucket = self.fresh_name()
        self.browse("story.mjs", OUTFIELD_BUCKET=bucket)
        for container in (f"amazon/{bucket}", f"amazon/archive-{bucket}", f"partner/papers-{bucket}"):  # others share the servers
            self.assertIs(self.outfield_json("check", container)["sound"], True)

    def test_an_empty_server(self):
        self.begin_empty()
        self.browse("empty.mjs")

    def test_everybody_can_use_it(self):
        self.begin_with_files()
        container = self.outfield_json("container", "show", "local/sales")["id"]
        self.browse("access.mjs", OUTFIELD_CONTAINER=str(container))

    def test_people(self):
        self.begin_empty()
        self.browse("people.mjs")

    def test_safety(self):
        self.begin_with_files()
        for name in ("damaged.txt", "gone.txt"):
            record = self.rpc("sale.document", "create", {"name": name})
            self.request("PUT", f"/files/sale.document/{record}/file?filename={name}", name.encode())
        kept = {one.read_bytes(): one for one in (self.files / "sales").rglob("*") if one.is_file()}
        kept[b"damaged.txt"].write_bytes(b"demaged.txt")
        kept[b"gone.txt"].unlink()
        for name in ("adopt-me.txt", "remove-me.txt"):
            (self.files / "sales" / name).write_text(name)
            os.utime(self.files / "sales" / name, (LONG_AGO, LONG_AGO))
        self.browse("safety.mjs")


if __name__ == "__main__":
    unittest.main()
