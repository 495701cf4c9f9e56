"""Completions in the shells that they are made for."""
import os
import pty
import shutil
import subprocess
import unittest
from pathlib import Path

from trial import Trial

TELL = """
autoload -Uz compinit && compinit -u -D
complete-and-tell() { zle complete-word; print -r -- "$BUFFER|" >>$HOME/told; BUFFER= }
zle -N complete-and-tell
bindkey '^X' complete-and-tell
zle-line-init() { print ready >>$HOME/told }
zle -N zle-line-init
"""


class Completion(Trial):
    def shell(self, name):
        found = shutil.which(name)
        if not found:
            if os.environ.get("OUTFIELD_TEST_SERVERS") == "1":
                self.fail(f"{name} is not installed: packaging/apt-test.txt")
            self.not_tested(f"there is no {name}")
        return found

    def said(self, *command):
        """What the command prints, with a home and a directory of its own."""
        done = subprocess.run(command, cwd=self.directory, env=self.home(), capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""), command)
        return done.stdout

    def home(self):
        return dict(os.environ, HOME=str(self.directory), ZDOTDIR=str(self.directory), TERM="xterm",
                    XDG_DATA_DIRS=str(self.directory / "share"), XDG_CONFIG_HOME=str(self.directory / ".config"),
                    PATH=f"{Path(os.environ['OUTFIELD_PROGRAM']).parent}:{os.environ['PATH']}")  # fish looks for it


class Bash(Completion):
    def offered(self, *typed):
        script = self.file(self.outfield("completion", "bash"), "outfield.bash")
        words = " ".join(f"'{word}'" for word in ("outfield", *typed))
        return self.said(self.shell("bash"), "--norc", "-c", f"source {script}; COMP_WORDS=({words}); "
                         f"COMP_CWORD={len(typed)}; _outfield; printf '%s\\n' \"${{COMPREPLY[@]}}\"").split()

    def test_subcommands_at_their_level(self):
        self.assertEqual(self.offered("con"), ["config", "container"])
        self.assertEqual(self.offered("container", "as"), ["assign"])
        self.assertEqual(self.offered("--json", "container", "as"), ["assign"])
        self.assertEqual(self.offered("container", "con"), [])
        self.assertEqual(self.offered("record", "create", "con"), [])

    def test_words_that_an_argument_may_be(self):
        self.assertEqual(self.offered("help", "con"), ["config", "container"])
        self.assertEqual(self.offered("help", "container", "as"), ["assign"])
        self.assertEqual(self.offered("help", "container", "assign", ""), [])
        self.assertEqual(self.offered("help", "--mark"), ["--markdown"])
        self.assertEqual(self.offered("completion", ""), ["bash", "zsh", "fish"])
        self.assertEqual(self.offered("completion", "bash", ""), [])

    def test_options_of_the_command(self):
        self.assertEqual(self.offered("collect", "--rev"), ["--revisit"])
        self.assertEqual(self.offered("collect", "--js"), ["--json"])
        self.assertEqual(self.offered("--rev"), [])
        self.assertNotIn("--help", self.offered("collect", ""))


class Fish(Completion):
    def offered(self, line):
        place = "share/fish/vendor_completions.d/outfield.fish"
        self.file(self.outfield("completion", "fish"), place)
        # Loaded from where packages put it, at the first word of `outfield` that is completed.
        lines = self.said(self.shell("fish"), "-c", f"complete -C '{line}'").splitlines()
        return [one.split("\t")[0] for one in lines]

    def test_subcommands_at_their_level(self):
        self.assertEqual(self.offered("outfield con"), ["config", "container"])
        self.assertEqual(self.offered("outfield container as"), ["assign"])
        self.assertEqual(self.offered("outfield --json container as"), ["assign"])
        self.assertNotIn("config", self.offered("outfield container "))
        self.assertNotIn("config", self.offered("outfield record create "))
        self.assertIn("collect", self.offered("outfield "))

    def test_options_of_the_command(self):
        self.assertEqual(self.offered("outfield collect --rev"), ["--revisit"])
        self.assertEqual(self.offered("outfield collect --js"), ["--json"])
        self.assertEqual(self.offered("outfield --rev"), [])
        self.assertEqual(self.offered("outfield config --rev"), [])

    def test_words_that_an_argument_may_be(self):
        self.assertEqual(self.offered("outfield help con"), ["config", "container"])
        self.assertEqual(self.offered("outfield help container as"), ["assign"])
        self.assertEqual(sorted(self.offered("outfield completion ")), ["bash", "fish", "zsh"])

    def test_files_where_a_command_takes_some(self):
        self.file(name="zebra.txt")
        self.assertEqual(self.offered("outfield module install zeb"), ["zebra.txt"])
        self.assertEqual(self.offered("outfield zeb"), [])


class Zsh(Completion):
    """On a terminal, as only zsh's line editor calls completions."""

    def begin(self, how):
        self.answers = 0
        self.file((how + TELL).encode() if "fpath" in how else (TELL + how).encode(), ".zshrc")
        self.terminal, other_end = pty.openpty()
        self.addCleanup(os.close, self.terminal)
        process = subprocess.Popen([self.shell("zsh"), "-d", "-i"], stdin=other_end, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, cwd=self.directory, env=self.home(), start_new_session=True)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        os.close(other_end)
        os.set_blocking(self.terminal, False)
        self.assertEqual(self.told(), "ready")

    def told(self):
        told = self.directory / "told"
        self.answers += 1
        self.wait_until(lambda: self.drained() and told.exists() and told.read_text().count("\n") >= self.answers)
        return told.read_text().splitlines()[self.answers - 1]

    def drained(self):
        """A terminal that nobody reads would stop the shell."""
        try:
            while os.read(self.terminal, 65536):
                pass
        except BlockingIOError:
            return True
        self.fail("zsh ended")

    def completed(self, line):
        os.write(self.terminal, line.encode() + b"\x18")
        return self.told().removesuffix("|")

    def completes(self):
        self.assertEqual(self.completed("outfield contai"), "outfield container ")
        self.assertEqual(self.completed("outfield container as"), "outfield container assign ")
        self.assertEqual(self.completed("outfield --json container as"), "outfield --json container assign ")
        self.assertEqual(self.completed("outfield container contai"), "outfield container contai")
        self.assertEqual(self.completed("outfield collect --rev"), "outfield collect --revisit ")
        self.assertEqual(self.completed("outfield --rev"), "outfield --rev")
        self.assertEqual(self.completed("outfield help container as"), "outfield help container assign ")
        self.assertEqual(self.completed("outfield completion z"), "outfield completion zsh ")
        self.file(name="zebra.txt")
        self.assertEqual(self.completed("outfield module install zeb"), "outfield module install zebra.txt ")

    def test_from_where_packages_put_it_at_the_first_time(self):
        self.file(self.outfield("completion", "zsh"), "site-functions/_outfield")
        self.begin(f"fpath=({self.directory}/site-functions $fpath)")
        self.completes()

    def test_from_a_source_line_of_ones_own(self):
        script = self.file(self.outfield("completion", "zsh"), "outfield.zsh")
        self.begin(f"source {script}")
        self.completes()


if __name__ == "__main__":
    unittest.main()
