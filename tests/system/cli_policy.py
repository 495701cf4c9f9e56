#!/usr/bin/env python3
"""The policy that `outfield policy` prints, put to work: another account gets it and nothing else, and does all of its work."""
import hashlib
import hmac
import json
import os
import unittest
import urllib.request
from datetime import datetime, timezone
from urllib.parse import urlsplit

from trial import DENIED, OK, Trial, variable


def hashed(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def put_bucket_policy(bucket, text):
    """As the bucket's owner. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html"""
    url = variable("OUTFIELD_TEST_S3_URL")
    moment = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    content = hashlib.sha256(text.encode()).hexdigest()
    headers = {"host": urlsplit(url).netloc, "x-amz-content-sha256": content, "x-amz-date": moment}
    names = ";".join(headers)
    canonical = "\n".join(["PUT", f"/{bucket}", "policy=", *(f"{name}:{value}" for name, value in headers.items()), "", names, content])
    scope = [moment[:8], "us-east-1", "s3", "aws4_request"]
    to_sign = "\n".join(["AWS4-HMAC-SHA256", moment, "/".join(scope), hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + variable("OUTFIELD_TEST_S3_SECRET_ACCESS_KEY")).encode()
    for part in scope:
        key = hashed(key, part)
    signature = hashed(key, to_sign).hex()
    headers["authorization"] = (f"AWS4-HMAC-SHA256 Credential={variable('OUTFIELD_TEST_S3_ACCESS_KEY_ID')}/{'/'.join(scope)}, "
                                f"SignedHeaders={names}, Signature={signature}")
    request = urllib.request.Request(f"{url}/{bucket}?policy", data=text.encode(), method="PUT", headers=headers)
    with urllib.request.urlopen(request, timeout=60):
        pass


class Policy(Trial):
    def begin_with_bucket(self, *options):
        self.begin("s3")
        self.add_s3("amazon", "--multipart-threshold", "64KiB", "--part-size", "5MiB")
        self.bucket = self.fresh_name()
        self.outfield("container", "create", "amazon", self.bucket, "--retention", "0", *options)
        self.outfield("container", "assign", self.bucket, "sale")

    def go_on_with_the_least_key(self):
        """The policy of a user, as one of the bucket for everybody; the other account then works with it alone."""
        policy = json.loads(self.outfield("policy", "amazon"))
        for statement in policy["Statement"]:
            statement["Principal"] = {"AWS": ["*"]}
        put_bucket_policy(self.bucket, json.dumps(policy))
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

    def test_what_is_another_environments_is_read_alone(self):
        self.begin_with_bucket()
        record = self.create(b"production")
        self.outfield("environment", "detach")
        statements = json.loads(self.outfield("policy", "amazon"))["Statement"]
        actions = {action for statement in statements for action in statement["Action"]}
        self.assertEqual(actions, {"s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:GetObject"})
        self.go_on_with_the_least_key()
        self.assertEqual(self.fetch(record), b"production")
        code, out, err = self.run_it("check", f"amazon/{self.bucket}")
        self.assertEqual(code, OK, out.decode() + err)


if __name__ == "__main__":
    unittest.main()
