"""Load by SIPp: the scenarios beside this package, run against a server."""

import contextlib
import csv
import pathlib
import subprocess
import tempfile

from benchmark import machine
from benchmark.trial import Trial

SCENARIOS = pathlib.Path(__file__).parent.parent / "scenarios"
CALLER_PORT, CALLEE_PORT = 5190, 5180
HOLD = 1.0  # seconds that a call lasts
SETTLE = 40  # seconds, beyond its load, after which SIPp is told to give up
PATIENCE = 8000  # milliseconds for an answer: the fourth repetition has gone
BUFFER = str(4 << 20)


class Sipp:
    """One SIPp at work, and what it counts."""

    def __init__(self, folder, name, scenario, *options):
        self.name = name
        self._counts = folder / f"{name}.csv"
        self._said = folder / f"{name}.log"
        with open(self._said, "w", encoding="utf-8") as said:
            self.process = subprocess.Popen(
                ["sipp", "-sf", SCENARIOS / scenario, "-nostdin", "-skip_rlimit", "-buff_size", BUFFER, "-max_socket", "10"]
                + ["-trace_stat", "-stf", self._counts, "-fd", "1", *map(str, options)],
                cwd=folder, stdout=subprocess.DEVNULL, stderr=said)  # fmt: skip

    def wait(self, seconds):
        """Whether it ended in this time."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        return self.process.poll() is not None

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def rows(self):
        """What it counted, a row a second; empty where it counted nothing."""
        if not self._counts.exists():
            return []
        with open(self._counts, encoding="utf-8", newline="") as counts:
            return [row for row in csv.DictReader(counts, delimiter=";") if row.get("Retransmissions(C)")]

    def count(self, name):
        rows = self.rows()
        return int(rows[-1][name]) if rows else 0

    def complaint(self):
        return self._said.read_text(encoding="utf-8", errors="replace")[-400:].strip()


def reached(rows, total):
    """The rate at which the calls began, of the whole seconds in which they did; 0 where there are no two rows to tell."""
    began = [(_seconds(row["CurrentTime"]), int(row["TotalCallCreated"])) for row in rows]
    during = [row for row in began if row[1] < total]
    if len(during) == len(began) or len(during) < 2:
        during = began[: len(during) + 1]
    if len(during) < 2 or during[-1][0] == during[0][0]:
        return 0.0
    return (during[-1][1] - during[0][1]) / (during[-1][0] - during[0][0])


def _seconds(stamp):
    """SIPp writes date, time and the seconds since 1970, with tabs between."""
    return float(stamp.split("\t")[-1])


@contextlib.contextmanager
def callee(workload, folder):
    """Somebody who answers what the workload calls, or nobody where it calls nobody."""
    if workload.callee is None:
        yield None
        return
    answering = Sipp(folder, "callee", workload.answer, "-i", workload.callee, "-mi", workload.callee, "-p", CALLEE_PORT)
    try:
        if answering.wait(0.3):
            raise machine.Unfit(f"SIPp cannot answer on {workload.callee}:{CALLEE_PORT}: {answering.complaint()}")
        yield answering
    finally:
        answering.stop()


def caller(workload, server, folder, rate, calls, hold, most=None):
    """Calls that begin at this rate, until there were so many."""
    options = ["-i", workload.caller, "-mi", workload.caller, "-p", CALLER_PORT, "-r", rate, "-m", calls]
    options += ["-l", most or int(max(200, rate * (10 + hold))), "-d", int(hold * 1000), "-recv_timeout", PATIENCE]
    options += ["-timeout", f"{int(calls / rate + hold + SETTLE)}s", *workload.options()]
    if workload.users:
        options += ["-inf", server.users[workload.users]]
    return Sipp(folder, "caller", workload.scenario, *options, f"{server.host}:{server.port}")


def attempt(workload, server, rate, seconds, scratch, hold=HOLD):
    """Offers a rate for some seconds."""
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        folder = pathlib.Path(name)
        calls = max(1, int(rate * seconds))
        dropped = machine.datagrams_dropped()
        with callee(workload, folder) as answering:
            began = machine.cpu_seconds(server.processes())
            calling = caller(workload, server, folder, rate, calls, hold)
            try:
                busy = _busy(calling, server, seconds)
                calling.wait(hold + SETTLE + 20)
            finally:
                calling.stop()
            spent = machine.cpu_seconds(server.processes()) - began
        answered = calling.count("SuccessfulCall(C)")
        if calling.count("TotalCallCreated") == 0:
            raise machine.Unfit(f"SIPp made no call: {calling.complaint()}")
        repeated = calling.count("Retransmissions(C)") + (answering.count("Retransmissions(C)") if answering else 0)
        return Trial(
            server.name, workload.name, rate, seconds, calls, answered, calling.count("FailedCall(C)"), repeated,
            round(reached(calling.rows(), calls), 1), round(1000 * spent / max(1, answered), 3), round(busy, 3),
            machine.datagrams_dropped() - dropped)  # fmt: skip


def _busy(calling, server, seconds):
    """The share of its core that the server takes, from the time when calls also end until none begins."""
    settled = min(HOLD, seconds / 2)
    if calling.wait(settled):
        return 0.0
    before = machine.cpu_seconds(server.processes())
    calling.wait(seconds - settled)
    return (machine.cpu_seconds(server.processes()) - before) / (seconds - settled)
