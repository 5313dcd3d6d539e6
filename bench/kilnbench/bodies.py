"""What is posted, and what is a right answer to it."""

import dataclasses
import json
import random
from typing import Callable, Optional


@dataclasses.dataclass(frozen=True)
class Body:
    """What every call of a series sends. It must get the same back, or what is_right says is right."""

    name: str
    content: bytes
    content_type: str
    is_right: Optional[Callable[[bytes], bool]] = None
    method: str = "POST"

    def is_answered_by(self, answer):
        return answer == self.content if self.is_right is None else self.is_right(answer)


def proxy_result(answer, body):
    """What a function behind a proxy integration gave, if that is a 200 with this body; None if not."""
    try:
        result = json.loads(answer)
    except ValueError:
        return None
    return result if result.get("statusCode") == 200 and result.get("body") == body else None


def _text(size):
    """A JSON object of exactly so many bytes."""
    return b'{"text":"%s"}' % (b"x" * (size - len('{"text":""}')))


def _records(size):
    """A JSON array of records with many short names and values, filled with blanks up to so many bytes."""
    records, left = [], size - 2
    while True:
        record = json.dumps({"id": len(records), "name": f"item {len(records)}", "price": 19.5, "tags": ["new", "blue"], "sold": False})
        if len(record) + 1 > left:
            return ("[" + ",".join(records) + "]").ljust(size).encode()
        records.append(record)
        left -= len(record) + 1


SMALL = Body("200B", _text(200), "application/json")
LARGE = Body("100KB", _records(100 * 1024), "application/json")
# The same bytes in every run; nothing that could pass for text.
BINARY = Body("100KB-binary", random.Random(0).randbytes(100 * 1024), "application/octet-stream")
