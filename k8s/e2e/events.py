"""The checks with events, on what samples/events/k8s deploys."""

import base64
import json
import re
import time
from datetime import datetime

from broker import Broker, Event, Shown, tick
from client import Client
from cluster import BROKER, KNATIVE_SERVICE, MANIFESTS, ClusterError, add, function_patch, replace

SAMPLES = MANIFESTS.parent / "samples/events/k8s"
SINK_BINDING = MANIFESTS / "components/sink-binding"
TRIGGER = "triggers.eventing.knative.dev"
FUNCTIONS = ("orders", "retries", "display")
ORDER = '{"item": "tea", "quantity": 2}'


class EventSuite:
    def __init__(self, cluster, report, options):
        self.cluster = cluster
        self.report = report
        self.options = options

    def run(self):
        self.deploy()
        with Broker(self.cluster) as self.broker:
            self.an_event_wakes_the_function_and_its_answer_goes_on()
            self.what_fails_is_sent_again()
            self.what_always_fails_is_a_dead_letter()
            self.results_go_to_the_sink_of_a_binding()
        self.a_tick_is_a_scheduled_event()

    def deploy(self):
        image = self.options.events_image
        # A second in the place of the minutes that AWS waits.
        delay = json.dumps([replace("/spec/delivery/backoffDelay", "PT1S")])
        delays = [{"target": {"kind": "Trigger", "name": name}, "patch": delay} for name in ("orders", "retries")]
        self.cluster.apply([SAMPLES], patches=[function_patch(image, pods=1), *delays])
        self.report.say(f"{image} deployed; waiting for {', '.join(FUNCTIONS)} and the broker to be ready")
        self.cluster.await_condition(BROKER, "default")
        for function in FUNCTIONS:
            self.cluster.await_condition(KNATIVE_SERVICE, function)
        self.cluster.await_condition(TRIGGER, "--all")
        self.report.check("broker, triggers and functions are ready", True, ", ".join(FUNCTIONS))

    def an_event_wakes_the_function_and_its_answer_goes_on(self):
        self.report.say("waiting for Knative to scale orders to zero")
        self.cluster.wait_until("orders scaled to zero", lambda: not self.cluster.pods(service="orders"))
        order = Event("com.example.order.placed", ORDER, more={"subject": "42"})
        begin = time.monotonic()
        self.broker.send(order)
        answer = self.await_shown(lambda it: confirms(it, "42"))
        self.report.check(
            "an event wakes the function, whose answer is an event",
            json.loads(answer.data) == {"order": "42", "item": "tea", "quantity": 2, "confirmed": True}
            and answer.attributes["id"] != order.id
            and "lambdahops" not in answer.attributes,
            f"{answer.attributes['type']} from {answer.attributes['source']} after {time.monotonic() - begin:.1f} s",
        )

    def what_fails_is_sent_again(self):
        event = Event("com.example.attempt", '{"failures": 2}')
        self.broker.send(event)
        answer = self.await_shown(lambda it: it.attributes["type"] == "com.example.attempt.succeeded")
        pauses = self.pauses(event)
        self.report.check(
            "a broker sends again what failed, and waits longer each time",
            json.loads(answer.data) == {"attempt": 3}
            and len(pauses) == 2
            and 0.9 < pauses[0] < pauses[1]
            and not self.shown(lambda it: it.attributes["id"] == event.id),
            f"{answer.data}, sent again after {pauses} s",
        )

    def what_always_fails_is_a_dead_letter(self):
        event = Event("com.example.attempt", '{"failures":  9}', more={"subject": "Größe 100 %", "note": "a b"})
        self.broker.send(event)
        letter = self.await_shown(lambda it: it.attributes["id"] == event.id)
        sent = {"id": event.id, "source": event.source, "type": event.type, **event.more}
        self.report.check(
            "what always fails is a dead letter with all that it was",
            letter.data == event.data and sent.items() <= letter.attributes.items(),
            f"{letter.data} {sent}",
        )
        error = json.loads(base64.b64decode(letter.attributes.get("knativeerrordata", "e30=")))
        self.report.check(
            "and with the last error",
            letter.attributes.get("knativeerrorcode") == "500"
            and "retries" in letter.attributes.get("knativeerrordest", "")
            and error.get("errorType") == "java.lang.IllegalStateException"
            and error.get("errorMessage") == "Attempt 3 had to fail",
            f"{letter.attributes.get('knativeerrorcode')} {letter.attributes.get('knativeerrordest')} {error}",
        )

    def results_go_to_the_sink_of_a_binding(self):
        before = self.cluster.service("orders")["status"]["latestReadyRevisionName"]
        subject = {"target": {"kind": "SinkBinding"}, "patch": json.dumps([replace("/spec/subject/name", "orders")])}
        self.cluster.apply([], [SINK_BINDING], [subject])
        self.cluster.wait_until("a revision of orders with a sink", lambda: self.revision_after("orders", before))
        service = self.cluster.await_ready("orders")
        client = self.client(service)
        order = Event("com.example.order.placed", ORDER, more={"subject": "43"})
        answer = client.post("/", order.data, order.headers())
        result = self.await_shown(lambda it: confirms(it, "43"))
        self.report.check(
            "a result goes to the sink of a SinkBinding",
            answer.status == 202
            and not answer.body
            and result.attributes.get("lambdahops") == "1"
            and result.attributes.get("team") == "shop",
            f"the caller got {answer.status}, the sink {result.attributes}",
        )

    def a_tick_is_a_scheduled_event(self):
        handler = {"name": "_HANDLER", "value": "com.example.events.EventBridgeRule"}
        renamed = [replace("/metadata/name", "schedule"), add("/spec/template/spec/containers/0/env/-", handler)]
        self.cluster.apply([MANIFESTS], patches=[function_patch(self.options.events_image, pods=1, operations=renamed)])
        client = self.client(self.cluster.await_ready("schedule"))
        event = tick(self.cluster.name, "nightly", '{"report": "sales"}')
        answer = client.post("/", event.data, event.headers())
        expected = re.compile(
            rf"Scheduled Event from aws\.events at \S+ about \[{re.escape(event.source)}\] with \[report\]"
        )
        found = [line for line in self.cluster.log("schedule") if expected.search(line)]
        self.report.check(
            "a tick of a PingSource is a scheduled event", 200 <= answer.status < 300 and len(found) == 1, found
        )

    def client(self, service):
        url = service["status"]["url"]
        client = Client(url, self.options.gateway, self.cluster.timeout)
        # The gateway hears of a route a little after the service is ready.
        self.cluster.wait_until(f"an answer at {url}", lambda: client.get("/health/readiness").status == 200)
        return client

    def revision_after(self, service, before):
        status = self.cluster.service(service)["status"]
        newest = status["latestCreatedRevisionName"]
        return newest != before and newest == status["latestReadyRevisionName"]

    def shown(self, wanted):
        return [event for event in Shown.of(self.cluster.log("display")) if wanted(event)]

    def await_shown(self, wanted):
        """The one event that is shown; more than one would be a fault of its own."""
        self.cluster.wait_until("the event at the other end", lambda: self.shown(wanted), pause=0.5)
        events = self.shown(wanted)
        if len(events) > 1:
            raise ClusterError(f"The event was shown {len(events)} times: {events}")
        return events[0]

    def pauses(self, event):
        """Between the attempts with an event, in the order of the log."""
        lines = [line for line in self.cluster.log("retries", "--timestamps") if f" with {event.id}" in line]
        # Python 3.9 reads six digits of a second, and no Z.
        times = [datetime.fromisoformat(line[: len("2026-01-02T03:04:05.123456")]) for line in lines]
        return [round((later - earlier).total_seconds(), 1) for earlier, later in zip(times, times[1:])]


def confirms(event, order):
    return event.attributes["type"] == "com.example.order.confirmed" and json.loads(event.data)["order"] == order
