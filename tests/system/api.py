"""Asking /api of the administrator's page: documents and refusals, and the tasks that it starts."""
import json
import re
from urllib.parse import quote, urlencode

from serving import Serving

SECRET = "the Secret that Nobody sees"
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$")


class Api(Serving):
    def setUp(self):
        super().setUp()
        self.begin_serving()

    def api(self, method, path, body=None, expect=None, headers=None, user="admin", **query):
        """The document that is answered."""
        if query:
            path += "?" + urlencode(query)
        text = None if body is None else json.dumps(body)
        if body is not None:
            headers = {"Content-Type": "application/json", **(headers or {})}
        status, answered, text = self.request(method, "/api" + path, text, headers, user=user)
        expect = expect or {"GET": 200, "DELETE": 204}.get(method, 200)
        self.assertEqual(status, expect, text)
        if status == 204:
            self.assertEqual(text, b"")
            return None
        document = json.loads(text)
        if status < 400:
            self.assertEqual(answered["Content-Type"], "application/json")
            self.assertEqual(answered["Cache-Control"], "no-store")
        else:
            self.assertEqual(answered["Content-Type"], "application/problem+json")
            self.assertEqual(document["status"], status)
        return document

    def refuse(self, status, words, method, path, body=None, **options):
        problem = self.api(method, path, body, expect=status, **options)
        self.assertIn(words, problem["detail"])
        return problem

    def add_amazon(self, name="amazon", expect=201, **more):
        return self.api("POST", "/configurations",
                        {"name": name, "kind": "s3", "settings": {"url": "https://s3.example.com", "access_key_id": "AKID"},
                         "secrets": {"secret_access_key": SECRET}, **more}, expect=expect)

    def container_named(self, name):
        return next(one for one in self.api("GET", "/containers")["items"] if one["name"] == name)

    def put(self, container, name, content=b"content", expect=201, user="admin", **headers):
        status, _, body = self.request("PUT", f"/api/containers/{container}/objects?filename={quote(name)}", content,
                                       headers, user=user)
        self.assertEqual(status, expect, body)
        return json.loads(body)

    def audited(self):
        return [(one["action"], one["model"], one["detail"]) for one in
                map(json.loads, self.outfield("--json", "audit", "--limit", "100").splitlines())]


class Tasking(Api):
    def run_task(self, order, state="done"):
        task = self.api("POST", "/tasks", order, expect=202)
        self.wait_until(lambda: self.api("GET", f"/tasks/{task['id']}")["ended"], 30)
        task = self.api("GET", f"/tasks/{task['id']}")
        self.assertEqual(task["state"], state, task)
        return task
