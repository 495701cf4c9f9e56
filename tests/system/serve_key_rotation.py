#!/usr/bin/env python3
"""The sealing key is rotated while a server and other programs read and write secrets."""
import os
import threading
import unittest

from serving import Serving
from trial import OK, variable

ROTATIONS = 4


class Rotation(Serving):
    def begin(self, store="s3"):
        super().begin(store)
        self.over = threading.Event()

    def test_nobody_notices(self):
        self.begin_serving("s3")
        self.workers = [Worker(self, work) for work in (self.write_and_read, self.through_the_server, self.give_secret)]
        try:
            for _ in range(ROTATIONS):
                self.wait_for_one_more_of_each()
                self.outfield("key", "rotate")
            self.wait_for_one_more_of_each()
        finally:
            self.over.set()
            for worker in self.workers:
                worker.thread.join(120)
        self.assertEqual([worker.failure for worker in self.workers], [None] * len(self.workers))
        self.assertEqual(len((self.directory / "outfield.key").read_text().split()), 1 + ROTATIONS)
        self.outfield("key", "retire")
        self.through_the_server()
        self.write_and_read()

    def wait_for_one_more_of_each(self):
        before = [worker.done for worker in self.workers]
        self.wait_until(lambda: all(worker.failure or worker.done > count for worker, count in zip(self.workers, before)), 120)

    def write_and_read(self):
        content = os.urandom(100)
        path = self.directory / "written"
        path.write_bytes(content)
        record = int(self.outfield("record", "create", "sale.document", "name=x", f"file=@{path}"))
        self.assertEqual(self.fetch(record), content)

    def through_the_server(self):
        content = os.urandom(100)
        record = self.rpc("sale.document", "create", {"name": "served"})
        status, _, text = self.request("PUT", f"/files/sale.document/{record}/file", content)
        self.assertLess(status, 300, text)
        self.assertEqual(self.request("GET", f"/files/sale.document/{record}/file")[::2], (200, content))

    def give_secret(self):
        """The same as before: sealed with the key that the program has read."""
        code, _, err = self.run_it("config", "set", "amazon", "--secret-access-key-env", "S",
                                   env={"S": variable("OUTFIELD_TEST_S3_SECRET_ACCESS_KEY")})
        self.assertEqual(code, OK, err)


class Worker:
    """Does its work again and again until the trial is over or it fails."""

    def __init__(self, trial, work):
        self.done, self.failure = 0, None
        self.thread = threading.Thread(target=self._run, args=(trial, work), daemon=True)
        self.thread.start()

    def _run(self, trial, work):
        try:
            while not trial.over.is_set():
                work()
                self.done += 1
        except Exception as failure:  # whatever it is, the trial reports it
            self.failure = f"{work.__name__}: {failure}"


if __name__ == "__main__":
    unittest.main()
