#!/usr/bin/env python3
"""/api of the administrator's page: sessions, keys, passwords, the audit log, and who may ask for what."""
import json
import unittest

from api import TIME, Api
from serving import PASSWORD


class Sessions(Api):
    def log_in_at_page(self, login="admin", password=PASSWORD, server=None):
        """(document, the headers that a page sends with changes)."""
        body = json.dumps({"login": login, "password": password})
        status, headers, text = self.request("POST", "/api/login", body, {"Content-Type": "application/json"}, user=None,
                                             server=server)
        self.assertEqual(status, 200, text)
        cookie = headers["Set-Cookie"]
        self.assertRegex(cookie, "^session_id=[0-9a-f]{64}; .*HttpOnly.*SameSite")
        document = json.loads(text)
        return document, {"Cookie": cookie.split(";")[0], "X-CSRF-Token": document["csrf"]}

    def test_who_asks(self):
        self.refuse(401, "Access Denied", "GET", "/me", user=None)
        _, headers, _ = self.request("GET", "/api/me", user=None)
        self.assertNotIn("Basic", headers["WWW-Authenticate"], "a browser would open a dialog of its own")
        me = self.api("GET", "/me")
        version = self.outfield("--version").decode().split()[1]
        self.assertEqual(me, {"login": "admin", "name": me["name"], "user": 2, "is_administrator": True, "csrf": None,
                              "has_password": True, "server": {"version": version, "database": "outfield"}})
        document, page = self.log_in_at_page()
        self.assertEqual(document, {**me, "csrf": document["csrf"]})
        self.assertEqual(self.api("GET", "/me", headers=page, user=None), document)
        self.add_user("clerk", "base.group_user")
        self.assertIs(self.api("GET", "/me", user="clerk")["is_administrator"], False)

    def test_what_is_no_login(self):
        self.refuse(401, "do not belong together", "POST", "/login", {"login": "admin", "password": "guess"}, user=None)
        self.refuse(401, "do not belong together", "POST", "/login", {"login": "ghost", "password": "guess"}, user=None)
        self.refuse(400, "'password' must be", "POST", "/login", {"login": "admin"}, user=None)
        self.refuse(400, "'pasword' is not known", "POST", "/login", {"login": "admin", "pasword": ""}, user=None)
        status, _, body = self.request("POST", "/api/login", "login=admin", {"Content-Type": "text/plain"}, user=None)
        self.assertEqual(status, 415, body)
        status, _, body = self.request("POST", "/api/login", "[]", {"Content-Type": "application/json"}, user=None)
        self.assertEqual(status, 400, body)

    def test_guesses_are_limited(self):
        guess = {"login": "admin", "password": "guess"}
        for _ in range(10):
            self.refuse(401, "do not belong together", "POST", "/login", guess, user=None)
        status, headers, body = self.request("POST", "/api/login", json.dumps(guess), {"Content-Type": "application/json"},
                                             user=None)
        self.assertEqual(status, 429, body)
        self.assertTrue(200 < int(headers["Retry-After"]) <= 300, headers["Retry-After"])
        self.assertIn(f"try again in {headers['Retry-After']} seconds", json.loads(body)["detail"])
        self.refuse(429, "too many", "POST", "/login", {"login": "admin", "password": PASSWORD}, user=None)

    def test_a_page_needs_its_token(self):
        _, page = self.log_in_at_page()
        cookie = {"Cookie": page["Cookie"]}
        for method, path, body in (("POST", "/logout", {}), ("POST", "/tasks", {"kind": "check"}),
                                   ("POST", "/me/password", {"old": PASSWORD, "new": "another good one"}),
                                   ("DELETE", "/tasks/x", None), ("POST", "/users/2/keys", {"name": "x"}),
                                   ("PUT", "/users/2/password", {"password": "another good one"}),
                                   ("POST", "/findings/strays", {})):
            with self.subTest(path=path):
                self.refuse(403, "X-CSRF-Token", method, path, body, headers=cookie, user=None)
                self.refuse(403, "X-CSRF-Token", method, path, body, headers={**cookie, "X-CSRF-Token": "0" * 64}, user=None)
                self.refuse(403, "another site", method, path, body, headers={**page, "Sec-Fetch-Site": "cross-site"},
                            user=None)
        self.assertEqual(self.api("GET", "/tasks")["items"], [])
        self.assertEqual(self.api("GET", "/me", headers=cookie, user=None)["login"], "admin")

    def test_logging_out(self):
        _, page = self.log_in_at_page()
        status, headers, body = self.request("POST", "/api/logout", "{}", {**page, "Content-Type": "application/json"},
                                             user=None)
        self.assertEqual((status, body), (204, b""))
        self.assertIn("session_id=; Max-Age=0", headers["Set-Cookie"].replace("Path=/; ", ""))
        self.refuse(401, "Access Denied", "GET", "/me", headers=page, user=None)

    def test_a_password_of_ones_own(self):
        self.add_user("clerk", "base.group_user")
        _, page = self.log_in_at_page("clerk")
        _, other = self.log_in_at_page("clerk")
        change = lambda old, new, expect=200: self.request(
            "POST", "/api/me/password", json.dumps({"old": old, "new": new}), {**page, "Content-Type": "application/json"},
            user=None)
        self.assertEqual(change("wrong", "a new and long one")[0], 403)
        self.assertEqual(change(PASSWORD, "short")[0], 400)
        status, headers, body = change(PASSWORD, "a new and long one")
        self.assertEqual(status, 200, body)
        self.refuse(401, "Access Denied", "GET", "/me", headers=other, user=None)
        fresh = {"Cookie": headers["Set-Cookie"].split(";")[0]}
        self.assertEqual(self.api("GET", "/me", headers=fresh, user=None)["csrf"], json.loads(body)["csrf"])
        self.refuse(401, "do not belong together", "POST", "/login", {"login": "clerk", "password": PASSWORD}, user=None)
        self.log_in_at_page("clerk", "a new and long one")

    # Users

    def test_keys(self):
        self.add_user("clerk", "base.group_user")
        clerk = self.api("GET", "/me", user="clerk")["user"]
        path = f"/users/{clerk}/keys"
        self.assertEqual(self.api("GET", path, user="clerk"), {"items": []})
        made = self.api("POST", path, {"name": "export", "scope": "read", "valid_for": 3600}, expect=201, user="clerk")
        key = made.pop("key")
        self.assertRegex(made["created"], TIME)
        self.assertRegex(made["expires"], TIME)
        self.assertEqual(made, {"id": made["id"], "name": "export", "scope": "read", "created": made["created"],
                                "expires": made["expires"], "last_used": None})
        bearer = {"Authorization": f"Bearer {key}"}
        self.assertEqual(self.api("GET", "/me", headers=bearer, user=None)["login"], "clerk")
        self.refuse(403, "scope 'read'", "POST", path, {"name": "more"}, headers=bearer, user=None)
        self.assertEqual(self.api("GET", path)["items"][0]["name"], "export", "administrators see everybody's")
        self.refuse(403, "for administrators and the user", "GET", "/users/2/keys", user="clerk")
        self.refuse(403, "for administrators and the user", "POST", "/users/2/keys", {"name": "x"}, user="clerk")
        self.refuse(400, "'name' must be there", "POST", path, {})
        self.refuse(400, "scope", "POST", path, {"name": "x", "scope": "write"})
        self.refuse(400, "'valid_for'", "POST", path, {"name": "x", "valid_for": -1})
        self.refuse(404, "is no number", "GET", "/users/clerk/keys")
        self.refuse(404, "", "POST", "/users/999/keys", {"name": "x"})
        self.refuse(404, "", "DELETE", f"{path}/999")
        self.api("DELETE", f"{path}/{made['id']}")
        self.refuse(401, "Access Denied", "GET", "/me", headers=bearer, user=None)
        self.assertEqual(self.api("GET", path)["items"], [])

    def test_an_administrator_gives_passwords(self):
        self.add_user("clerk", "base.group_user")
        clerk = self.api("GET", "/me", user="clerk")["user"]
        self.refuse(403, "for administrators", "PUT", f"/users/{clerk}/password", {"password": "a new and long one"},
                    user="clerk")
        self.refuse(400, "8 characters", "PUT", f"/users/{clerk}/password", {"password": "short"})
        self.refuse(404, "", "PUT", "/users/999/password", {"password": "a new and long one"})
        self.api("PUT", f"/users/{clerk}/password", {"password": "a new and long one"}, expect=204)
        self.refuse(401, "Access Denied", "GET", "/me", user="clerk")
        self.log_in_at_page("clerk", "a new and long one")

    def test_the_audit_log(self):
        self.log_in_at_page()
        self.api("POST", "/tasks", {"kind": "collect"}, expect=202)
        page = self.api("GET", "/audit", limit=2)
        newest = page["items"][0]
        self.assertEqual((newest["action"], newest["login"], newest["peer"]), ("task.collect", "admin", "127.0.0.1"))
        self.assertRegex(newest["time"], TIME)
        self.assertEqual(page["next"], str(page["items"][1]["id"]))
        rest = self.api("GET", "/audit", after=page["next"], limit=1000)
        self.assertLess(rest["items"][0]["id"], page["items"][1]["id"])
        self.assertIsNone(rest["next"])
        self.refuse(400, "'limit' must be", "GET", "/audit", limit=0)
        self.refuse(400, "'after' must be", "GET", "/audit", after="x")


class WhoMayAsk(Api):
    def test_administrators_alone(self):
        self.add_user("clerk", "base.group_user")
        for method, path in (("GET", "/status"), ("GET", "/environment"), ("GET", "/tasks"), ("POST", "/tasks"),
                             ("GET", "/tasks/x"), ("DELETE", "/tasks/x"), ("GET", "/findings?job=check"),
                             ("POST", "/findings/strays"), ("GET", "/usage"), ("GET", "/operations"), ("GET", "/audit"),
                             ("GET", "/events"), ("PUT", "/users/2/password")):
            with self.subTest(method=method, path=path):
                body = {} if method in ("POST", "PUT") else None
                self.refuse(401, "Access Denied", method, path, body, user=None)
                self.refuse(403, "for administrators", method, path, body, user="clerk")


if __name__ == "__main__":
    unittest.main()
