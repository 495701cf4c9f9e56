"""Passes HTTP/1.1 requests and answers on one by one, and commits the faults that concern whole requests."""
import asyncio

from relay import PIECE, Relay

ERROR = "<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>made up by the fault proxy</Message></Error>"


class Head:
    """The first line and the headers of a request or an answer."""

    def __init__(self, text):
        self.text = text
        first, *lines = text.decode("latin-1").split("\r\n")
        self.words = first.split(" ")
        self.headers = {name.strip().lower(): value.strip()
                        for name, _, value in (line.partition(":") for line in lines)}

    @classmethod
    async def read(cls, reader):
        return cls(await reader.readuntil(b"\r\n\r\n"))

    @property
    def length(self):
        return int(self.headers.get("content-length", 0))

    @property
    def chunked(self):
        return self.headers.get("transfer-encoding", "").lower() == "chunked"


async def body_of(reader, head):
    """The body as it stands on the line, piece by piece."""
    if not head.chunked:
        left = head.length
        while left > 0:
            piece = await reader.read(min(PIECE, left))
            if not piece:
                raise ConnectionError("the body is not whole")
            left -= len(piece)
            yield piece
        return
    while True:
        line = await reader.readuntil(b"\r\n")
        yield line
        size = int(line.split(b";")[0], 16)
        yield await reader.readexactly(size + 2)
        if size == 0:
            return


def without_range(head):
    return b"\r\n".join(line for line in head.split(b"\r\n") if not line.lower().startswith(b"range:"))


class ExchangeRelay(Relay):
    async def between(self, reader, writer, server_reader, server_writer, hit):
        self.open.add(server_writer)
        ends = (writer, server_writer)
        try:
            while await self._exchange(reader, writer, server_reader, server_writer, ends):
                pass
        except asyncio.IncompleteReadError:
            pass  # one side has ended
        finally:
            self.open.discard(server_writer)
            for end in ends:
                end.close()

    async def _exchange(self, reader, writer, server_reader, server_writer, ends):
        """False: the connection has ended."""
        request = await Head.read(reader)
        method, target = request.words[:2]
        struck = self.strikes(method, target)
        if struck and self.faults.answer:
            async for _ in body_of(reader, request):
                pass
            await self._answer(writer, method)
            return True
        server_writer.write(without_range(request.text) if self.faults.whole else request.text)
        async for piece in body_of(reader, request):
            server_writer.write(piece)
            await server_writer.drain()
        answer = await Head.read(server_reader)
        while answer.words[1].startswith("1"):
            answer = await Head.read(server_reader)
        bodiless = method == "HEAD" or answer.words[1] in ("204", "304")
        if struck and self.faults.lose:
            await self.end(ends)
            return False
        writer.write(answer.text)
        if not bodiless:
            limit = self.faults.truncate if struck else -1
            async for piece in body_of(server_reader, answer):
                self.counters.down += len(piece)
                writer.write(piece if limit < 0 else piece[:limit])
                await writer.drain()
                if 0 <= limit <= len(piece):
                    await self.end(ends)
                    return False
                limit -= len(piece) if limit >= 0 else 0
        await writer.drain()
        return True

    async def _answer(self, writer, method):
        status = self.faults.answer
        body = ERROR.format(code=self.faults.code or "InternalError").encode() if status >= 300 else b""
        head = f"HTTP/1.1 {status} Made-Up\r\nContent-Length: {len(body)}\r\nETag: \"made-up\"\r\n\r\n"
        writer.write(head.encode() + (b"" if method == "HEAD" else body))
        await writer.drain()
