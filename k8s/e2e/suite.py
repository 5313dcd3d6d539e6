"""The checks, in the order of a service's life."""

import hashlib
import json
import statistics
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

from client import Client, Traffic
from cluster import MANIFESTS, ClusterError

CONFIGURATION = MANIFESTS / "components/configuration"


class Suite:
    def __init__(self, cluster, report, options):
        self.cluster = cluster
        self.report = report
        self.options = options

    def run(self):
        self.deploy()
        self.the_function_has_its_configuration()
        self.the_function_has_a_web_identity()
        self.scales_to_zero()
        self.answers_from_zero()
        self.holds_the_concurrency()
        self.loses_nothing_with_a_pod()
        self.rolls_a_revision()

    def deploy(self):
        self.cluster.deploy(self.options.image)
        self.report.say(f"{self.options.image} deployed; waiting for the service to be ready")
        service = self.cluster.await_ready()
        url = service["status"]["url"]
        self.client = Client(url, self.options.gateway, self.cluster.timeout)
        self.first_revision = service["status"]["latestReadyRevisionName"]
        # The gateway hears of a route a little after the service is ready.
        self.cluster.wait_until(f"an answer at {url}", lambda: self.client.get("/").status != 404)
        answer = self.client.get("/")
        if answer.status != 200:
            raise ClusterError(f"{url} answered {answer.status or 'nothing'}: {answer.body[:300]}")
        try:
            revision = answer.json()["revision"]
        except (ValueError, KeyError):
            raise ClusterError(
                f"{self.options.image} is no image of the sample 'surroundings' (--help): it answered {answer.body[:100]}"
            ) from None
        self.report.check(f"answered at {url}", revision == self.first_revision, f"by revision {revision}")

    def the_function_has_its_configuration(self):
        given = variables(CONFIGURATION / "configuration.env") | variables(CONFIGURATION / "secrets.env")
        expected = {name: sum_of(value) for name, value in given.items()}
        expected["API_KEY_FILE"] = expected["API_KEY"]
        found = self.client.get("/?variables=" + ",".join(expected)).json()["sha256"]
        wrong = [name for name in expected if found.get(name) != expected[name]]
        self.report.check(
            "ConfigMap and Secret reach the function", not wrong, f"wrong: {wrong}" if wrong else ", ".join(expected)
        )

    def the_function_has_a_web_identity(self):
        answer = self.client.get("/").json()
        claims = json.loads(answer["tokenClaims"] or "{}")
        subject = f"system:serviceaccount:{self.cluster.name}:function"
        good = claims.get("aud") == ["sts.amazonaws.com"] and claims.get("sub") == subject
        self.report.check(
            "the token file is there", good and bool(answer["role"]), f"for {claims.get('aud')} as {claims.get('sub')}"
        )

    def scales_to_zero(self):
        self.report.say("waiting for Knative to scale the service to zero")
        seconds = self.cluster.wait_until("scaled to zero", lambda: not self.cluster.pods())
        self.report.check("scaled to zero", True, f"after {seconds:.0f} s without requests")

    def answers_from_zero(self):
        first = self.client.get("/")
        self.report.check("the first answer from zero", first.status == 200, f"{first.status} after {first.seconds:.2f} s")
        warm = [self.client.get("/") for _ in range(20)]
        self.report.check(
            "answers after that",
            all(answer.status == 200 for answer in warm),
            f"{statistics.median(answer.seconds for answer in warm) * 1000:.0f} ms (median of {len(warm)})",
        )

    def holds_the_concurrency(self):
        limit = self.cluster.service()["spec"]["template"]["spec"]["containerConcurrency"]
        answers = self.client.get_at_once("/?wait=1000", 3 * limit)
        lost = [answer for answer in answers if answer.status != 200]
        self.report.check(
            f"{len(answers)} requests at once", not lost, [(a.status, a.body[:80]) for a in lost] or "all answered"
        )
        by_pod = defaultdict(list)
        for answer in answers:
            if answer.status == 200:
                by_pod[answer.json()["pod"]].append(answer.json())
        most = max(most_at_once(runs) for runs in by_pod.values()) if by_pod else 0
        self.report.check(f"at most {limit} at once in a pod", most == limit, f"{most} on {len(by_pod)} pod(s)")

    def loses_nothing_with_a_pod(self):
        with ThreadPoolExecutor(1) as threads:
            running = threads.submit(self.client.get_at_once, "/?wait=4000", 4)
            # All of them have their pod by then.
            time.sleep(2)
            self.cluster.delete(self.cluster.pods())
            answers = running.result()
        lost = [answer for answer in answers if answer.status != 200]
        self.report.check(
            "a pod that is deleted answers what it runs",
            not lost,
            [(a.status, a.body[:80]) for a in lost] or f"{len(answers)} answered",
        )
        self.cluster.await_ready()

    def rolls_a_revision(self):
        with Traffic(self.client, "/?wait=200") as traffic:
            self.cluster.wait_until("traffic is answered", lambda: traffic.answers())
            self.cluster.add_variable("NOTE", "second revision")
            seconds = self.cluster.wait_until(
                "a new revision answers", lambda: self.revisions(traffic.answers()[-1:]) - {self.first_revision}
            )
            self.report.say(f"the new revision answers after {seconds:.0f} s; waiting for the old one's pods to end")
            self.cluster.wait_until("the old pods are gone", lambda: not self.cluster.pods(self.first_revision))
        answers = traffic.answers()
        lost = [answer for answer in answers if answer.status != 200]
        self.report.check(
            "a new revision under traffic loses no request",
            not lost and len(self.revisions(answers)) == 2,
            [(a.status, a.body[:80]) for a in lost[:5]] or f"{len(answers)} answered by {sorted(self.revisions(answers))}",
        )

    @staticmethod
    def revisions(answers):
        return {answer.json()["revision"] for answer in answers if answer.status == 200}


def variables(file):
    lines = (line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return dict(line.split("=", 1) for line in lines)


def sum_of(value):
    return hashlib.sha256(value.encode()).hexdigest()


def most_at_once(runs):
    """Of runs with a beginning and an end on one pod's clock."""
    steps = sorted([(run["begin"], 1) for run in runs] + [(run["end"], -1) for run in runs])
    most = now = 0
    for _, step in steps:
        now += step
        most = max(most, now)
    return most
