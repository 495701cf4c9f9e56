#!/usr/bin/env python3
"""Resumable uploads: the tus protocol 1.0.0, request by request."""
import base64
import hashlib
import json
import os
import signal
import unittest

from serving import PASSWORD, Serving

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = {**TUS, "Content-Type": "application/offset+octet-stream"}


def metadata(**members):
    return ",".join(f"{name} {base64.b64encode(str(value).encode()).decode()}" for name, value in members.items())


class Uploads(Serving):
    def setUp(self):
        super().setUp()
        self.begin_serving()
        self.record = self.rpc("sale.document", "create", {"name": "Upload"})
        self.content = hashlib.sha256(b"upload").digest() * (192 << 10)  # 6 MiB

    def announce(self, length=None, expect=201, user="admin", **members):
        members = {"model": "sale.document", "record": self.record, "field": "file", "filename": "film.bin", **members}
        status, headers, body = self.request("POST", "/uploads", b"", {
            **TUS, "Upload-Length": str(len(self.content) if length is None else length),
            "Upload-Metadata": metadata(**members)}, user=user)
        self.assertEqual(status, expect, body)
        return headers["Location"]

    def send(self, place, offset, content, expect=204, server=None, user="admin", **headers):
        status, answered, body = self.request("PATCH", place, content, {**PIECE, "Upload-Offset": str(offset), **headers},
                                              server=server, user=user)
        self.assertEqual(status, expect, body)
        return answered

    def offset(self, place, server=None):
        status, headers, _ = self.request("HEAD", place, headers=TUS, server=server)
        self.assertEqual(status, 200)
        return int(headers["Upload-Offset"])

    def value(self, server=None):
        return self.request("GET", f"/files/sale.document/{self.record}/file", server=server)[2]

    def test_a_file_arrives_in_pieces(self):
        place = self.announce()
        for start in range(0, len(self.content), 2_500_000):
            self.assertEqual(self.offset(place), start)
            self.send(place, start, self.content[start:start + 2_500_000])
        self.assertTrue(self.value() == self.content)

    def test_what_came_before_the_connection_broke_stays(self):
        place = self.announce()
        head = "".join(f"{name}: {value}\r\n" for name, value in
                       {**PIECE, **self.authorization("admin"), "Host": "x", "Upload-Offset": "0",
                        "Content-Length": str(len(self.content))}.items())
        import socket
        with socket.create_connection(("127.0.0.1", self.server.port)) as connection:
            connection.sendall(f"PATCH {place} HTTP/1.1\r\n{head}\r\n".encode() + self.content[:3 << 20])
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(4096):
                pass
        offset = self.offset(place)
        self.assertGreater(offset, 0)
        self.assertLessEqual(offset, 3 << 20)
        self.assertEqual(self.value()[:1], b"{")  # a problem: there is no file yet
        self.send(place, offset, self.content[offset:])
        self.assertTrue(self.value() == self.content)

    def test_another_server_goes_on_where_one_was_killed(self):
        other = self.serve()
        place = self.announce()
        self.send(place, 0, self.content[:4_000_000])
        self.server.stop(signal.SIGKILL)
        self.assertEqual(self.offset(place, server=other), 4_000_000)
        self.send(place, 4_000_000, self.content[4_000_000:], server=other)
        self.assertTrue(self.value(server=other) == self.content)

    def test_post_stands_in_for_other_methods(self):
        place = self.announce(length=3)
        instead = lambda method, content=b"", **more: self.request(
            "POST", place, content, {**TUS, "X-HTTP-Method-Override": method, **more})
        piece = {"Content-Type": PIECE["Content-Type"], "Upload-Offset": "0"}
        self.assertEqual(instead("PATCH", b"abc", **piece)[1]["Upload-Offset"], "3")
        self.assertEqual(instead("HEAD")[1]["Upload-Offset"], "3")
        self.assertEqual(self.value(), b"abc")
        self.assertEqual(instead("DELETE")[0], 204)
        self.assertEqual(instead("PUT")[0], 405)

    def test_what_is_refused(self):
        place = self.announce(length=10)
        self.send(place, 3, b"abc", expect=409)
        self.send(place, 0, b"abcdefghijk", expect=413)
        wrong = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
        self.send(place, 0, b"abc", expect=460, **{"Upload-Checksum": f"sha256 {wrong}"})
        self.assertEqual(self.offset(place), 0)
        right = base64.b64encode(hashlib.sha256(b"abc").digest()).decode()
        self.send(place, 0, b"abc", **{"Upload-Checksum": f"sha256 {right}"})
        self.assertEqual(self.request("PATCH", place, b"d", {**PIECE, "Upload-Offset": "3", "Tus-Resumable": "0.2"})[0], 412)
        self.assertEqual(self.request("PATCH", place, b"d", {**TUS, "Upload-Offset": "3"})[0], 415)
        self.assertEqual(self.request("HEAD", place, headers=TUS, user=None)[0], 401)
        self.add_user("demo", "base.group_user")
        self.send(place, 3, b"d", expect=403, user="demo")
        self.assertEqual(self.request("DELETE", place, headers=TUS)[0], 204)
        self.assertIn(self.request("HEAD", place, headers=TUS)[0], (404, 410))
        self.announce(expect=404, record=99999)
        self.announce(expect=404, field="name")

    def test_what_the_server_can(self):
        status, headers, _ = self.request("OPTIONS", "/uploads", user=None)
        self.assertEqual(status, 204)
        self.assertEqual(headers["Tus-Version"], "1.0.0")
        self.assertIn("creation", headers["Tus-Extension"].split(","))


class WithoutAPlace(Serving):
    def test_a_value_that_nothing_stores_is_refused_before_its_bytes_come(self):
        self.begin_serving("database")  # and the field's store has no configuration
        record = self.rpc("sale.document", "create", {"name": "Upload"})

        def announce(field, content=b"", more=TUS):
            return self.request("POST", "/uploads", content, {**more, "Upload-Length": "3", "Upload-Metadata": metadata(
                model="sale.document", record=record, field=field)})
        status, _, text = self.request("PUT", f"/files/sale.document/{record}/file", b"abc")
        put = json.loads(text)
        self.assertEqual(status, 400, put)
        self.assertIn("nothing can be stored in sale.document.file yet", put["detail"])
        for content, more in ((b"", TUS), (b"abc", PIECE)):
            status, headers, text = announce("file", content, more)
            self.assertEqual((status, json.loads(text)), (400, put))
            self.assertEqual((headers["Location"], headers["Tus-Resumable"]), (None, "1.0.0"))
        self.assertEqual(announce("copy")[0], 201)


if __name__ == "__main__":
    unittest.main()
