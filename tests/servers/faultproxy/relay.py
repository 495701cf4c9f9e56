"""Passes bytes between a client and a server, and commits the faults."""
import asyncio
import dataclasses
import socket
import struct

PIECE = 64 * 1024


@dataclasses.dataclass
class Counters:
    connections: int = 0
    cuts: int = 0
    up: int = 0
    down: int = 0
    concerned: int = 0  # requests or commands like those that are hit, since the faults were set
    seen: dict = dataclasses.field(default_factory=dict)  # requests or commands, by name


def reset(writer):
    """Ends a connection with RST: what the other side has not read yet is lost."""
    linger_for_nothing = struct.pack("ii", 1, 0)
    try:
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_for_nothing)
    except OSError:
        pass
    writer.transport.abort()


class Relay:
    def __init__(self, faults):
        self.faults = faults
        self.counters = Counters()
        self.open = set()

    def to(self, host, port):
        """What asyncio.start_server wants: called for each connection that goes to host:port."""
        async def serve(reader, writer):
            try:
                await self._serve(reader, writer, host, port)
            except (ConnectionError, OSError):
                reset(writer)
        return serve

    def reset_all(self):
        for writer in list(self.open):
            reset(writer)

    def strikes(self, name, target):
        """Counts a request or command; whether the faults hit it."""
        self.counters.seen[name] = self.counters.seen.get(name, 0) + 1
        if not self.faults.concerns(name, target):
            return False
        self.counters.concerned += 1
        spent = self.faults.times and self.counters.cuts >= self.faults.times
        if self.counters.concerned <= self.faults.after or spent:
            return False
        self.counters.cuts += 1
        return True

    async def _serve(self, reader, writer, host, port):
        self.counters.connections += 1
        hit = self.faults.hits(self.counters.connections)
        self.open.add(writer)
        try:
            if hit and self.faults.refuse:
                return reset(writer)
            if hit and self.faults.blackhole:
                return await asyncio.Event().wait()
            if hit and self.faults.connect_delay:
                await asyncio.sleep(self.faults.connect_delay / 1000)
            server_reader, server_writer = await asyncio.open_connection(host, port)
            await self.between(reader, writer, server_reader, server_writer, hit)
        finally:
            self.open.discard(writer)

    async def between(self, reader, writer, server_reader, server_writer, hit):
        ends = (writer, server_writer)
        for end in ends:
            end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.open.add(server_writer)
        try:
            await asyncio.gather(self._pump("up", reader, server_writer, ends, hit),
                                 self._pump("down", server_reader, writer, ends, hit))
        finally:
            self.open.discard(server_writer)
            for end in ends:
                end.close()

    async def _pump(self, direction, reader, writer, ends, hit):
        passed = 0
        while True:
            limit = self.faults.cut_after(direction, self.counters.cuts) if hit else None
            if limit is not None and passed >= limit:
                return await self._cut(ends)
            size = PIECE if limit is None else min(PIECE, limit - passed)
            piece = await reader.read(self.faults.piece_of(size) if hit else size)
            if not piece:
                if writer.can_write_eof():
                    writer.write_eof()
                return
            if hit:
                await asyncio.sleep(self.faults.pause_for(len(piece)))
            writer.write(piece)
            await writer.drain()
            passed += len(piece)
            setattr(self.counters, direction, getattr(self.counters, direction) + len(piece))

    async def _cut(self, ends):
        self.counters.cuts += 1
        await self.end(ends)

    async def end(self, ends):
        if self.faults.mode == "hang":
            await asyncio.Event().wait()
        for end in ends:
            if self.faults.mode == "fin":
                end.close()
            else:
                reset(end)
