"""Requests to the service, and light traffic on it."""

import http.client
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """An answer, or with status 0 the reason why there is none."""

    status: int
    body: str
    seconds: float
    headers: dict = field(default_factory=dict)

    def json(self):
        return json.loads(self.body)


class Client:
    """Asks for a URL, at the gateway if there is one. A connection for each request, as separate callers have it."""

    def __init__(self, url, gateway, timeout):
        self.host = urlsplit(url).netloc
        target = urlsplit(gateway or url)
        kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
        self.connect = lambda: kind(target.hostname, target.port, timeout=timeout)

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, body, headers):
        return self._ask("POST", path, body.encode(), headers)

    def _ask(self, method, path, body=None, headers=None):
        begin = time.monotonic()
        connection = self.connect()
        found = {}
        try:
            connection.request(method, path, body, {"Host": self.host, **(headers or {})})
            response = connection.getresponse()
            status, text = response.status, response.read().decode(errors="replace")
            found = {name.lower(): value for name, value in response.getheaders()}
        except (OSError, http.client.HTTPException) as e:
            status, text = 0, f"{type(e).__name__}: {e}"
        finally:
            connection.close()
        return Answer(status, text, time.monotonic() - begin, found)

    def get_at_once(self, path, count):
        with ThreadPoolExecutor(count) as threads:
            return list(threads.map(self.get, [path] * count))


class Traffic:
    """Two requests a second until it is left."""

    PAUSE = 0.5

    def __init__(self, client, path):
        self.client = client
        self.path = path
        self.running = []
        self.threads = ThreadPoolExecutor(32)
        self.end = threading.Event()
        self.pacer = threading.Thread(target=self._pace, daemon=True)

    def __enter__(self):
        self.pacer.start()
        return self

    def __exit__(self, *_):
        self.end.set()
        self.pacer.join()
        self.threads.shutdown()

    def answers(self):
        """Those that have come so far."""
        return [request.result() for request in list(self.running) if request.done()]

    def _pace(self):
        while not self.end.wait(self.PAUSE):
            self.running.append(self.threads.submit(self.client.get, self.path))
