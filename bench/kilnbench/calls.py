"""Calls whose times are set beforehand, however long the answers take, and calls in a closed loop to compare with.

wrk sends the next call when the last one is answered, so a server that is too slow gets fewer calls, and is never overloaded.
"""

import asyncio
import contextlib
import dataclasses
import gc

CONNECT_SECONDS = 10
BROKEN = 0


@dataclasses.dataclass(frozen=True)
class Answer:
    """What came of one call: the status (BROKEN without an answer), when it was due and when done (s), and the body."""

    status: int
    due: float
    done: float
    body: bytes

    @property
    def seconds(self):
        return self.done - self.due


class Connection(asyncio.Protocol):
    """HTTP/1.1 with one call at a time. It reads what has a content-length, which all that Kiln answers here has.

    surplus is what came without having been asked for.
    """

    def __init__(self):
        self.transport = None
        self.read = b""
        self.length = None
        self.waiting = None
        self.surplus = b""

    def connection_made(self, transport):
        self.transport = transport

    def post(self, request, on_answer):
        """on_answer gets status and body, BROKEN and the cause if there is no answer."""
        self.waiting = on_answer
        self.transport.write(request)

    def abort(self):
        """Hangs up; what would have been the answer is not told."""
        self.waiting = None
        self.transport.abort()

    @property
    def usable(self):
        return self.waiting is None and not self.transport.is_closing()

    def data_received(self, data):
        if self.waiting is None:
            self.surplus += data
            return
        self.read += data
        if self.length is None:
            end = self.read.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self.read[:end].lower()
            start = head.find(b"\r\ncontent-length:")
            if start < 0:
                return self._answer(BROKEN, b"no content-length: " + head)
            self.length = end + 4 + int(head[start + 17:].split(b"\r\n", 1)[0])
            self.body = end + 4
        if len(self.read) >= self.length:
            read, self.read, length, self.length = self.read, b"", self.length, None
            self.surplus = read[length:]
            self._answer(int(read[9:12]), read[self.body:length])

    def connection_lost(self, cause):
        self._answer(BROKEN, b"connection lost: %r" % cause)

    def _answer(self, status, body):
        if status == BROKEN:
            self.transport.abort()
        if self.waiting:
            on_answer, self.waiting = self.waiting, None
            on_answer(status, body)


class Client:
    """Connections to one server, as many as there are calls at a time."""

    def __init__(self, port, path="/"):
        self.port = port
        self.head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: ".encode()
        self.idle = []

    def request(self, body):
        return b"%s%d\r\n\r\n%s" % (self.head, len(body), body)

    async def open(self):
        """A connection that nobody uses."""
        while self.idle:
            connection = self.idle.pop()
            if connection.usable:
                return connection
        connecting = asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", self.port)
        return (await asyncio.wait_for(connecting, CONNECT_SECONDS))[1]

    def give_back(self, connection):
        if connection.usable:
            self.idle.append(connection)

    async def post(self, body):
        """Status and body of one call."""
        connection = await self.open()
        answered = asyncio.get_running_loop().create_future()
        connection.post(self.request(body), lambda *answer: answered.done() or answered.set_result(answer))
        answer = await answered
        self.give_back(connection)
        return answer

    def close(self):
        for connection in self.idle:
            connection.abort()


async def at_rate(port, body, rate, seconds):
    """Posts so many times per second, evenly, and waits for what is still under way; gives all answers."""
    loop = asyncio.get_running_loop()
    client, answers, under_way = Client(port), [], set()

    async def post(due):
        try:
            status, content = await client.post(body)
        except (OSError, asyncio.TimeoutError) as e:
            status, content = BROKEN, repr(e).encode()
        answers.append(Answer(status, due, loop.time(), content))

    with _without_pauses():
        began = loop.time()
        for number in range(int(rate * seconds)):
            due = began + number / rate
            if due > loop.time():
                await asyncio.sleep(due - loop.time())
            task = asyncio.create_task(post(due))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        while under_way:
            await asyncio.wait(under_way)
    client.close()
    return began, answers


async def in_loops(port, body, connections, seconds):
    """On each connection the next call follows the last answer; gives all answers."""
    loop = asyncio.get_running_loop()
    client, answers = Client(port), []
    with _without_pauses():
        began = loop.time()

        async def posts():
            while loop.time() < began + seconds:
                due = loop.time()
                status, content = await client.post(body)
                answers.append(Answer(status, due, loop.time(), content))

        await asyncio.gather(*(posts() for _ in range(connections)))
    client.close()
    return began, answers


async def at_once(port, bodies):
    """One call with each body, all at the same time, on connections that are open before."""
    loop = asyncio.get_running_loop()
    client = Client(port)
    connections = [await client.open() for _ in bodies]
    for connection in connections:
        client.give_back(connection)

    async def post(body):
        due = loop.time()
        status, content = await client.post(body)
        return Answer(status, due, loop.time(), content)

    with _without_pauses():
        answers = await asyncio.gather(*map(post, bodies))
    client.close()
    return answers


@contextlib.contextmanager
def _without_pauses():
    """Python's collector would stop the generator, and its pauses count as the server's."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
