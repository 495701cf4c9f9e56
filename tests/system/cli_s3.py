#!/usr/bin/env python3
"""S3 through the program on a real server: the story, and what goes wrong with accounts, hosts and buckets."""
import json
import os
import unittest

from trial import CONFLICT, DENIED, FAILED, NOT_FOUND, OK, UNAVAILABLE, USAGE, Trial, variable


class S3(Trial):
    def test_the_story(self):
        self.begin_with_s3()
        record = self.create(os.urandom(300_000))
        self.assertEqual(self.fetch(record), (self.directory / "document.txt").read_bytes())
        report = self.outfield("config", "test", "amazon", "--container", self.bucket)
        self.assertIn(b"It works", report)
        other = self.fresh_name()
        self.outfield("container", "create", "amazon", other, "--retention", "0", "--prefix", "moved/")
        self.outfield("object", "move", "--from", self.bucket, other)
        self.assertEqual(self.fetch(record), (self.directory / "document.txt").read_bytes())
        self.assertTrue(self.outfield_json("file", "info", "sale.document", record, "file")["key"].startswith("moved/"))
        self.assertEqual(self.nothing_left_over(self.bucket), [])
        policy = json.loads(self.outfield("policy", "amazon"))
        self.assertIn(f"arn:aws:s3:::{other}", json.dumps(policy))

    def test_synchronising_finds_what_others_created(self):
        self.begin_with_s3()
        self.outfield("config", "add", "second", "--kind", "s3", "--url", variable("OUTFIELD_TEST_S3_URL"),
                      "--access-key-id", variable("OUTFIELD_TEST_S3_ACCESS_KEY_ID"), "--secret-access-key-env", "S",
                      env={"S": variable("OUTFIELD_TEST_S3_SECRET_ACCESS_KEY")})
        seen = self.outfield_json("container", "sync", "second")
        self.assertIn(self.bucket, seen["appeared"])
        self.assertIn(self.bucket, self.outfield_json("container", "sync", "amazon")["unchanged"])

    def test_wrong_keys(self):
        self.begin_with_s3()
        self.outfield("config", "set", "amazon", "--secret-access-key-env", "S", env={"S": "wrong"})
        self.refused(DENIED, "record", "create", "sale.document", f"file=@{self.file()}")
        self.outfield("config", "set", "amazon", "--access-key-id", "NOSUCHKEY")
        self.refused(DENIED, "container", "sync", "amazon", says="container enter")
        self.assertEqual(self.run_it("config", "test", "amazon")[0], FAILED)
        self.assertEqual(self.count(), 0)

    def test_wrong_host_and_port(self):
        self.begin("s3")
        for url in ("http://no-such-host.invalid", "http://127.0.0.1:1"):
            name = "broken" + str(url.count(":"))
            self.add_s3(name, "--connect-timeout", "2", url=url)
            self.refused(UNAVAILABLE, "container", "sync", name)
            code, out, _ = self.run_it("config", "test", name)
            self.assertEqual(code, FAILED)
            self.assertIn(b"FAILED", out)

    def test_wrong_certificate(self):
        self.begin("s3")
        url = variable("OUTFIELD_TEST_S3_TLS_URL")
        self.add_s3("wrong", "--ca-file", variable("OUTFIELD_TEST_OTHER_CA"), url=url)
        self.refused(USAGE, "container", "sync", "wrong", says="certificate")
        self.assertEqual(self.run_it("config", "test", "wrong")[0], FAILED)
        self.add_s3("right", "--ca-file", variable("OUTFIELD_TEST_S3_CA"), url=url)
        self.outfield("container", "sync", "right")

    def test_a_bucket_that_does_not_exist(self):
        self.begin("s3")
        self.add_s3("amazon")
        name = self.fresh_name()
        self.outfield("container", "enter", "amazon", name)
        self.outfield("container", "assign", name, "sale")
        self.refused(NOT_FOUND, "record", "create", "sale.document", f"file=@{self.file()}", says=name)
        self.assertEqual(self.count(), 0)

    def test_a_bucket_of_somebody_else(self):
        self.begin_with_s3()
        self.add_s3("other", key=variable("OUTFIELD_TEST_S3_OTHER_ACCESS_KEY_ID"),
                    secret=variable("OUTFIELD_TEST_S3_OTHER_SECRET_ACCESS_KEY"))
        self.refused(CONFLICT, "container", "create", "other", self.bucket, says=self.bucket)
        self.outfield("container", "enter", "other", self.bucket)
        self.refused(DENIED, "object", "add", f"other/{self.bucket}", self.file())
        self.refused(DENIED, "object", "list", f"other/{self.bucket}")

    def test_bucket_names_that_s3_forbids(self):
        self.begin("s3")
        self.add_s3("amazon")
        for name in ("ab", "Upper", "under_score", "192.168.0.1", "-dash", "dot..dot", "x" * 64, "b" * 300, "sp ace"):
            self.refused(USAGE, "container", "create", "amazon", name)
        self.assertEqual(self.outfield_json("container", "list", "amazon"), [])

    def test_a_large_value_goes_up_in_parts(self):
        self.begin_with_s3("--multipart-threshold", "5MiB", "--part-size", "5MiB")
        content = os.urandom(17 << 20)
        record = self.create(content)
        self.assertEqual(self.fetch(record), content)
        self.nothing_left_over(self.bucket)

    def test_standard_input_of_unknown_length(self):
        self.begin_with_s3()
        content = os.urandom(20 << 20)
        record = int(self.outfield("record", "create", "sale.document", "file=@-", stdin=content))
        self.assertEqual(self.fetch(record), content)


if __name__ == "__main__":
    unittest.main()
