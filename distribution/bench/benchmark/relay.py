"""W6: calls whose media is relayed, and what becomes of their packets."""

import contextlib
import dataclasses
import json
import pathlib
import subprocess
import time

from benchmark import machine, ng, statistics, telephone, workload

LOAD = pathlib.Path(__file__).parent.parent / "media/RtpLoad.java"
CALLS_A_SECOND = 100  # while they are set up
WARM = 1.5  # seconds of media that do not count
SAMPLE = 0.5  # seconds
LOST_AT_MOST = 0.001
LATE_AT_MOST = 20.0  # milliseconds, for 99 of 100 packets: what a phone waits for anyway


@dataclasses.dataclass(frozen=True)
class Relayed:
    """So many calls, relayed at once."""

    server: str
    calls: int
    up: int  # of them, how many were set up
    seconds: float
    sent: int
    lost: float  # share
    ms_p50: float
    ms_p99: float
    ms_p999: float
    late_slots: int  # milliseconds at which the load itself was late
    busy: float  # share of its core that the server took

    @property
    def passed(self):
        return self.up == self.calls and self.lost <= LOST_AT_MOST and self.ms_p99 <= LATE_AT_MOST

    def record(self):
        return {"kind": "relayed", **dataclasses.asdict(self), "passed": self.passed}


class Bench:
    """Calls that are up, to which more can be added. Media flows only while it is measured."""

    def __init__(self, server, java, scratch):
        self._server = server
        self._java = java
        self._scratch = scratch
        self._ends = ng.Relays(server) if server.name == "rtpengine" else telephone.Telephones(server)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for call in list(self._ends.calls.values()):
            if call.answered is not None:
                self._ends.hang_up(call)
                self._ends.pump(time.perf_counter() + 1 / CALLS_A_SECOND)
        self._ends.patiently(lambda: all(call.ended is not None or call.answered is None for call in self._ends.calls.values()))
        self._ends.__exit__()

    def attempt(self, calls, seconds):
        """Relays so many calls. Where fewer are up, more are made; where more are, the rest is silent."""
        made = self._ends.calls
        while len(made) < calls:
            self._ends.place()
            self._ends.pump(time.perf_counter() + 1 / CALLS_A_SECOND)
        wanted = list(made.values())[:calls]
        self._ends.patiently(lambda: all(call.answered is not None for call in wanted))
        up = [call for call in wanted if call.caller_sends_to and call.callee_sends_to]
        streams = self._scratch / "streams"
        lines = [_line(workload.TRUNK_CALLER, call.port, call.caller_sends_to) for call in up]
        lines += [_line(workload.TRUNK_CALLEE, call.port, call.callee_sends_to) for call in up]
        streams.write_text("".join(lines), encoding="utf-8")
        said, busy = self._load(streams, seconds)
        lost = 1 - said["received"] / max(1, said["sent"] + said["unsent"])
        return Relayed(
            self._server.name, calls, len(up), seconds, said["sent"], round(lost, 5), said["ms_p50"], said["ms_p99"],
            said["ms_p999"], said["late_slots"], round(busy, 3))  # fmt: skip

    def _load(self, streams, seconds):
        """The load needs no heap to speak of, and no collector's threads."""
        command = [self._java, "-XX:+UseSerialGC", "-Xmx128m", LOAD, streams, str(WARM), str(seconds)]
        loading = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        shares, before, began = [], machine.cpu_seconds(self._server.processes()), time.perf_counter()
        while loading.poll() is None:
            self._ends.pump(time.perf_counter())
            with contextlib.suppress(subprocess.TimeoutExpired):
                loading.wait(SAMPLE)
            now, taken = time.perf_counter(), machine.cpu_seconds(self._server.processes())
            shares.append((taken - before) / (now - began))
            before, began = taken, now
        if loading.returncode != 0:
            raise machine.Unfit("the load of media failed")
        # The samples at the ends are from before and after the media.
        return json.loads(loading.stdout.read()), statistics.quantile(shares, 0.75)


def _line(host, port, target):
    return f"{host} {port} {target[0]} {target[1]}\n"
