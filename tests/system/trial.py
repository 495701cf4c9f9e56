"""A directory with a catalog of its own, and the program run in it as a user would type it."""
import functools
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
import unittest
import uuid
from pathlib import Path
from urllib.parse import urlsplit

OK, FAILED, USAGE, NOT_FOUND, DENIED, CONFLICT, UNAVAILABLE, CORRUPT, OUT_OF_SPACE, UNKNOWN = range(10)
INTERRUPTED = 130

SALE = """
[module]
name = "sale"
title = "Sales"

[models."sale.document"]
title = "Sale document"

[models."sale.document".fields]
name = { type = "char", label = "Name" }
state = { type = "char", label = "State" }
pages = { type = "integer", label = "Pages" }
file = { type = "binary", label = "File", store = "STORE" }
copy = { type = "binary", label = "Copy" }
"""


def variable(name):
    """A variable of the test servers; without it the test is skipped, or fails where it should be there."""
    value = os.environ.get(name)
    if value:
        return value
    if os.environ.get("OUTFIELD_TEST_SERVERS") == "1" or os.environ.get("CI"):
        raise AssertionError(f"{name} is not set: the test servers did not start")
    print(f"NOT TESTED: {name} is not set", flush=True)
    raise unittest.SkipTest(f"{name} is not set: start the servers with tests/servers/up")


@functools.cache
def psql_program():
    """Debian's psql is a script in Perl that looks for this one, which takes as long as all that is asked here."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/psql"), key=lambda path: int(path.parts[4]))
    return installed[-1] if installed else "psql"


class Trial(unittest.TestCase):
    """With OUTFIELD_TRIAL_CATALOG=postgresql its catalog is a new database of the test server, dropped afterwards."""

    def setUp(self):
        self.directory = Path(tempfile.mkdtemp(prefix="outfield-trial-"))
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)
        self.config = self.directory / "outfield.toml"
        self.postgresql = self.new_database() if os.environ.get("OUTFIELD_TRIAL_CATALOG") == "postgresql" else None

    def not_tested(self, why):
        """Skips what this machine cannot do, in a line that ./test counts."""
        print(f"NOT TESTED: {self.id()}: {' '.join(why.split())}", flush=True)
        raise unittest.SkipTest(why)

    # The catalog, on PostgreSQL or in a file

    def new_database(self):
        server = urlsplit(variable("OUTFIELD_TEST_POSTGRESQL"))
        name = "trial_" + uuid.uuid4().hex[:16]
        self.psql(server, f"CREATE DATABASE {name}")
        self.addCleanup(self.drop_database, name)
        return server._replace(path="/" + name)

    def drop_database(self, name=None):
        self.psql(urlsplit(variable("OUTFIELD_TEST_POSTGRESQL")),
                  f"DROP DATABASE IF EXISTS {name or self.postgresql.path[1:]} WITH (FORCE)")

    def catalog(self):
        """That of self.config: the path of a file, or the URL of a database."""
        place = re.search("^catalog = ['\"](.*)['\"]", self.config.read_text(), re.MULTILINE)[1]
        if place.startswith("sqlite:"):
            return self.config.parent / place.removeprefix("sqlite:")
        return self.postgresql._replace(path=urlsplit(place).path)

    @staticmethod
    def without_password(server):
        return server._replace(netloc=f"{server.username}@{server.hostname}:{server.port}").geturl()

    def password(self):
        return self.postgresql.password if self.postgresql else ""

    def psql_session(self, server=None):
        server = server or self.postgresql
        return subprocess.Popen([psql_program(), "--quiet", "--no-psqlrc", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1",
                                 self.without_password(server)], env=dict(os.environ, PGPASSWORD=server.password),
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def psql(self, server, command):
        with self.psql_session(server) as session:
            out, err = session.communicate(command, timeout=60)
        self.assertEqual(session.returncode, 0, f"psql: {err}")
        return out

    def change_catalog(self, sql):
        """Behind the program's back; one statement or several."""
        place = self.catalog()
        if not isinstance(place, Path):
            self.psql(place, sql)
            return
        with sqlite3.connect(place) as catalog:
            catalog.executescript(sql)
        catalog.close()

    def asked_of_catalog(self, question):
        """The one value that a SELECT finds there, as text."""
        place = self.catalog()
        if not isinstance(place, Path):
            return self.psql(place, question).strip()
        with sqlite3.connect(place) as catalog:
            [value] = catalog.execute(question).fetchone()
        catalog.close()
        return str(value)

    def init(self, *options):
        if self.postgresql:
            options += ("--catalog", self.without_password(self.postgresql))
        self.outfield("init", self.directory, *options)

    # Running

    def start(self, *arguments, env=None, **options):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        environment.update(OUTFIELD_CONFIG=str(self.config), AWS_EC2_METADATA_DISABLED="true", HOME=str(self.directory))
        environment["PGPASSWORD"] = self.password()
        environment.update(env or {})
        command = [os.environ["OUTFIELD_PROGRAM"], *map(str, arguments)]
        return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, cwd=self.directory, **options)

    def run_it(self, *arguments, stdin=b"", env=None, timeout=120, **options):
        process = self.start(*arguments, env=env, **options)
        out, err = process.communicate(stdin, timeout=timeout)
        return process.returncode, out, err.decode(errors="replace")

    def outfield(self, *arguments, **options):
        """Must work; returns what was printed."""
        code, out, err = self.run_it(*arguments, **options)
        self.assertEqual(code, OK, f"outfield {' '.join(map(str, arguments))}: {err}")
        return out

    def outfield_json(self, *arguments, **options):
        return json.loads(self.outfield("--json", *arguments, **options))

    def refused(self, code, *arguments, says=(), **options):
        """Must fail with this exit code and one clear sentence that has these words; returns the sentence."""
        got, _, err = self.run_it(*arguments, **options)
        self.assertEqual(got, code, f"outfield {' '.join(map(str, arguments))}: {err}")
        sentence = err.strip().splitlines()[-1]
        self.assertTrue(sentence.startswith("outfield: "), err)
        for words in [says] if isinstance(says, str) else says:
            self.assertIn(words.lower(), sentence.lower())
        return sentence

    # Preparing

    def begin(self, store="directory"):
        self.init()
        self.install(store)

    def set_lease(self, lease):
        with open(self.directory / "outfield.toml", "a") as own:
            own.write(f'lease = "{lease}"\n')

    def install(self, store):
        manifest = self.directory / "sale.toml"
        manifest.write_text(SALE.replace("STORE", store))
        self.outfield("module", "install", manifest)

    def begin_with_directory(self):
        self.begin("directory")
        self.files = self.directory / "files"
        self.files.mkdir()
        self.outfield("config", "add", "local", "--kind", "directory", "--path", self.files)
        self.outfield("container", "create", "local", "sales", "--retention", "0")
        self.outfield("container", "assign", "local/sales", "sale")

    def begin_with_s3(self, *options, bucket=None):
        self.begin("s3")
        self.add_s3("amazon", *options)
        self.bucket = bucket or self.fresh_name()
        self.outfield("container", "create", "amazon", self.bucket, "--retention", "0")
        self.outfield("container", "assign", self.bucket, "sale")

    def add_s3(self, name, *options, url=None, key=None, secret=None):
        self.outfield("config", "add", name, "--kind", "s3", "--url", url or variable("OUTFIELD_TEST_S3_URL"),
                      "--access-key-id", key or variable("OUTFIELD_TEST_S3_ACCESS_KEY_ID"),
                      "--secret-access-key-env", "TRIAL_SECRET", *options,
                      env={"TRIAL_SECRET": secret or variable("OUTFIELD_TEST_S3_SECRET_ACCESS_KEY")})

    @staticmethod
    def fresh_name():
        return "trial-" + uuid.uuid4().hex[:16]

    def file(self, content=b"content", name="document.txt"):
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def create(self, content=b"content", name="document.txt"):
        return int(self.outfield("record", "create", "sale.document", "name=one",
                                 f"file=@{self.file(content, name)}"))

    # Looking

    def fetch(self, record, field="file"):
        return self.outfield("file", "get", "sale.document", record, field, "-o", "-")

    def count(self):
        return self.outfield_json("record", "search", "sale.document", "--count")["count"]

    def records(self):
        ids = self.outfield_json("record", "search", "sale.document")
        return self.outfield_json("record", "read", "sale.document", ",".join(map(str, ids))) if ids else []

    def nothing_left_over(self, container):
        """After `collect` the store holds exactly what the catalog names as live."""
        self.outfield("collect", "--revisit", "0")
        self.outfield("collect", "--revisit", "0")
        listed = [json.loads(line) for line in self.outfield("--json", "object", "list", container).splitlines()]
        for one in listed:
            self.assertEqual(one.get("state"), "live", one)
        summary = self.outfield_json("container", "show", container)
        self.assertEqual(len(listed), summary["live"])
        self.assertEqual((summary["condemned"], summary["reserved"]), (0, 0))
        return listed

    def wait_until(self, condition, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.02)
        self.fail("waited too long")
