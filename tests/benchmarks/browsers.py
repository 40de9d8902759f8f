"""The people of the stampede: a street's staff, a browser's fields and cookies, a kept-alive connection."""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.conf import settings

SHEET = "/reports/sheet/"
TYPED = ("publicity", "talks")


class Inputs(HTMLParser):
    """Every named field of a page."""

    def __init__(self):
        super().__init__()
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "input" and found.get("name"):
            self.values[found["name"]] = found.get("value") or ""


@dataclass
class Visit:
    """One street's staff at one browser: cookies, the form as the page gave it, and what was answered."""

    prefix: str
    session: str
    cookies: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)

    def open(self, http, day) -> None:
        status, _, body = self._ask(http, "GET", f"{SHEET}?{urlencode({'street': self.prefix, 'on': day})}")
        assert status == 200, (self.prefix, status)
        page = Inputs()
        page.feed(body.decode())
        wanted = ("v-", "n-", "r-", "base-", "seen-")
        names = {name for name in page.values if name.startswith(wanted)} | {"street", "on", "csrfmiddlewaretoken"}
        self.form = {name: page.values[name] for name in names}
        assert any(name.startswith("seen-") for name in names), self.prefix

    def submit(self, http) -> str:
        """Press the button. Returns where the page sends the browser."""
        body = urlencode({**self.form, "act": "submit"})
        status, headers, page = self._ask(http, "POST", SHEET, body)
        assert status == 302, (self.prefix, status, page.decode()[:2000])
        return headers["Location"]

    def type(self) -> None:
        for name, text in self.form.items():
            kind, _, rest = name.partition("-")
            if kind == "v" and rest.partition("-")[2] in TYPED:
                self.form[name] = str(int(text or 0) + 1)

    def whole(self, http, day) -> None:
        self.open(http, day)
        self.type()
        status, _, body = self._ask(http, "GET", self.submit(http))
        assert status == 200 and "已提交" in body.decode(), (self.prefix, status)

    def _ask(self, http, method: str, path: str, body: str | None = None):
        cookies = {settings.SESSION_COOKIE_NAME: self.session, **self.cookies}
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1{SHEET}"}
        response, content = http.ask(method, path, body, headers)
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return response.status, response.headers, content


class Http:
    """One kept-alive connection; opened again when the server closed it while idle."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(self, method, path, body, headers):
        for again in (True, False):
            try:
                self.connection.request(method, path, body=body, headers=headers)
                response = self.connection.getresponse()
                return response, response.read()
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.connection.close()
                if not again:
                    raise
        raise AssertionError
