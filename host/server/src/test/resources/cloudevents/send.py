"""Sends an event in both modes by the CloudEvents SDK for Python, and writes what the replies are, a line of JSON each."""

import json
import sys
import urllib.request
from datetime import datetime, timezone

from cloudevents.core.bindings.http import HTTPMessage, from_http, to_binary, to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

EVENT = CloudEvent(
    attributes={
        "specversion": "1.0",
        "id": "python-1",
        "source": "/shop/käse",
        "type": "com.example.order",
        "subject": "50% \"off\" €",
        "time": datetime(2026, 3, 1, 12, 30, 15, tzinfo=timezone.utc),
        "datacontenttype": "application/json",
        "comexampletag": "a b",
    },
    data={"item": "tea", "price": 12.5},
)


def sent(message):
    request = urllib.request.Request(sys.argv[1], message.body, message.headers, method="POST")
    with urllib.request.urlopen(request) as answer:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return answer.status, from_http(HTTPMessage(headers, answer.read()), JSONFormat())


for convert in (to_binary, to_structured):
    status, reply = sent(convert(EVENT, JSONFormat()))
    print(json.dumps({
        "mode": convert.__name__,
        "status": status,
        "id": reply.get_id(),
        "type": reply.get_type(),
        "source": reply.get_source(),
        "data": reply.get_data(),
    }))
