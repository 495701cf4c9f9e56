"""The faults that the proxy can commit, and how they are set."""
import dataclasses
import random


@dataclasses.dataclass
class Faults:
    delay: int = 0          # milliseconds before each piece is passed on, each way
    jitter: int = 0         # up to so many more, at random
    rate: int = 0           # bytes per second of each connection, each way; 0 = as fast as it goes
    connect_delay: int = 0  # milliseconds before the server is called
    refuse: int = 0         # 1: reset each connection as soon as it is there
    blackhole: int = 0      # 1: accept, and then neither read nor answer
    cut_up: int = 0         # end the connection after so many bytes from the client; 0 = never
    cut_down: int = 0       # end the connection after so many bytes from the server; 0 = never
    mode: str = "rst"       # how a cut ends it: rst, fin (an orderly end that claims to be complete), hang
    every: int = 1          # only each so many-th connection is hit
    times: int = 0          # at most so many cuts and other hits, then none; 0 = no end to it

    # With --http of requests, with --ftp of commands on the control connection:
    only: str = ""          # those of these names, such as PUT,DELETE or STOR; "" = all
    path: str = ""          # and with this text in their target or argument
    after: int = 0          # so many of these pass first
    answer: int = 0         # answer with this code; the server does not hear of it. 421 also ends an FTP connection
    code: str = ""          # S3's own code in that answer
    lose: int = 0           # 1: the server hears it and answers, and the connection ends instead, as `mode` says
    vanish: int = 0         # 1: the server stores the file and answers, and the file is gone before the client hears it
    whole: int = 0          # 1: the server does not hear of a Range, and sends all of the object
    truncate: int = -1      # only so many bytes of the answer's body come, then the connection ends; -1 = all

    MODES = ("rst", "fin", "hang")

    def set(self, name, value):
        if name not in {field.name for field in dataclasses.fields(self)}:
            raise ValueError(f"there is no fault {name!r}")
        if name == "mode" and value not in self.MODES:
            raise ValueError(f"mode is one of {', '.join(self.MODES)}")
        if name in ("mode", "only", "path", "code"):
            setattr(self, name, value)
        else:
            setattr(self, name, int(value))

    def clear(self):
        self.__init__()

    def hits(self, connection_number):
        return connection_number % max(1, self.every) == 0

    def concerns(self, name, target):
        """Whether requests or commands like this one are hit."""
        any_set = self.answer or self.lose or self.vanish or self.truncate >= 0
        return any_set and (not self.only or name in self.only.split(",")) and self.path in target

    def cut_after(self, direction, cuts_so_far):
        """After how many bytes a connection is cut in this direction; None = never."""
        limit = self.cut_up if direction == "up" else self.cut_down
        used_up = self.times and cuts_so_far >= self.times
        return limit if limit and not used_up else None

    def piece_of(self, size):
        """How much is read at a time: a slow line passes a little often, and not much seldom."""
        return min(size, max(1, self.rate // 10)) if self.rate else size

    def pause_for(self, length):
        """Seconds to wait before `length` bytes are passed on."""
        pause = (self.delay + random.uniform(0, self.jitter)) / 1000
        return pause + (length / self.rate if self.rate else 0)
