#!/usr/bin/env python3
"""Operating the server: health, metrics, logs, jobs."""
import json
import time
import unittest

from serving import PASSWORD, Serving


class Operations(Serving):
    def metrics(self):
        status, _, text = self.request("GET", "/metrics")
        self.assertEqual(status, 200, text)
        lines = [line.rsplit(" ", 1) for line in text.decode().splitlines() if line and not line.startswith("#")]
        return {name: float(value) for name, value in lines}

    def test_requests_and_store_operations_are_counted(self):
        self.begin_serving()
        made = self.rpc("sale.document", "create", {"name": "Counted"})
        before = self.metrics()
        self.assertEqual(self.request("PUT", f"/files/sale.document/{made}/file", b"x" * 1000)[0], 201)
        after = self.metrics()
        grown = {name for name in after if after[name] > before.get(name, 0)}
        self.assertTrue(any("request" in name and "/files/" in name for name in grown), sorted(grown))
        self.assertTrue(any("store" in name and "put" in name for name in grown), sorted(grown))

    def test_health_follows_the_stores(self):
        self.begin_serving()
        self.assertEqual(self.request("GET", "/healthz", user=None)[0], 200)
        away = self.directory / "away"
        self.files.rename(away)
        self.wait_until(lambda: self.request("GET", "/healthz", user=None)[0] == 503, 40)
        status, _, text = self.request("GET", "/healthz", user=None)
        self.assertIn("local", text.decode())
        self.assertNotIn(str(self.files), text.decode())
        away.rename(self.files)
        self.wait_until(lambda: self.request("GET", "/healthz", user=None)[0] == 200, 40)

    def test_the_log_is_json_and_has_no_secrets(self):
        self.begin_serving(settings='log_level = "debug"')
        self.log_in()
        made = self.rpc("sale.document", "create", {"name": "Logged"})
        self.request("PUT", f"/files/sale.document/{made}/file?filename=private-name.txt", b"bytes of the body")
        self.request("GET", "/files/sale.document/1/file", user="nobody")
        self.server.stop()
        events = [json.loads(line) for line in self.server.log().splitlines() if line]
        self.assertGreater(len(events), 3)
        text = self.server.log()
        for secret in (PASSWORD, "private-name", "bytes of the body", self.authorization("admin")["Authorization"]):
            self.assertNotIn(secret, text)
        self.assertTrue(any(str(made) in json.dumps(event) and "put" in json.dumps(event) for event in events), text)

    def test_garbage_goes_by_itself(self):
        self.begin_serving(settings='collect_every = "1s"')
        made = self.rpc("sale.document", "create", {"name": "Replaced"})
        path = f"/files/sale.document/{made}/file"
        for content in (b"one", b"two"):
            self.request("PUT", path, content)
        objects = lambda: [p for p in self.files.rglob("*") if p.is_file() and p.read_bytes() in (b"one", b"two")]
        self.wait_until(lambda: len(objects()) == 1, 30)
        self.assertEqual(self.request("GET", path)[2], b"two")


if __name__ == "__main__":
    unittest.main()
