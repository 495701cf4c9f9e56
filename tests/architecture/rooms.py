#!/usr/bin/env python3
"""rooms.py SOURCE_DIR: holds the source tree against the table of ARCHITECTURE.md, and rooms.txt and headers.txt beside this file.

It fails when a file includes a room that its own room may not use, when a room's DEPENDS in CMake say otherwise than its
includes, when ARCHITECTURE.md has other rooms than rooms.txt or the tree, when a file has more than 500 lines, or a function
of C++ more than 70.
"""
import os
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
MOST_LINES_OF_A_FILE = 500
MOST_LINES_OF_A_FUNCTION = 70
CODE = (".h", ".cpp", ".py", ".ts", ".tsx", ".mjs", ".sh", ".css", ".cmake", ".sql")
MADE = ("build", "node_modules", "dist", "trial")  # folders that are not written by hand


def read_table(name):
    for line in (HERE / name).read_text().splitlines():
        line = line.partition("#")[0].strip()
        if line:
            yield [cell.strip() for cell in line.split("|")]


class House:
    def __init__(self, root):
        self.root = root
        self.faults = []
        self.order = []
        self.may_use = {}
        for room, uses in read_table("rooms.txt"):
            self.may_use[room] = set(self.order) if uses == "*" else set(uses.split())
            for used in self.may_use[room] - set(self.order):
                self.fault(HERE / "rooms.txt", f"{room} may use {used}, which does not stand above it")
            self.order.append(room)
        self.room_of_header = dict(read_table("headers.txt"))

    def fault(self, path, message):
        where = path.relative_to(self.root) if path.is_relative_to(self.root) else path
        self.faults.append(f"{where}: {message}")

    def sources(self, *folders):
        for folder in folders:
            for path in sorted((self.root / folder).rglob("*")):
                if path.suffix in (".h", ".cpp"):
                    yield path

    def room_of(self, folder):
        """The innermost room that a path below src/ stands in, or None."""
        parts = pathlib.PurePosixPath(folder).parts
        for length in range(len(parts), 0, -1):
            room = "/".join(parts[:length])
            if room in self.may_use:
                return room
        return None

    def included_rooms(self, path):
        """Pairs of a room and the #include that names it."""
        for include in re.findall(r'^\s*#\s*include\s+(<outfield/[^>]+>|"[^"]+")', path.read_text(), re.MULTILINE):
            name = include[1:-1]
            if include.startswith("<"):
                header = name.removeprefix("outfield/")
                if header not in self.room_of_header:
                    self.fault(path, f"includes {include}, which headers.txt does not know")
                    continue
                yield self.room_of_header[header], include
            else:
                room = self.room_of(pathlib.PurePosixPath(name).parent)
                if room is None:
                    self.fault(path, f"includes {include}, which names no room: write \"room/file.h\"")
                    continue
                yield room, include

    def check_includes(self):
        """Also returns which rooms the sources of each room include, tests aside."""
        used = {room: set() for room in self.order}
        for path in self.sources("src"):
            room = self.room_of(path.relative_to(self.root / "src").parent)
            if room is None:
                self.fault(path, "stands in no room of rooms.txt")
                continue
            is_test = path.stem.endswith("_test")
            allowed = set(self.order[:self.order.index(room)]) if is_test else self.may_use[room]
            for other, include in self.included_rooms(path):
                if other != room and other not in allowed:
                    self.fault(path, f"includes {include}: {room} may not use {other}")
                if not is_test:
                    used[room].add(other)
        for path in self.sources("include/outfield"):
            room = self.room_of_header.get(path.name)
            if room is None:
                self.fault(path, "is a public header that headers.txt does not know")
                continue
            allowed = set(self.order) if room == "tests" else self.may_use[room]
            for other, include in self.included_rooms(path):
                if other != room and other not in allowed:
                    self.fault(path, f"includes {include}: {room} may not use {other}")
        return used

    def check_cmake(self, used):
        depends = self.depends_in_cmake()
        for room, direct in depends.items():
            for other in sorted(direct - self.may_use[room]):
                self.fault(self.root / "src" / room / "CMakeLists.txt", f"DEPENDS on {other}: {room} may not use it")
            reached = self.closure(direct, depends)
            for other in sorted(used[room] - reached - {room}):
                self.fault(self.root / "src" / room / "CMakeLists.txt", f"includes {other} without DEPENDS on it")

    def depends_in_cmake(self):
        depends = {}
        for path in sorted((self.root / "src").rglob("CMakeLists.txt")):
            for name, arguments in re.findall(r"outfield_room\(\s*(\w+)([^)]*)\)", path.read_text()):
                room = path.parent.relative_to(self.root / "src").as_posix()
                if room not in self.may_use or self.target_name(room) != name:
                    self.fault(path, f"declares the room {name}, which rooms.txt does not know here")
                    continue
                found = re.search(r"\bDEPENDS\b([^A-Z]*)", arguments)
                targets = found[1].split() if found else []
                depends[room] = {other for other in self.order if self.target_name(other) in targets}
        return depends

    @staticmethod
    def target_name(room):
        return room.replace("stores/", "store_")

    @staticmethod
    def closure(direct, depends):
        reached, waiting = set(), list(direct)
        while waiting:
            room = waiting.pop()
            if room not in reached:
                reached.add(room)
                waiting += depends.get(room, ())
        return reached

    def check_table(self):
        """ARCHITECTURE.md has a row for each room, in the order of rooms.txt, and none for what is not there."""
        path = self.root / "ARCHITECTURE.md"
        places = re.findall(r"^\| `([\w/]+)/` \|", path.read_text(), re.MULTILINE)
        for place in places:
            if not (self.root / place).is_dir():
                self.fault(path, f"has a row for {place}/, which is not there")
        written = [place.removeprefix("src/") for place in places if place.startswith("src/")]
        rooms = [room for room in self.order if "/" not in room]
        for room in sorted(set(rooms) ^ set(written)):
            self.fault(path, f"{room} is a room in only one of its table and rooms.txt")
        if not self.faults and written != rooms:
            self.fault(path, f"has its rooms in another order than rooms.txt: {', '.join(rooms)}")

    def code(self):
        """What is written by hand, in every language; shell scripts are those that say so in their first line."""
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if name == ".ci" or not name.startswith((".", *MADE)))
            for name in sorted(names):
                path = pathlib.Path(folder, name)
                if path.suffix in CODE or not path.suffix and is_script(path):
                    yield path

    def check_lengths(self):
        for path in self.code():
            lines = path.read_text().splitlines()
            if len(lines) > MOST_LINES_OF_A_FILE:
                self.fault(path, f"has {len(lines)} lines, more than {MOST_LINES_OF_A_FILE}: divide it")
        for path in self.sources("src", "include", "tests", "examples", "benchmarks"):
            for first, last in functions(path.read_text().splitlines()):
                if last - first + 1 > MOST_LINES_OF_A_FUNCTION:
                    self.fault(path, f"line {first + 1}: a function of {last - first + 1} lines, "
                                     f"more than {MOST_LINES_OF_A_FUNCTION}: divide it")


def is_script(path):
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def functions(lines):
    """First and last line of each definition at the left margin that clang-format's layout shows to be a function.

    Members defined inside their class are not seen: a class with a long one is long to look at anyway.
    """
    not_a_function = re.compile(r"(namespace|class|struct|enum|union|extern|using|typedef|static_assert|#|//|/\*|\}|\{)")
    first = None
    in_body = False
    for number, line in enumerate(lines):
        if in_body:
            if line.startswith("}"):
                yield first, number
                first, in_body = None, False
        elif first is None:
            if line and not line[0].isspace() and not not_a_function.match(line):
                first = number
        if first is not None and not in_body:
            if line.endswith("{") and "(" in "".join(lines[first:number + 1]):
                in_body = True
            elif line.endswith((";", "}")) or not line:
                first = None


def main():
    house = House(pathlib.Path(sys.argv[1]).resolve())
    house.check_cmake(house.check_includes())
    house.check_table()
    house.check_lengths()
    for fault in house.faults:
        print(fault)
    print(f"{len(house.faults)} faults")
    return 1 if house.faults else 0


sys.exit(main())
