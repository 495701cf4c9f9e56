"""What the owner of a bucket of the test server does there without Outfield: signed requests of the S3 API, with nothing but Python."""
import hashlib
import hmac
import urllib.request
from datetime import datetime, timezone
from urllib.parse import urlsplit

from trial import variable


def ask(method, bucket, key="", query="", body=b""):
    """Must succeed. `query` as it is signed: "versioning=". https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html"""
    url = variable("OUTFIELD_TEST_S3_URL")
    path = f"/{bucket}/{key}" if key else f"/{bucket}"
    moment = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    content = hashlib.sha256(body).hexdigest()
    headers = {"host": urlsplit(url).netloc, "x-amz-content-sha256": content, "x-amz-date": moment}
    names = ";".join(headers)
    canonical = "\n".join([method, path, query, *(f"{name}:{value}" for name, value in headers.items()), "", names, content])
    scope = [moment[:8], "us-east-1", "s3", "aws4_request"]
    to_sign = "\n".join(["AWS4-HMAC-SHA256", moment, "/".join(scope), hashlib.sha256(canonical.encode()).hexdigest()])
    signing = ("AWS4" + variable("OUTFIELD_TEST_S3_SECRET_ACCESS_KEY")).encode()
    for part in scope:
        signing = hmac.new(signing, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(signing, to_sign.encode(), hashlib.sha256).hexdigest()
    headers["authorization"] = (f"AWS4-HMAC-SHA256 Credential={variable('OUTFIELD_TEST_S3_ACCESS_KEY_ID')}/{'/'.join(scope)}, "
                                f"SignedHeaders={names}, Signature={signature}")
    request = urllib.request.Request(f"{url}{path}?{query}" if query else url + path, data=body, method=method, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def keep_versions(bucket):
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html"""
    ask("PUT", bucket, query="versioning=", body=b'<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
                                                 b"<Status>Enabled</Status></VersioningConfiguration>")
