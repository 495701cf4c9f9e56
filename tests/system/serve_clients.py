#!/usr/bin/env python3
"""OpenERP's client libraries, unmodified, against outfield serve (tests/clients): each its own catalog, files in S3."""
import os
import shutil
import subprocess
import unittest
from pathlib import Path

from client_libraries import client_libraries
from serving import PASSWORD, Serving

CLIENTS = Path(__file__).resolve().parents[1] / "clients"


class Clients(Serving):
    def setUp(self):
        super().setUp()
        self.begin_serving("s3")
        self.add_user("reader")
        self.add_user("clerk", "base.group_user")

    # Running

    def environment(self):
        key = self.outfield_json("api-key", "create", "admin", "--name", "client test")["key"]
        return dict(os.environ, OUTFIELD_URL=self.server.url, OUTFIELD_PORT=str(self.server.port), OUTFIELD_API_KEY=key,
                    OUTFIELD_DATABASE="outfield", OUTFIELD_LOGIN="admin", OUTFIELD_PASSWORD=PASSWORD, HOME=str(self.directory))

    def client(self, *command, **variables):
        done = subprocess.run(command, env=dict(self.environment(), **variables), cwd=self.directory, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace", timeout=240)
        self.assertEqual(done.returncode, 0, f"{done.stdout}\n{self.server.log()}")
        self.stores_hold_what_records_name()
        return done.stdout

    def stores_hold_what_records_name(self):
        self.assertIs(self.outfield_json("check")["sound"], True)
        self.assertEqual(self.server.stop(), 0, self.server.log())
        self.nothing_left_over(self.bucket)

    def python(self, name):
        """With Debian's own interpreter, which has Debian's packages."""
        if subprocess.run(["/usr/bin/python3", "-c", "import odoorpc"], capture_output=True).returncode:
            self.not_tested("python3-odoorpc is not installed")
        self.client("/usr/bin/python3", CLIENTS / name)

    def node(self, name):
        said = self.client(self.node_program(), "--test", CLIENTS / name, OUTFIELD_CLIENTS=str(client_libraries(self)))
        self.assertRegex(said, r"(?m)^\S? ?pass [1-9]")

    def node_program(self):
        return shutil.which("node") or self.not_tested("there is no node")

    # The clients

    def test_python_xmlrpc(self):
        self.python("python_xmlrpc.py")

    def test_odoorpc(self):
        self.python("odoorpc_client.py")

    def test_odoo_await(self):
        self.node("odoo_await.mjs")

    def test_odoo_await_passes_its_own_tests(self):
        libraries = client_libraries(self)
        said = self.client(self.node_program(), libraries / "mocha/bin/mocha.js", libraries / "odoo-await/test/integration.test.js",
                           ODOO_BASE_URL="http://127.0.0.1", ODOO_PORT=str(self.server.port), ODOO_DB="outfield",
                           ODOO_USER="admin", ODOO_PW=PASSWORD)
        self.assertIn("7 passing", said)

    def test_odoo_xmlrpc(self):
        self.node("odoo_xmlrpc.mjs")

    def test_odoo_xmlrpc_ts(self):
        self.node("odoo_xmlrpc_ts.mjs")

    def test_odoo_jsonrpc(self):
        self.node("odoo_jsonrpc.mjs")


if __name__ == "__main__":
    unittest.main()
