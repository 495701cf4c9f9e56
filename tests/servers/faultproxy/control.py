"""The control port: one command a line, one JSON line for each answer.

    set cut_up=100000 mode=rst    changes faults (from now on, also of connections that are open)
    clear                         no faults any more, counters at zero
    reset                         drops all open connections
    status                        only answers
"""
import asyncio
import dataclasses
import json


class Control:
    def __init__(self, faults, relay):
        self.faults = faults
        self.relay = relay

    async def serve(self, reader, writer):
        while line := await reader.readline():
            try:
                self._obey(line.decode().split())
                answer = {"faults": dataclasses.asdict(self.faults),
                          "counters": dataclasses.asdict(self.relay.counters), "open": len(self.relay.open)}
            except ValueError as error:
                answer = {"error": str(error)}
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        writer.close()

    def _obey(self, words):
        command, *arguments = words or ["status"]
        if command == "set":
            self.relay.counters.cuts = self.relay.counters.concerned = 0
            for argument in arguments:
                name, _, value = argument.partition("=")
                self.faults.set(name, value)
        elif command == "clear":
            self.faults.clear()
            self.relay.counters.__init__()
        elif command == "reset":
            self.relay.reset_all()
        elif command != "status":
            raise ValueError(f"there is no command {command!r}")
