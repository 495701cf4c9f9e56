"""Passes the commands and replies of an FTP control connection on, and commits the faults that concern commands."""
import asyncio
import dataclasses

from relay import Relay


@dataclasses.dataclass
class Struck:
    """What is to happen to the replies of one connection."""
    losing: bool = False
    vanishing: str = ""  # the file that is to be gone when the server says that it has it
    renaming: str = ""   # what RNFR named
    unheard: int = 0     # replies that the client does not get


class CommandRelay(Relay):
    async def between(self, reader, writer, server_reader, server_writer, hit):
        self.open.add(server_writer)
        ends = (writer, server_writer)
        struck = Struck()
        try:
            done, pending = await asyncio.wait(
                {asyncio.ensure_future(self._commands(reader, writer, server_writer, struck)),
                 asyncio.ensure_future(self._replies(server_reader, writer, ends, struck))},
                return_when=asyncio.FIRST_COMPLETED)
            for task in pending:
                task.cancel()
            for task in done:
                task.exception()  # a line that broke by itself
        finally:
            self.open.discard(server_writer)
            for end in ends:
                end.close()

    async def _commands(self, reader, writer, server_writer, struck):
        while line := await reader.readline():
            name, _, argument = line.decode("utf-8", "replace").strip().partition(" ")
            if name == "RNFR":
                struck.renaming = argument
            if self.strikes(name.upper(), argument):
                if self.faults.answer:
                    writer.write(f"{self.faults.answer} made up by the fault proxy\r\n".encode())
                    await writer.drain()
                    if self.faults.answer == 421:
                        return
                    if name == "RNTO":  # the server waits for it, and gets one that changes nothing
                        struck.unheard += 1
                        server_writer.write(f"RNTO {struck.renaming}\r\n".encode())
                    continue
                struck.losing = bool(self.faults.lose)
                struck.vanishing = argument if self.faults.vanish else ""
            server_writer.write(line)
            await server_writer.drain()

    async def _replies(self, server_reader, writer, ends, struck):
        while line := await server_reader.readline():
            if struck.losing:
                return await self.end(ends)
            if struck.unheard:
                struck.unheard -= 1
                continue
            if struck.vanishing and line.startswith(b"2"):
                ends[1].write(f"DELE {struck.vanishing}\r\n".encode())
                struck.vanishing = ""
                await server_reader.readline()
            writer.write(line)
            await writer.drain()
