"""Reads {"endpoint", "cases"} from standard input, invokes each case with boto3, writes the answers."""
import base64
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

task = json.load(sys.stdin)
client = boto3.client(
    "lambda",
    endpoint_url=task["endpoint"],
    region_name="us-east-1",
    aws_access_key_id="any",
    aws_secret_access_key="any",
    config=Config(retries={"max_attempts": 0}),
)
seen = {}
client.meta.events.register(
    "after-call.lambda.Invoke", lambda http_response, **_: seen.update(raw=http_response)
)


def payload(arguments):
    if "PayloadBase64" in arguments:
        return base64.b64decode(arguments.pop("PayloadBase64"))
    if "PayloadRepeated" in arguments:
        start, part, times, end = arguments.pop("PayloadRepeated")
        return (start + part * times + end).encode()
    return arguments.pop("Payload", "").encode()


def invoke(arguments):
    body = payload(arguments)
    if body:
        arguments["Payload"] = body
    try:
        answer = client.invoke(**arguments)
        content, error = answer["Payload"].read(), None
        log = base64.b64decode(answer["LogResult"]).decode() if "LogResult" in answer else None
    except ClientError as failed:
        answer, error, log = failed.response, type(failed).__name__, None
        content = seen["raw"].content
    metadata = answer["ResponseMetadata"]
    return {
        "status": metadata["HTTPStatusCode"],
        "headers": metadata["HTTPHeaders"],
        "exception": error,
        "log": log,
        "bodyEqualsPayload": content == body,
        "body": content.decode() if len(content) < 100_000 else "",
    }


json.dump([invoke(dict(case["args"])) for case in task["cases"]], sys.stdout)
