"""Passes the commands and replies of an FTP control connection on, and commits the faults that concern commands."""
import asyncio

from relay import PIECE, Relay


class CommandRelay(Relay):
    async def between(self, reader, writer, server_reader, server_writer, hit):
        self.open.add(server_writer)
        ends = (writer, server_writer)
        losing = asyncio.Event()
        try:
            done, pending = await asyncio.wait(
                {asyncio.ensure_future(self._commands(reader, writer, server_writer, losing)),
                 asyncio.ensure_future(self._replies(server_reader, writer, ends, losing))},
                return_when=asyncio.FIRST_COMPLETED)
            for task in pending:
                task.cancel()
            for task in done:
                task.exception()  # a line that broke by itself
        finally:
            self.open.discard(server_writer)
            for end in ends:
                end.close()

    async def _commands(self, reader, writer, server_writer, losing):
        while line := await reader.readline():
            name, _, argument = line.decode("utf-8", "replace").strip().partition(" ")
            if self.strikes(name.upper(), argument):
                if self.faults.answer:
                    writer.write(f"{self.faults.answer} made up by the fault proxy\r\n".encode())
                    await writer.drain()
                    if self.faults.answer == 421:
                        return
                    continue
                losing.set()
            server_writer.write(line)
            await server_writer.drain()

    async def _replies(self, server_reader, writer, ends, losing):
        while piece := await server_reader.read(PIECE):
            if losing.is_set():
                return await self.end(ends)
            writer.write(piece)
            await writer.drain()
