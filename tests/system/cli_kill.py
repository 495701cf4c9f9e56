#!/usr/bin/env python3
"""The program is killed or interrupted in the middle: no value is ever partial or lost, and nothing is left over."""
import base64
import ftplib
import hashlib
import hmac
import os
import signal
import socket
import subprocess
import sys
import time
import unittest
from email.utils import formatdate
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from trial import INTERRUPTED, OK, Trial, variable

MIB = 1 << 20
PARTS = ("--multipart-threshold", "5MiB", "--part-size", "5MiB", "--parallel-parts", "1")
SLOW = 3  # milliseconds before the proxy passes on each 64 KiB
# With which signal, and after which part of the time that it takes undisturbed.
MOMENTS = [(signal.SIGKILL, (i + 0.5) / 6) for i in range(6)] + [(signal.SIGINT, (i + 0.5) / 3) for i in range(3)]
ENDS = {signal.SIGKILL: (-signal.SIGKILL, OK), signal.SIGINT: (INTERRUPTED, -signal.SIGINT, OK)}


def digest(content):
    return hashlib.sha256(content).hexdigest()


class Kill(Trial):
    # Preparing

    def start_proxy(self, target, *options):
        """A proxy that delays when it is told to; returns its port."""
        proxy = subprocess.Popen([sys.executable, variable("OUTFIELD_TEST_PROXY"), "--target", target, "--until-eof",
                                  *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(lambda: proxy.communicate(timeout=20))
        port, control = (proxy.stdout.readline().split()[1] for _ in range(2))
        self.control = socket.create_connection(("127.0.0.1", control))
        self.addCleanup(self.control.close)
        return port

    def delay(self, milliseconds):
        self.control.sendall(f"set delay={milliseconds}\n".encode())
        self.control.recv(4096)

    def begin_with_slow_s3(self):
        port = self.start_proxy(variable("OUTFIELD_TEST_S3_URL").removeprefix("http://"))
        self.begin("s3")
        self.set_lease("1s")
        self.add_s3("amazon", *PARTS, url=f"http://127.0.0.1:{port}")
        self.container = self.add_bucket()
        self.outfield("container", "assign", self.container, "sale")

    def add_bucket(self):
        name = self.fresh_name()
        self.outfield("container", "create", "amazon", name, "--retention", "0")
        return name

    def begin_with_slow_ftp(self):
        self.server = urlsplit(variable("OUTFIELD_TEST_FTP_PROFTPD_URL"))
        host = f"127.1.{os.getpid() // 250 % 250 + 1}.{os.getpid() % 250 + 1}"  # whose passive ports no other proxy has
        port = self.start_proxy(self.server.netloc, "--listen", f"{host}:0",
                                "--also", variable("OUTFIELD_TEST_FTP_PROFTPD_PASSIVE_PORTS"))
        self.begin("ftp")
        self.set_lease("1s")
        self.outfield("config", "add", "server", "--kind", "ftp", "--path", f"ftp://{host}:{port}/files",
                      "--username", variable("OUTFIELD_TEST_FTP_PROFTPD_USERNAME"), "--password-env", "P",
                      "--tls", "off", env={"P": variable("OUTFIELD_TEST_FTP_PROFTPD_PASSWORD")})
        self.folder = self.fresh_name()
        self.container = f"server/{self.folder}"
        self.outfield("container", "create", "server", self.folder, "--retention", "0")
        self.outfield("container", "assign", self.container, "sale")

    # Stopping

    def run_slowly(self, command, how=None, after=None):
        """Runs it and stops it after so many seconds; returns how and after how long it ended."""
        self.delay(SLOW)
        begin = time.monotonic()
        process = self.start(*command)
        try:
            _, err = process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            process.send_signal(how)
            _, err = process.communicate(timeout=60)
        seconds = time.monotonic() - begin
        self.delay(0)
        self.assertIn(process.returncode, ENDS.get(how, (OK,)), err)
        return process.returncode, seconds

    def stop_in_the_middle(self, command, check, prepare=lambda: None):
        """Runs the command once to its end, then stops it at several moments; `check` must hold after each."""
        prepare()
        _, whole = self.run_slowly(command)
        check()
        stopped = set()
        for how, part in MOMENTS:
            with self.subTest(signal=how.name, after=f"{part:.0%} of {whole:.2f} s"):
                prepare()
                code, seconds = self.run_slowly(command, how, part * whole)
                if code == OK:
                    whole = min(whole, seconds)  # on a machine that has become faster
                else:
                    stopped.add(how)
                check()
        self.assertIn(signal.SIGKILL, stopped, "it was never killed in the middle")

    # Looking

    def digests(self, model="sale.document", field="file"):
        """Of the values of all records; each is fetched, which fails if it is not whole."""
        ids = self.outfield_json("record", "search", model)
        return [digest(self.outfield("file", "get", model, one, field, "-o", "-")) for one in ids]

    def check_only(self, content, model="sale.document", field="file"):
        self.assertEqual(set(self.digests(model, field)), {digest(content)})

    def end_leases(self):
        time.sleep(1.2)

    def end_claims(self):
        """As if the ten minutes were over for which what a killed `collect` has claimed is left to it."""
        self.change_catalog("UPDATE outfield_blob SET due = 0 WHERE state = 3")

    def nothing_is_left_in_bucket(self, bucket):
        self.nothing_left_over(bucket)
        uploads = self.unfinished_uploads(bucket)
        self.assertIn("ListMultipartUploadsResult", uploads)
        self.assertNotIn("<UploadId>", uploads)

    def unfinished_uploads(self, bucket):
        """Asked with a signature of version 2, which is short; the test server still takes it."""
        date = formatdate(usegmt=True)
        mac = hmac.digest(variable("OUTFIELD_TEST_S3_SECRET_ACCESS_KEY").encode(),
                          f"GET\n\n\n{date}\n/{bucket}?uploads".encode(), "sha1")
        signature = f"AWS {variable('OUTFIELD_TEST_S3_ACCESS_KEY_ID')}:{base64.b64encode(mac).decode()}"
        request = Request(f"{variable('OUTFIELD_TEST_S3_URL')}/{bucket}?uploads",
                          headers={"Date": date, "Authorization": signature})
        with urlopen(request, timeout=20) as answer:
            return answer.read().decode()

    def nothing_is_left_on_ftp(self):
        live = self.nothing_left_over(self.container)
        with ftplib.FTP() as ftp:
            ftp.connect(self.server.hostname, self.server.port)
            ftp.login(variable("OUTFIELD_TEST_FTP_PROFTPD_USERNAME"), variable("OUTFIELD_TEST_FTP_PROFTPD_PASSWORD"))
            files = list(self.files_on_ftp(ftp, f"files/{self.folder}"))
        self.assertEqual(len(files), len(live), files)

    def files_on_ftp(self, ftp, folder):
        for name, facts in list(ftp.mlsd(folder)):
            if facts["type"] == "dir":
                yield from self.files_on_ftp(ftp, f"{folder}/{name}")
            elif facts["type"] == "file" and name != "outfield-environment":
                yield name

    # Creating and replacing

    def stop_creating(self, size):
        content = os.urandom(size)
        create = ("record", "create", "sale.document", f"file=@{self.file(content)}")
        self.stop_in_the_middle(create, lambda: self.check_only(content))
        self.end_leases()

    def stop_replacing(self, size):
        """What is read back is the old or the new value, each time."""
        contents = {digest(content): content for content in (os.urandom(size), os.urandom(size - 1))}
        files = {name: self.file(content, name) for name, content in contents.items()}
        old, new = contents
        record = self.create(contents[old])
        path = self.directory / "replacement"

        def choose_the_other():
            now, = self.digests()
            path.unlink(missing_ok=True)
            path.symlink_to(files[new if now == old else old])

        put = ("file", "put", "sale.document", record, "file", path)
        self.stop_in_the_middle(put, lambda: self.assertIn(*self.digests(), contents), choose_the_other)
        self.end_leases()

    def test_creating_on_s3(self):
        self.begin_with_slow_s3()
        self.stop_creating(18 * MIB)
        self.nothing_is_left_in_bucket(self.container)

    def test_creating_on_ftp(self):
        self.begin_with_slow_ftp()
        self.stop_creating(6 * MIB)
        self.nothing_is_left_on_ftp()

    def test_replacing_on_s3(self):
        self.begin_with_slow_s3()
        self.stop_replacing(18 * MIB)
        self.nothing_is_left_in_bucket(self.container)

    def test_replacing_on_ftp(self):
        self.begin_with_slow_ftp()
        self.stop_replacing(6 * MIB)
        self.nothing_is_left_on_ftp()

    def test_adding_an_object(self):
        """A record without a value would fail to be fetched."""
        self.begin_with_slow_s3()
        content = os.urandom(18 * MIB)
        self.stop_in_the_middle(("object", "add", self.container, self.file(content)),
                                lambda: self.check_only(content, "ir.attachment", "datas"))
        self.end_leases()
        self.nothing_is_left_in_bucket(self.container)

    # Moving

    def stop_moving(self, to):
        contents = [os.urandom(6 * MIB + i) for i in range(4)]
        for content in contents:
            self.create(content)
        expected = [digest(content) for content in contents]
        self.stop_in_the_middle(("object", "move", "--from", self.container, to, "--transfers", "2"),
                                lambda: self.assertEqual(self.digests(), expected),
                                lambda: self.outfield("object", "move", "--from", to, self.container))
        self.end_leases()

    def test_moving_to_another_bucket(self):
        self.begin_with_slow_s3()
        other = self.add_bucket()
        self.stop_moving(other)
        for bucket in (self.container, other):
            self.nothing_is_left_in_bucket(bucket)

    def test_moving_to_a_directory(self):
        self.begin_with_slow_s3()
        files = self.directory / "files"
        files.mkdir()
        self.outfield("config", "add", "local", "--kind", "directory", "--path", files)
        self.outfield("container", "create", "local", "sales", "--retention", "0")
        self.stop_moving("local/sales")
        self.nothing_is_left_in_bucket(self.container)
        live = self.nothing_left_over("local/sales")
        on_disk = [path.name for path in (files / "sales").rglob("*") if path.is_file() and path.name != "outfield-environment"]
        self.assertEqual(len(on_disk), len(live), on_disk)

    # Collecting

    def test_collecting(self):
        self.begin_with_slow_s3()
        content = b"needed"
        needed = self.create(content)
        tree = self.directory / "tree"
        for number in range(200):
            self.file(b"not needed", f"tree/{number}")

        def make_garbage():
            self.outfield("import", "sale.document", tree, "--field", "file", "--name", self.fresh_name())
            ids = set(self.outfield_json("record", "search", "sale.document")) - {needed}
            self.outfield("record", "unlink", "sale.document", ",".join(map(str, ids)))

        self.stop_in_the_middle(("collect", "--revisit", "0"), lambda: self.check_only(content), make_garbage)
        self.end_leases()
        self.end_claims()
        self.nothing_is_left_in_bucket(self.container)


if __name__ == "__main__":
    unittest.main()
