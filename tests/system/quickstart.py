#!/usr/bin/env python3
"""./quickstart tells its whole story, with the program of this build and servers of its own, and leaves nothing running."""
import os
import shutil
import subprocess
import unittest
from pathlib import Path

from trial import Trial, variable

ROOT = Path(__file__).resolve().parents[2]
TITLES = 10


class Quickstart(Trial):
    def setUp(self):
        super().setUp()
        variable("OUTFIELD_TEST_S3_URL")  # where the test servers run, quickstart's own can
        self.house = self.directory / "house"
        self.house.mkdir()
        for entry in ROOT.iterdir():  # its trial/ must not be the user's
            if not entry.name.startswith((".", "build", "trial", "quickstart")):
                (self.house / entry.name).symlink_to(entry)
        shutil.copy(ROOT / "quickstart", self.house)

    def run_quickstart(self, *options):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("OUTFIELD_")}
        done = subprocess.run([self.house / "quickstart", *options], env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=400)
        return done.returncode, done.stdout

    def using(self, directory):
        """The processes whose arguments name it."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if str(directory).encode() in (process / "cmdline").read_bytes():
                    found.append(process.name)
            except OSError:
                pass  # it has ended
        return found

    def test_the_whole_story(self):
        code, said = self.run_quickstart("--program", os.environ["OUTFIELD_PROGRAM"])
        self.assertEqual(code, 0, said)
        self.assertEqual(said.count("\033[1m"), TITLES, said)
        for words in ("The model belongs to module 'sale'", "Contract 7", "200 text/html", "login: admin"):
            self.assertIn(words, said)
        self.assertEqual((self.house / "trial" / "contract-7.md").read_bytes(), (ROOT / "README.md").read_bytes())
        self.assertFalse((self.house / "trial" / "servers").exists())
        self.wait_until(lambda: not self.using(self.house / "trial"))

    def test_what_it_does_not_know(self):
        code, said = self.run_quickstart("--kep")
        self.assertEqual(code, 2)
        self.assertTrue(said.startswith("quickstart [--keep] [--program FILE]: the whole story"), said)
        self.assertEqual(self.run_quickstart("--program", "none"), (1, "quickstart: there is no none\n"))
        self.assertFalse((self.house / "trial").exists())


if __name__ == "__main__":
    unittest.main()
