#!/usr/bin/env python3
"""coroutines.py SOURCE_DIR: finds the co_await expressions that g++ 12 compiles wrongly, without a word.

It destroys twice what a closure holds that is made inside a co_await expression, and goes astray where one stands in a
condition. Outside, with a name, both are right.
"""
import pathlib
import re
import sys

OPENING, CLOSING = "([{", ")]}"


def expression(text, start):
    """From here to where the expression ends."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] in OPENING) - (text[place] in CLOSING)
        if depth < 0 or (depth == 0 and text[place] == ";"):
            return text[start:place]
    return text[start:]


def holds_something(captures):
    return any(capture.strip() not in ("", "&", "this") and not capture.strip().startswith("&") for capture in captures.split(","))


def in_a_condition(before):
    statement = re.search(r"\b(?:if|while)\s*(\([^;{}]*)$", before)
    return statement is not None and statement[1].count("(") > statement[1].count(")")


def faults(text):
    text = re.sub(r"//.*", "", text)
    for found in re.finditer(r"\bco_await\b", text):
        line = text.count("\n", 0, found.start()) + 1
        closures = re.findall(r"[(,]\s*\[([^\[\]]*)\]\s*[({]", expression(text, found.start()))
        if any(map(holds_something, closures)):
            yield line, "a closure that holds something is made inside a co_await expression: give it a name before"
        if in_a_condition(text[:found.start()]):
            yield line, "a co_await stands in a condition: give its result a name before"


def main():
    root = pathlib.Path(sys.argv[1])
    found = [f"{path.relative_to(root)}:{line}: {fault}" for path in sorted((root / "src").rglob("*"))
             if path.suffix in (".h", ".cpp") for line, fault in faults(path.read_text())]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
