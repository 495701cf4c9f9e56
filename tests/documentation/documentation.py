"""Holds the documentation against the program: examples are run, excerpts are found in their files, references resolve.

A block behind `<!-- tested: NAME -->` is run as shell, blocks of one name one after the other in one directory; one behind
`<!-- from: FILE -->` must stand in that file, spacing aside."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ["OUTFIELD_PROGRAM"])
PAGES = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").rglob("*.md")) + [ROOT / "benchmarks" / "README.md"]


def blocks(kind):
    """(page, what the comment names, text of the fenced block behind it)"""
    pattern = re.compile(rf"<!-- {kind}: (\S+) -->\n```\w*\n(.*?)^```", re.S | re.M)
    for page in PAGES:
        for match in pattern.finditer(page.read_text()):
            yield page, match[1], match[2]


class Documentation(unittest.TestCase):
    def test_examples_run(self):
        scripts = {}
        for _, name, text in blocks("tested"):
            scripts[name] = scripts.get(name, "") + text
        self.assertIn("first-hour", scripts)
        for name, script in scripts.items():
            with self.subTest(name):
                self.run_example(script)

    def run_example(self, script):
        directory = Path(tempfile.mkdtemp(prefix="outfield-documentation-"))
        self.addCleanup(shutil.rmtree, directory, ignore_errors=True)
        shutil.copytree(ROOT / "examples", directory / "examples")
        shutil.copy(ROOT / "README.md", directory)
        (directory / "scans").mkdir()
        (directory / "scans" / "one.txt").write_text("a scan")
        environment = dict(os.environ, HOME=str(directory), PATH=f"{PROGRAM.parent}:{os.environ['PATH']}")
        environment.pop("OUTFIELD_CONFIG", None)
        done = subprocess.run(["bash", "-euc", script], cwd=directory, env=environment, capture_output=True, text=True,
                              timeout=120)
        self.assertEqual(done.returncode, 0, f"{script}\n{done.stdout}\n{done.stderr}")

    def test_excerpts_stand_in_their_files(self):
        found = 0
        for page, name, text in blocks("from"):
            found += 1
            whole = " ".join((ROOT / name).read_text().split())
            self.assertIn(" ".join(text.split()), whole, f"{page.name} shows something else than {name}")
        self.assertGreater(found, 0)

    def test_links_lead_somewhere(self):
        for page in PAGES:
            for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()):
                if "://" not in target:
                    self.assertTrue((page.parent / target).exists(), f"{page.name} links to {target}")

    def test_the_reference_is_what_the_program_says(self):
        said = subprocess.run([PROGRAM, "help", "--markdown"], capture_output=True, text=True, check=True).stdout
        self.assertEqual((ROOT / "docs" / "cli.md").read_text(), said,
                         "docs/cli.md is old: outfield help --markdown > docs/cli.md")

    def test_the_options_of_the_server_are_what_the_program_says(self):
        said = subprocess.run([PROGRAM, "help", "--server-options"], capture_output=True, text=True, check=True).stdout
        self.assertIn(f"<!-- server-options -->\n{said}\n", (ROOT / "docs" / "server.md").read_text(),
                      "docs/server.md is old: its table comes from outfield help --server-options")

    def test_the_service_of_systemd_is_well_formed(self):
        verify = shutil.which("systemd-analyze")
        text = (ROOT / "packaging" / "outfield.service").read_text()
        for line in ("ExecStart=outfield serve", "NoNewPrivileges=yes", "ProtectSystem=strict", "LimitNOFILE=65536"):
            self.assertIn(f"\n{line}\n", text)
        if not verify:
            print("NOT TESTED: packaging/outfield.service: there is no systemd-analyze", flush=True)
            return
        directory = Path(tempfile.mkdtemp(prefix="outfield-documentation-"))
        self.addCleanup(shutil.rmtree, directory, ignore_errors=True)
        unit = directory / "outfield.service"
        unit.write_text(text.replace("=outfield serve", f"={PROGRAM.resolve()} serve"))
        done = subprocess.run([verify, "verify", "--man=no", "--recursive-errors=no", unit], capture_output=True, text=True,
                              timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
