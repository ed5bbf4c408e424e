"""``kyokai ui`` as people run it: Dagster's web server and daemon, asked by GraphQL as the screen asks them.

Belongs here: starting and ending it, and what the screen sends. Does not belong here: what must be true of it.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

T = TypeVar("T")
LONGEST_S = 600.0
KYOKAI = [sys.executable, "-m", "kyokai_pipeline.cli"]


@dataclass
class Service:
    """A server that runs, with its daemon."""

    address: str
    process: subprocess.Popen[bytes]

    def ask(self, query: str, **variables: Any) -> Any:
        """One GraphQL query or mutation; what it answers under its only name.

        Raises:
            AssertionError: It is no query of this server, or what it asks for failed.
        """
        content = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(f"{self.address}/graphql", content, {"Content-Type": "application/json"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=120) as reply:
            answer = json.loads(reply.read())
        assert "errors" not in answer, answer["errors"]
        (found,) = answer["data"].values()
        return found

    def backfill(self, assets: list[list[str]], editions: list[str]) -> str:
        """What *Materialize all* sends; the backfill's id."""
        params = {"assetSelection": [{"path": path} for path in assets], "partitionNames": editions}
        launched = self.ask(_BACKFILL, params=params)
        assert launched["__typename"] == "LaunchBackfillSuccess", launched
        return str(launched["backfillId"])

    def backfill_ended(self, identity: str) -> str:
        """Waits until a backfill has ended; its status."""
        ended = {"COMPLETED", "COMPLETED_SUCCESS", "COMPLETED_FAILED", "FAILED", "CANCELED"}
        return until(lambda: (s := str(self.ask(_STATUS, id=identity)["status"])) in ended and s)

    def launch(self, job: str, tags: Mapping[str, str], check: tuple[list[str], str] | None = None) -> str:
        """What *Launch run* sends, or *Execute* on one check of an asset; the run's id."""
        (place,) = self.ask(_PLACES)["nodes"]
        selector: dict[str, Any] = {
            "repositoryLocationName": place["location"]["name"],
            "repositoryName": place["name"],
            "pipelineName": job,
        }
        if check:
            selector |= {
                "assetSelection": [],
                "assetCheckSelection": [{"assetKey": {"path": check[0]}, "name": check[1]}],
            }
        named = [{"key": key, "value": value} for key, value in tags.items()]
        params = {"selector": selector, "runConfigData": {}, "executionMetadata": {"tags": named}}
        launched = self.ask(_LAUNCH, params=params)
        assert launched["__typename"] == "LaunchRunSuccess", launched
        return str(launched["run"]["runId"])

    def process_of(self, run: str) -> int:
        """Waits until a process works at a run that the daemon launched; its number, as the page of the run says it."""
        return int(
            until(lambda: next(iter(re.findall(r"Started process for run \(pid: (\d+)\)", self.log(run))), None))
        )

    def log(self, run: str) -> str:
        """The messages of a run."""
        return "\n".join(event["message"] for event in self.ask(_LOG, id=run)["events"] if "message" in event)

    def terminate(self, run: str) -> None:
        """What *Terminate* sends."""
        answered = self.ask(_TERMINATE, id=run)
        assert answered["__typename"] == "TerminateRunSuccess", answered

    def runs(self) -> list[dict[str, Any]]:
        """Every run, newest first: id, status, job, tags."""
        found = self.ask(_RUNS)["results"]
        return [{**run, "tags": {tag["key"]: tag["value"] for tag in run["tags"]}} for run in found]

    def run(self, identity: str) -> dict[str, Any]:
        """One run as it is now."""
        return next(run for run in self.runs() if run["runId"] == identity)

    def ended(self, identity: str) -> str:
        """Waits until a run has ended; its status."""
        ended = {"SUCCESS", "FAILURE", "CANCELED"}
        return until(lambda: (s := str(self.run(identity)["status"])) in ended and s)

    def checks(self, check: str, edition: str | None = None) -> list[dict[str, Any]]:
        """Evaluations of a check of the PDF, newest first, as its page shows them for one edition or for all."""
        found = self.ask(_CHECKS, key={"path": ["source", "edition_pdf"]}, check=check, partition=edition)
        return [execution for execution in found if execution["evaluation"]]

    def partitions(self, asset: list[str]) -> list[str]:
        """The editions that an asset offers."""
        return list(self.ask(_PARTITIONS, key={"path": asset})["partitionKeys"])


_PLACES = "{ repositoriesOrError { ... on RepositoryConnection { nodes { name location { name } } } } }"
_LAUNCH = """mutation launch($params: ExecutionParams!) {
  launchPipelineExecution(executionParams: $params) {
    __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message }
    ... on RunConfigValidationInvalid { errors { message } }
  } }"""
_LOG = """query ask($id: ID!) {
  logsForRun(runId: $id) { ... on EventConnection { events { ... on MessageEvent { message } } } } }"""
_TERMINATE = """mutation end($id: String!) {
  terminateRun(runId: $id) {
    __typename ... on TerminateRunFailure { message } ... on PythonError { message }
  } }"""
_BACKFILL = """mutation launch($params: LaunchBackfillParams!) {
  launchPartitionBackfill(backfillParams: $params) {
    __typename ... on LaunchBackfillSuccess { backfillId } ... on PythonError { message }
  } }"""
_STATUS = (
    "query ask($id: String!) { partitionBackfillOrError(backfillId: $id) { ... on PartitionBackfill { status } } }"
)
_RUNS = "{ runsOrError(limit: 50) { ... on Runs { results { runId status jobName tags { key value } } } } }"
_CHECKS = """query ask($key: AssetKeyInput!, $check: String!, $partition: String) {
  assetCheckExecutions(assetKey: $key, checkName: $check, partition: $partition, limit: 50) {
    runId status partition
    evaluation { success severity description metadataEntries { label ... on TextMetadataEntry { text } } }
  } }"""
_PARTITIONS = (
    "query ask($key: AssetKeyInput!) { assetNodeOrError(assetKey: $key) { ... on AssetNode { partitionKeys } } }"
)


def until(true: Callable[[], T | bool | None]) -> T:
    """Asks again and again until there is an answer, and gives it.

    Raises:
        TimeoutError: There is none.
    """
    end = time.monotonic() + LONGEST_S
    while time.monotonic() < end:
        try:
            if found := true():
                return found  # type: ignore[return-value]
        except (OSError, KeyError, TypeError):
            pass  # the server is not there yet
        time.sleep(0.5)
    raise TimeoutError


@contextmanager
def serving(environment: Mapping[str, str], folder: Path | None = None) -> Iterator[Service]:
    """``kyokai ui`` on a free port until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [*KYOKAI, "ui", "--port", str(port)],
        env={**os.environ, **environment, "NO_PROXY": "127.0.0.1"},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    service = Service(f"http://127.0.0.1:{port}", process)
    try:
        until(lambda: service.ask("{ assetNodes { id } }"))
        yield service
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(120)
