#!/usr/bin/env python3
"""Dies at every named point of the protocol (base/crash_point.h), on every kind of store, and checks both promises."""
import re
import signal
import sys
import time
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "tests" / "system"))
from trial import DENIED, OK, Trial, variable  # noqa: E402

LARGE = 5 << 20  # above what the database store keeps in one transaction
TRIED = set()


class Crash(Trial):
    def crash(self, point, *command, env=None):
        """The command dies at the point, and nowhere else."""
        TRIED.add(point.partition(":")[0])
        code, _, err = self.run_it(*command, env={"OUTFIELD_CRASH_AT": point, **(env or {})})
        self.assertEqual(code, -signal.SIGKILL, f"outfield {' '.join(map(str, command))} did not die at '{point}': {err}")
        self.died = time.monotonic()

    def promises_hold(self, container, live):
        """Every committed value is whole, and after `collect` every stored byte is named by a row."""
        for one in self.records():
            if one["file"]:
                self.assertIn(self.fetch(one["id"]), self.known)
        time.sleep(max(0, self.died + 1.1 - time.monotonic()))  # the lease
        left = self.nothing_left_over(container)
        self.assertEqual(len(left), live)
        self.outfield("check")

    def content(self, name):
        return name.encode() * (LARGE // len(name) if self.large else 50)

    def write(self, name):
        content = self.content(name)
        self.known.add(content)
        return self.file(content, f"{name}.txt")

    def create(self, name):
        return int(self.outfield("record", "create", "sale.document", f"name={name}", f"file=@{self.write(name)}"))


class Points:
    """One store; the classes below say which."""
    large = False

    def setUp(self):
        super().setUp()
        self.known = set()
        self.begin_on_store()
        self.set_lease("1s")
        self.create("first")

    def test_creating(self):
        for number, (point, records) in enumerate({"reserved": 1, "put": 1, "attaching": 1, "attached": 2}.items()):
            with self.subTest(point=point):
                self.crash(point, "record", "create", "sale.document", "name=x", f"file=@{self.write(f'new{number}')}")
                self.assertEqual(self.count(), records)
                self.promises_hold(self.container, records)

    def test_replacing(self):
        for number, (point, replaced) in enumerate({"reserved": 0, "put": 0, "attaching": 0, "attached": 1}.items()):
            with self.subTest(point=point):
                path = self.write(f"other{number}")
                self.crash(point, "file", "put", "sale.document", 1, "file", path)
                self.assertEqual(self.fetch(1) == path.read_bytes(), bool(replaced))
                self.promises_hold(self.container, 1)

    def test_clearing_and_deleting(self):
        self.create("second")
        for point, live, command in (("clearing", 2, ("file", "clear", "sale.document", 1, "file")),
                                     ("cleared", 1, ("file", "clear", "sale.document", 1, "file")),
                                     ("unlinking", 1, ("record", "unlink", "sale.document", 2)),
                                     ("unlinked", 0, ("record", "unlink", "sale.document", 2))):
            with self.subTest(point=point):
                self.crash(point, *command)
                self.promises_hold(self.container, live)

    def test_collecting(self):
        for point in ("collect claimed", "collect removed", "collected"):
            with self.subTest(point=point):
                self.outfield("file", "put", "sale.document", 1, "file", self.write(point))
                self.crash(point, "collect", "--revisit", "0")
                self.promises_hold(self.container, 1)

    def test_moving(self):
        other = self.another_container()
        here, there = self.container, other
        for point in ("move reserved", "move copied", "move flipping", "moved"):
            with self.subTest(point=point):
                number = self.outfield_json("file", "info", "sale.document", 1, "file")["blob"]
                self.crash(point, "object", "move", number, there)
                self.promises_hold(here, 0 if point == "moved" else 1)
                self.promises_hold(there, 1 if point == "moved" else 0)

    def test_trying_a_connection_out(self):
        there = self.outfield_json("container", "show", self.container)
        self.crash("probe put", "config", "test", there["configuration"], "--container", there["name"])
        self.change_catalog("UPDATE outfield_blob SET due = 0 WHERE state = 0")  # its lease is an hour
        self.promises_hold(self.container, 1)


class OnDirectory(Points, Crash):
    container = "local/sales"

    def begin_on_store(self):
        self.begin_with_directory()

    def another_container(self):
        self.outfield("container", "create", "local", "archive", "--retention", "0")
        return "local/archive"

    def test_restoring(self):
        self.outfield("container", "set", self.container, "--retention", "30d")
        self.outfield("file", "clear", "sale.document", 1, "file")
        for point, whole in (("restoring", False), ("restored", True)):
            with self.subTest(point=point):
                gone = self.outfield_json("trash", "list")["object"]
                self.crash(point, "trash", "restore", gone)
                self.assertEqual(self.run_it("file", "get", "sale.document", 1, "file", "-o", "-")[0] == OK, whole)
        self.outfield("check")

    def test_importing(self):
        tree = self.directory / "tree"
        for number in range(6):
            self.write(f"tree/{number}")
        command = ("import", "sale.document", tree, "--field", "file")
        for point in ("reserved:2", "put:2", "attaching:1", "attached:2"):
            with self.subTest(point=point):
                self.crash(point, *command)
                self.promises_hold(self.container, self.count())
        self.outfield(*command)
        self.assertEqual(self.count(), 7)
        self.promises_hold(self.container, 7)

    def test_synchronising_and_creating_containers(self):
        (self.files / "appeared").mkdir()
        for point in ("sync listed", "syncing"):
            with self.subTest(point=point):
                self.crash(point, "container", "sync", "local")
                self.assertNotIn("appeared", self.outfield("container", "list").decode())
        self.outfield("container", "sync", "local")
        self.assertIn("appeared", self.outfield("container", "list").decode())
        self.crash("container created", "container", "create", "local", "made")
        self.outfield("container", "create", "local", "made")

    def test_claiming_a_container(self):
        self.another_container()
        number = self.outfield_json("file", "info", "sale.document", 1, "file")["blob"]
        self.crash("marker put", "object", "move", number, "local/archive")
        self.outfield("object", "move", number, "local/archive")
        self.promises_hold("local/archive", 1)

    def test_adopting(self):
        self.crash("marker removed", "environment", "adopt")
        code, _, err = self.run_it("record", "create", "sale.document", "name=x", f"file=@{self.write('early')}")
        self.assertEqual(code, DENIED, err)
        self.outfield("environment", "adopt")
        self.create("second")
        self.promises_hold(self.container, 2)


class OnDatabase(Points, Crash):
    container = "database/database"
    test_trying_a_connection_out = None  # the catalog is open
    large = True

    def begin_on_store(self):
        self.begin_with_directory()
        self.install("database")
        self.outfield("container", "set", "database/database", "--retention", "0")

    def another_container(self):
        return "local/sales"


class OnS3(Points, Crash):
    def begin_on_store(self):
        self.begin_with_s3()
        self.container = self.bucket

    def another_container(self):
        name = self.fresh_name()
        self.outfield("container", "create", "amazon", name, "--retention", "0")
        return name

    def test_rotating_the_sealing_key(self):
        self.crash("key rotated", "key", "rotate")
        self.create("second")
        self.promises_hold(self.container, 2)


class OnFtp(Points, Crash):
    def begin_on_store(self):
        self.begin("ftp")
        prefix = "OUTFIELD_TEST_FTP_PROFTPD_"
        self.outfield("config", "add", "files", "--kind", "ftp", "--path", variable(prefix + "URL"), "--username",
                      variable(prefix + "USERNAME"), "--password-env", "P", "--tls", "off",
                      env={"P": variable(prefix + "PASSWORD")})
        self.container = self.another_container()
        self.outfield("container", "assign", self.container, "sale")

    def another_container(self):
        name = self.fresh_name()
        self.outfield("container", "create", "files", name, "--retention", "0")
        return name


class Schema(Crash):
    STEPS = ("catalog:0001_initial", "stores/database:0001_chunks", "catalog:0002_safety", "catalog:0003_access",
             "catalog:0004_presigned", "catalog:0005_storage_models", "catalog:0006_jobs", "catalog:0007_uploads",
             "catalog:0008_findings", "catalog:0009_browsing", "catalog:0010_moves", "catalog:0011_least_rate",
             "catalog:0012_content", "catalog:0013_adopting",
             "catalog:0014_horizon")

    def schema(self, step):
        room, _, name = step.partition(":")
        kind = "postgresql" if self.postgresql else "sqlite"
        return (SOURCE / "src" / room / "schema" / kind / f"{name}.sql").read_text()

    def version(self):
        return int(self.asked_of_catalog("SELECT max(version) FROM outfield_schema"))

    def test_a_new_catalog(self):
        where = ("--catalog", self.without_password(self.postgresql)) if self.postgresql else ()
        for step in range(1, len(self.STEPS) + 1):
            with self.subTest(step=step):
                self.crash(f"migrating:{step}", "init", self.directory, *where)
        self.begin_with_directory()

    def test_upgrading(self):
        self.init()
        for known in range(1, len(self.STEPS)):
            with self.subTest(known=known):
                self.make_old_catalog(known)
                self.crash("migrating", "container", "list")
                self.assertEqual(self.version(), known)
                self.outfield("container", "list")
                self.assertEqual(self.version(), len(self.STEPS))

    def make_old_catalog(self, known):
        if self.postgresql:
            self.change_catalog("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        for path in self.directory.glob("outfield.db*"):
            path.unlink()
        identity = re.search("environment = '(.*)'", self.config.read_text())[1]
        self.change_catalog("CREATE TABLE outfield_schema (version BIGINT NOT NULL PRIMARY KEY, applied BIGINT NOT NULL)")
        for number, step in enumerate(self.STEPS[:known]):
            self.change_catalog(self.schema(step))
            self.change_catalog(f"INSERT INTO outfield_schema VALUES ({number + 1}, 0)")
        self.change_catalog(f"INSERT INTO outfield_catalog (identity, created) VALUES ('{identity}', 0)")


class ZLast(unittest.TestCase):
    """Its name puts it behind the others, which unittest runs by name."""

    def test_every_point_in_the_source_was_tried(self):
        named = set()
        for path in (SOURCE / "src").rglob("*.cpp"):
            named.update(re.findall(r'crash_point\("([^"]+)"\)', path.read_text()))
        self.assertEqual(named, TRIED)

if __name__ == "__main__":
    unittest.main()
