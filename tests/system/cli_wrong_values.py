#!/usr/bin/env python3
"""Values that are wrong for their field, names that are too long, manifests that are wrong: which, where, and why."""
import unittest

from trial import NOT_FOUND, USAGE, Trial

TYPES = """
[module]
name = "types"

[models."types.all".fields]
short = { type = "char", size = 5 }
prose = { type = "text" }
number = { type = "integer" }
ratio = { type = "float" }
truth = { type = "boolean" }
day = { type = "date" }
moment = { type = "datetime" }
choice = { type = "selection", choices = [["a", "A"], ["b", "B"]] }
other = { type = "many2one", model = "types.all" }
others = { type = "one2many", model = "types.all", inverse = "other" }
file = { type = "binary" }
"""

WRONG_VALUES = (
    (USAGE, "short=123456", "short"),
    (USAGE, "number=three", "'three' is not a whole number"),
    (USAGE, "number=1.5", "'1.5' is not a whole number"),
    (USAGE, "number=99999999999999999999", "is not a whole number"),
    (USAGE, "ratio=1,5", "'1,5' is not a number"),
    (USAGE, "truth=maybe", "'maybe' is neither 'true' nor 'false'"),
    (USAGE, "day=2026-02-30", "day"),
    (USAGE, "day=30.1.2026", "day"),
    (USAGE, "moment=2026-01-01T25:00:00", "moment"),
    (USAGE, "choice=c", "choice"),
    (USAGE, "other=abc", "'abc' is not the number of a record"),
    (USAGE, "other=77", "other"),
    (USAGE, "others=1", "set 'other' in records of types.all instead"),
    (USAGE, "file=some.pdf", "give a file as file=@PATH"),
    (USAGE, "file=@", "give a file as file=@PATH"),
    (NOT_FOUND, "numbr=3", "did you mean 'number'?"),
    (NOT_FOUND, "xyzzy=3", "there are: short, prose, number"),
)

# The text of a manifest, the line that is wrong, and what is said of it.
WRONG_MANIFESTS = (
    ('[module]\nname = "a"\ntitel = "x"\n', 3, "did you mean 'title'?"),
    ('[module]\ntitle = "x"\n', 1, "has no name"),
    ('[module]\nname = "A b"\n', 1, "a module's name"),
    ('[module]\nname = "a"\n\n[models."a.b".fields]\nx = { type = "char" }\ny = { type = "chr" }\n', 6, "did you mean 'char'?"),
    ('[module]\nname = "a"\n[models."a.b".fields]\nx = { type = "char" }\nx = { type = "text" }\n', 5, "TOML"),
    ('[module]\nname = "a"\n[models."a.b".fields]\nx = { type = "char", size = "long" }\n', 4, "whole number"),
    ('[module]\nname = "a"\n[models."a.b".fields]\n\n\nx = { type = "binary", store = "S 3" }\n', 6, "is no store"),
    ('[module]\nname = "a"\n[models."a.b".fields]\nx = { type = "many2one", model = "a.c" }\n', 4, "a.c"),
    ('[module]\nname = "a"\n[models."a.b".fields]\nid = { type = "integer" }\n', 4, "reserved"),
    ('[module]\nname = "a"\n[models."A.b"]\n', 3, "a model's name"),
    ('[module]\nname = "a\n', 2, "TOML"),
)


class WrongValues(Trial):
    def test_values_of_the_wrong_type(self):
        self.outfield("init", self.directory)
        self.outfield("module", "install", self.file(TYPES.encode(), "types.toml"))
        for code, assignment, says in WRONG_VALUES:
            with self.subTest(assignment):
                self.refused(code, "record", "create", "types.all", assignment, says=says)
        self.assertEqual(self.outfield_json("record", "search", "types.all", "--count")["count"], 0)

    def test_manifests_name_the_line(self):
        self.outfield("init", self.directory)
        for text, line, says in WRONG_MANIFESTS:
            with self.subTest(text):
                manifest = self.file(text.encode(), "wrong.toml")
                for verb in ("check", "install"):
                    self.refused(USAGE, "module", verb, manifest, says=[f"wrong.toml:{line}: ", says])

    def test_file_names_of_300_characters(self):
        self.begin_with_directory()
        long = "n" * 300
        self.refused(USAGE, "record", "create", "sale.document", f"file=@{self.directory / long}", says="name too long")
        record = self.create(b"bytes")
        self.refused(USAGE, "file", "get", "sale.document", record, "file", "-o", self.directory / long, says="name too long")
        self.refused(USAGE, "file", "put", "sale.document", record, "file", self.file(), "--name", long, says="name")
        self.outfield("file", "put", "sale.document", record, "file", self.file(b"new"), "--name", "n" * 250)
        self.outfield("file", "get", "sale.document", record, "file", "-O")
        self.assertEqual((self.directory / ("n" * 200)).read_bytes(), b"new")
        self.refused(USAGE, "module", "install", self.directory / long, says="name too long")
        self.nothing_left_over("local/sales")

    def test_misspelt_words_are_recognised(self):
        self.begin_with_directory()
        for code, command, says in (
                (USAGE, ["contianer", "list"], "did you mean 'container'?"),
                (USAGE, ["container", "lits"], "did you mean 'list'?"),
                (USAGE, ["import", "sale.document", ".", "--filed", "file"], "did you mean --field?"),
                (USAGE, ["--jsno", "config", "list"], "did you mean --json?"),
                (USAGE, ["config", "add", "a", "--kind", "s4"], "did you mean 's3'?"),
                (USAGE, ["config", "set", "local", "--unset", "pth"], "did you mean 'path'?"),
                (NOT_FOUND, ["config", "show", "lcoal"], "did you mean 'local'?"),
                (NOT_FOUND, ["container", "show", "local/slaes"], "did you mean 'local/sales'?"),
                (NOT_FOUND, ["container", "assign", "local/sales", "slae"], "did you mean 'sale'?"),
                (NOT_FOUND, ["module", "show", "slae"], "did you mean 'sale'?"),
                (NOT_FOUND, ["record", "search", "sale.documetn"], "did you mean 'sale.document'?"),
                (NOT_FOUND, ["explain", "sale.document", "flie"], "did you mean 'file'?")):
            with self.subTest(" ".join(command)):
                self.refused(code, *command, says=says)

    def test_a_record_that_does_not_exist_is_not_called_empty(self):
        self.begin_with_directory()
        self.outfield("record", "create", "sale.document", "name=x")
        self.refused(NOT_FOUND, "file", "get", "sale.document", 1, "file", "-o", "-", says="is empty")
        self.refused(NOT_FOUND, "file", "get", "sale.document", 2, "file", "-o", "-", says="there is no record 2 of sale.document")

    def test_a_module_that_cannot_use_its_container_is_noticed(self):
        self.begin("s3")
        self.outfield("config", "add", "local", "--kind", "directory", "--path", self.directory)
        self.outfield("container", "create", "local", "sales")
        _, _, err = self.run_it("container", "assign", "local/sales", "sale")
        self.assertIn("no file of 'sale' goes to local/sales yet: sale.document.file names the store 's3'", err)
        self.install("directory")
        self.assertEqual(self.run_it("container", "assign", "local/sales", "sale")[2], "")

    def test_an_address_for_others_is_made_by_s3_alone(self):
        self.begin_with_directory()
        blob = self.outfield_json("object", "add", "local/sales", self.file())["blob"]
        self.refused(1, "object", "url", blob, says="only S3 does")
        self.refused(NOT_FOUND, "object", "url", 99)

    def test_collect_says_when_the_rest_may_go(self):
        self.begin_with_directory()
        self.outfield("container", "set", "local/sales", "--retention", "1h")
        self.outfield("record", "unlink", "sale.document", self.create())
        self.assertRegex(self.outfield("collect").decode(), r"1 \(7 bytes\) is kept for its retention\. .* can be removed at 20\d\d-")
        done = self.outfield_json("collect")
        self.assertEqual((done["kept"], done["kept_bytes"], done["uploads"]), (1, 7, 0))
        self.outfield("container", "set", "local/sales", "--retention", "0")
        self.assertEqual(self.outfield("collect").decode(), "Removed 1 (7 bytes).\n")


if __name__ == "__main__":
    unittest.main()
