"""W4: what a call that is held costs of the live heap."""

import contextlib
import dataclasses
import pathlib
import tempfile

from benchmark import machine, sipp

RATE = 100  # of a server that has just been started
SETTLED = 36  # seconds until nothing of the set-up is remembered: 64*T1 (RFC 3261 section 17), and the sweep after it
SPARE = 8


@dataclasses.dataclass(frozen=True)
class Held:
    what: str
    calls: int
    failed: int
    bytes_before: int
    bytes_held: int

    @property
    def kilobytes(self):
        return (self.bytes_held - self.bytes_before) / self.calls / 1000

    def record(self):
        return {"kind": "held", **dataclasses.asdict(self), "kilobytes": round(self.kilobytes, 2)}


@contextlib.contextmanager
def holding(workload, exchange, calls, seconds, folder):
    """So many calls that are up, for so long after the last began."""
    ramp = calls / RATE
    with sipp.callee(workload, folder):
        calling = sipp.caller(workload, exchange, folder, RATE, calls, ramp + seconds, most=calls)
        try:
            if calling.wait(ramp + 2):
                raise machine.Unfit(f"the calls did not stay up: {calling.complaint()}")
            yield calling
            calling.wait(ramp + seconds + sipp.SETTLE)
        finally:
            calling.stop()


def measure(workload, exchange, calls, scratch):
    """Sets calls up, waits until they are nothing but held, and takes the difference. The exchange must be quiet before."""
    before = exchange.live_heap()
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        with holding(workload, exchange, calls, SETTLED + SPARE, pathlib.Path(name)) as calling:
            calling.wait(SETTLED)
            held, up = exchange.live_heap(), calling.count("CurrentCall")
        failed = calling.count("FailedCall(C)") + calls - up
    return Held(workload.name, calls, failed, before, held)
