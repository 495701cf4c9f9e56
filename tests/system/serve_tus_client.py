#!/usr/bin/env python3
"""An unmodified tus client (tus-js-client) is killed in the middle of an upload, and goes on."""
import hashlib
import os
import shutil
import signal
import subprocess
import unittest
from pathlib import Path

from client_libraries import client_libraries
from serving import Serving

PROGRAM = Path(__file__).resolve().parents[1] / "clients" / "tus.mjs"
MIB = 1 << 20


class TusClient(Serving):
    def send(self, *arguments):
        node = shutil.which("node") or self.not_tested("there is no node")
        key = self.outfield_json("api-key", "create", "admin", "--name", "tus", "--scope", "files")["key"]
        return subprocess.run([node, PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=240,
                              env=dict(os.environ, OUTFIELD_URL=self.server.url, OUTFIELD_API_KEY=key,
                                       OUTFIELD_CLIENTS=str(client_libraries(self))))

    def test_a_killed_client_goes_on(self):
        self.begin_serving("s3")
        made = self.rpc("sale.document", "create", {"name": "Film"})
        content = hashlib.sha256(b"film").digest() * MIB  # 32 MiB
        file, place = self.file(content, "film.bin"), self.directory / "place"
        first = self.send(file, made, place, 3)
        self.assertEqual(first.returncode, -signal.SIGKILL, first.stderr)
        self.assertEqual(first.stdout.split("\n")[2], f"accepted {12 * MIB}")
        self.assertEqual(self.request("GET", f"/files/sale.document/{made}/file")[0], 404)
        self.assertEqual(self.server.stop(), 0)
        self.server = self.serve()
        place.write_text(self.server.url + "/uploads/" + place.read_text().rsplit("/", 1)[1])  # another port by now
        second = self.send(file, made, place)
        self.assertEqual((second.returncode, second.stderr), (0, ""))
        self.assertEqual(second.stdout.splitlines()[0], f"accepted {16 * MIB}")
        self.assertEqual(second.stdout.splitlines()[-1], "done")
        self.assertTrue(self.request("GET", f"/files/sale.document/{made}/file")[2] == content)
        [described] = self.rpc("sale.document", "read", [made], ["name"])
        self.assertEqual(described["name"], "Film")
        self.assertIs(self.outfield_json("check")["sound"], True)


if __name__ == "__main__":
    unittest.main()
