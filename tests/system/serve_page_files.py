#!/usr/bin/env python3
"""The administrator's page as files: what a browser may keep, how they are compressed, and what the policy forbids."""
import gzip
import re
import unittest

from serving import Serving


class PageFiles(Serving):
    def setUp(self):
        super().setUp()
        self.begin_serving("database")

    def get(self, path, **headers):
        return self.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}, user=None)

    def script(self):
        return re.search(rb'src="(/admin/assets/[^"]+\.js)"', self.get("/admin/")[2]).group(1).decode()

    def test_the_root_leads_to_the_page(self):
        for path in ("/", "/admin"):
            status, headers, _ = self.get(path)
            self.assertEqual((status, headers["Location"]), (302, "/admin/"))

    def test_every_view_has_the_page(self):
        index = self.get("/admin/")[2]
        for path in ("/admin/objects/7", "/admin/configurations/of/my.store", "/admin/safety/trash?x=1"):
            status, headers, body = self.get(path)
            self.assertEqual((status, headers["Cache-Control"], body), (200, "no-cache", index))

    def test_what_is_no_file_is_not_found(self):
        for path in ("/admin/assets/none.js", "/admin/assets/../../etc/passwd", "/admin/assets/"):
            self.assertEqual(self.get(path)[0], 404, path)

    def test_hashed_files_may_be_kept(self):
        status, headers, plain = self.get(self.script())
        self.assertEqual((status, headers["Content-Type"]), (200, "text/javascript; charset=utf-8"))
        self.assertIn("immutable", headers["Cache-Control"])
        self.assertIsNone(headers["Content-Encoding"])
        tag = headers["ETag"]
        self.assertEqual(self.get(self.script(), If_None_Match=tag)[::2], (304, b""))
        self.assertEqual(self.get(self.script(), If_None_Match='"other"')[0], 200)
        self.assertEqual(int(headers["Content-Length"]), len(plain))

    def test_who_takes_gzip_gets_it(self):
        plain = self.get(self.script())
        status, headers, body = self.get(self.script(), Accept_Encoding="br, gzip")
        self.assertEqual((status, headers["Content-Encoding"], headers["Vary"]), (200, "gzip", "Accept-Encoding"))
        self.assertEqual(gzip.decompress(body), plain[2])
        self.assertNotEqual(headers["ETag"], plain[1]["ETag"])
        self.assertIsNone(self.get(self.script(), Accept_Encoding="gzip;q=0")[1]["Content-Encoding"])

    def test_head_is_as_get_without_the_bytes(self):
        status, headers, body = self.request("HEAD", self.script(), user=None)
        self.assertEqual((status, body), (200, b""))
        self.assertGreater(int(headers["Content-Length"]), 100_000)
        self.assertEqual(self.request("POST", "/admin/", b"x", user=None)[0], 405)

    def test_the_policy_forbids_what_is_foreign(self):
        _, headers, body = self.get("/admin/")
        policy = headers["Content-Security-Policy"]
        for part in ("default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'"):
            self.assertIn(part, policy)
        self.assertEqual((headers["X-Content-Type-Options"], headers["Referrer-Policy"]), ("nosniff", "same-origin"))
        self.assertNotRegex(body, rb"<script>|<style|https?://|javascript:")


if __name__ == "__main__":
    unittest.main()
