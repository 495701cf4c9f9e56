#!/usr/bin/env python3
"""The policy that `outfield policy` prints, put to work: another account gets it and nothing else, and does all of its work."""
import json
import os
import unittest

import s3_owner
from trial import DENIED, FAILED, OK, Trial, variable


class Policy(Trial):
    def begin_with_bucket(self, *options):
        self.begin("s3")
        self.add_s3("amazon", "--multipart-threshold", "64KiB", "--part-size", "5MiB")
        self.bucket = self.fresh_name()
        self.outfield("container", "create", "amazon", self.bucket, "--retention", "0", *options)
        self.outfield("container", "assign", self.bucket, "sale")

    def give_the_policy(self, *options):
        """The policy of a user, as one of the bucket for everybody: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html"""
        policy = json.loads(self.outfield("policy", "amazon", *options))
        for statement in policy["Statement"]:
            statement["Principal"] = {"AWS": ["*"]}
        s3_owner.ask("PUT", self.bucket, query="policy=", body=json.dumps(policy).encode())

    def go_on_with_the_least_key(self):
        """The other account works with the policy alone."""
        self.give_the_policy()
        self.outfield("config", "set", "amazon", "--access-key-id", variable("OUTFIELD_TEST_S3_OTHER_ACCESS_KEY_ID"),
                      "--secret-access-key-env", "S", env={"S": variable("OUTFIELD_TEST_S3_OTHER_SECRET_ACCESS_KEY")})

    def all_of_the_work(self):
        content = os.urandom(6 << 20)  # in parts
        small, large = self.create(b"small"), self.create(content)
        self.assertEqual((self.fetch(small), self.fetch(large)), (b"small", content))
        self.assertTrue(self.outfield_json("config", "test", "amazon", "--container", self.bucket)["works"])
        self.outfield("check", f"amazon/{self.bucket}")
        self.outfield("scrub", "--not-since", "0")
        self.outfield("record", "unlink", "sale.document", large)
        self.assertEqual(len(self.nothing_left_over(f"amazon/{self.bucket}")), 1)
        return small

    def test_a_whole_bucket(self):
        self.begin_with_bucket()
        self.go_on_with_the_least_key()
        self.all_of_the_work()

    def test_a_prefix_and_nothing_outside_of_it(self):
        self.begin_with_bucket("--prefix", "erp/")
        self.go_on_with_the_least_key()
        self.all_of_the_work()
        self.outfield("container", "set", f"amazon/{self.bucket}", "--prefix", "other/")
        self.refused(DENIED, "object", "list", f"amazon/{self.bucket}")
        self.refused(DENIED, "record", "create", "sale.document", "name=x", f"file=@{self.file()}")

    def test_repair_from_versions_takes_more(self):
        self.begin_with_bucket()
        s3_owner.keep_versions(self.bucket)
        record = self.create(b"overwritten")
        s3_owner.ask("PUT", self.bucket, self.outfield_json("file", "info", "sale.document", record, "file")["key"], body=b"OVERWRITTEN")
        self.go_on_with_the_least_key()
        self.run_it("scrub", "--not-since", "0")
        code, out, err = self.run_it("repair")
        self.assertEqual(code, FAILED, out.decode() + err)
        self.assertRegex(out.decode() + err, "AccessDenied|denied")
        self.give_the_policy("--versions")
        self.outfield("repair")
        self.assertEqual(self.fetch(record), b"overwritten")

    def test_what_is_another_environments_is_read_alone(self):
        self.begin_with_bucket()
        record = self.create(b"production")
        self.outfield("environment", "detach", "--copy")
        statements = json.loads(self.outfield("policy", "amazon"))["Statement"]
        actions = {action for statement in statements for action in statement["Action"]}
        self.assertEqual(actions, {"s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:GetObject"})
        self.go_on_with_the_least_key()
        self.assertEqual(self.fetch(record), b"production")
        code, out, err = self.run_it("check", f"amazon/{self.bucket}")
        self.assertEqual(code, OK, out.decode() + err)


if __name__ == "__main__":
    unittest.main()
