"""docs/openapi.yaml, and answers of a server held against it."""
import json
import re
from pathlib import Path

import jsonschema
import yaml

from serving import Serving

DESCRIPTION = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
METHODS = ("get", "head", "put", "post", "patch", "delete", "options")


class Described(Serving):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = yaml.safe_load(DESCRIPTION.read_text())

    def resolved(self, thing):
        while "$ref" in thing:
            place = self.page
            for name in thing["$ref"].removeprefix("#/").split("/"):
                place = place[name]
            thing = place
        return thing

    def operations(self):
        for path, item in self.page["paths"].items():
            for method in METHODS:
                if method in item:
                    yield method, path, item[method]

    def operation(self, name):
        return next((method, path, one) for method, path, one in self.operations() if one["operationId"] == name)

    def schema(self, schema):
        """With what its references lead to."""
        return jsonschema.Draft202012Validator({**schema, "components": self.page["components"]})

    def exchange(self, operation, path, body=None, headers=None, user="admin"):
        """The answer to a real request, after it was held against the description."""
        method, pattern, described = self.operation(operation)
        self.assertRegex(path.split("?")[0], self.shape(pattern), operation)
        status, answered, text = self.request(method.upper(), path, body, headers, user=user)
        return self.held_against(operation, described, status, answered, text)

    @staticmethod
    def shape(pattern):
        return "^" + re.sub(r"\\\{(\w+)\\\}", lambda place: ".*" if place[1] == "rest" else "[^/]+", re.escape(pattern)) + "$"

    def status(self, *request, **options):
        return self.exchange(*request, **options)[0]

    def held_against(self, operation, described, status, headers, text):
        responses = described["responses"]
        named = str(status) if str(status) in responses or status < 400 else "default"
        self.assertIn(named, responses, (operation, status, text))
        response = self.resolved(responses[named])
        for name, header in response.get("headers", {}).items():
            self.assertIn(name, headers, (operation, status))
            self.schema(header["schema"]).validate(headers[name])
        content = response.get("content", {})
        if not content:
            self.assertEqual(text, b"", (operation, status))
        elif text and "*/*" not in content:
            self.assertIn(headers["Content-Type"], content, operation)
            if "json" in headers["Content-Type"]:
                self.schema(content[headers["Content-Type"]]["schema"]).validate(json.loads(text))
        return status, headers, text
