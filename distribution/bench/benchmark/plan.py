"""Everything that is measured, in turn: one workload on each server after the other, so that a ratio is of the same minutes."""

import contextlib
import dataclasses
import json
import pathlib
import subprocess
import sys
import time

from benchmark import growth, machine, memory, relay, search, servers, setup_time, sipp, workload

CALM_SHARE = 0.1  # a server that takes less of its core than this has nothing left to do
CALM_SECONDS = 30
SAMPLE = 0.3
SETUP_RATE = 100
RELAY_START, RELAY_LIMIT = 200, 4000
BEYOND = 1.25  # how far past the fastest server the load is tried by itself
PEERS_START = 6  # times as high as the exchange, which they are faster than
MINUTE = 60
SUSTAINED = 0.7  # of the highest rate: what is to go on and on


@dataclasses.dataclass(frozen=True)
class Extent:
    """How long everything takes."""

    effort: search.Effort
    seconds: float  # of a trial
    confirming_seconds: float
    warm_up: float
    setup_seconds: float
    held: int
    held_by_text: int  # 0: not measured
    media_seconds: float
    media_effort: search.Effort
    growth: dict  # kind: sizes
    beyond: tuple  # multiples of the highest rate
    minutes: int  # at most of the highest rate


WHOLE = Extent(
    effort=search.Effort(trials=12, precision=0.05, confirmations=3),
    seconds=8,
    confirming_seconds=10,
    warm_up=60,
    setup_seconds=20,
    held=5000,
    held_by_text=5000,
    media_seconds=10,
    media_effort=search.Effort(trials=9, precision=0.08, confirmations=2),
    growth={
        "held": (100, 1000, 5000, 10_000),
        "routes": (10, 1000, 10_000),
        "trunks": (10, 100, 1000),
        "accounts": (1000, 10_000, 100_000),
    },
    beyond=(1.25, 1.5, 2.0),
    minutes=10,
)
QUICK = Extent(
    effort=search.Effort(trials=4, precision=0.2, confirmations=1),
    seconds=3,
    confirming_seconds=4,
    warm_up=20,
    setup_seconds=5,
    held=500,
    held_by_text=0,
    media_seconds=3,
    media_effort=search.Effort(trials=3, precision=0.3, confirmations=1),
    growth={},
    beyond=(2.0,),
    minutes=0,
)


class Raw:
    """The raw data: a line of JSON for each thing that was measured, written when it was."""

    def __init__(self, file):
        self._file = file
        self.records = []

    def add(self, record):
        self.records.append(record)
        self._file.write(json.dumps(record) + "\n")
        self._file.flush()


def say(text):
    print(time.strftime("%H:%M:%S"), text, file=sys.stderr, flush=True)


def built():
    """The distribution that was built here."""
    home = pathlib.Path(__file__).parents[2] / "target/strowger"
    if not (home / "bin/start").exists():
        raise machine.Unfit(f"there is no {home}: make dist")
    return home


def java():
    """The Java that also runs the exchange."""
    home = subprocess.run([pathlib.Path(__file__).parents[2] / "setup/check-jdk"], capture_output=True, text=True, check=True).stdout
    return pathlib.Path(home.strip()) / "bin/java"


def calm(server):
    """Returns when what was asked of the server before is over."""
    deadline = time.monotonic() + CALM_SECONDS
    before = machine.cpu_seconds(server.processes())
    while time.monotonic() < deadline:
        time.sleep(SAMPLE)
        taken = machine.cpu_seconds(server.processes())
        if (taken - before) / SAMPLE < CALM_SHARE:
            return
        before = taken
    say(f"{server.name} is still busy {CALM_SECONDS} s after the load")


def register_callees(server, scratch):
    """What W1 calls must be there, whatever the server thinks of the load."""
    registered = sipp.attempt(workload.CALLEES, server, 250, servers.ACCOUNTS / 250, scratch)
    if registered.answered < registered.offered:
        raise machine.Unfit(f"{server.name} registers {registered.answered} phones of {registered.offered}")


class Plan:
    def __init__(self, extent, scratch, raw):
        self._extent = extent
        self._scratch = scratch
        self._raw = raw
        self._core, load_core = machine.cores()
        machine.load_from(load_core)
        self._users = servers.user_lists(scratch)
        self._java = java()

    def run(self, wanted):
        """Measures those of START, W1 to W6 and GROWTH that are wanted."""
        with contextlib.ExitStack() as running:
            strowger = servers.Strowger(self._core, self._users, built(), self._scratch)
            running.callback(strowger.stop)
            kamailio = servers.Kamailio(self._core, self._users, self._scratch)
            rtpengine = servers.Rtpengine(self._core, self._users, self._scratch)
            direct = servers.Direct(self._core, self._users)
            self._start(strowger, "START" in wanted)
            strowger.make_accounts()
            if "W4" in wanted:
                self._held(strowger)
            for peer, reasons in ((kamailio, {"W1", "W2", "W3", "W5"}), (rtpengine, {"W6"})):
                if reasons & wanted:
                    running.callback(peer.stop)
                    peer.start()
            measured = (strowger, kamailio, rtpengine, direct)
            self._raw.add({"kind": "versions", **{server.name: server.version() for server in measured}})
            if "W1" in wanted:
                for server in (strowger, kamailio):
                    register_callees(server, self._scratch)
            for each in (workload.W2, workload.W1, workload.W3):
                if each.name in wanted:
                    self._rates(each, (strowger, kamailio), direct)
            if "W5" in wanted:
                for server in (strowger, kamailio, direct):
                    self._setup(server)
            if "W6" in wanted:
                for server in (strowger, rtpengine):
                    self._relayed(server)
            if "GROWTH" in wanted:
                self._growth(strowger)

    def _start(self, strowger, counts):
        seconds = setup_time.first_call(strowger)
        if counts:
            self._raw.add({"kind": "start", "what": "unpacked just now", "seconds": seconds})
            strowger.stop()
            again = setup_time.first_call(strowger)
            self._raw.add({"kind": "start", "what": "started before", "seconds": again})
            say(f"first call {seconds} s after the first start, {again} s after the next")

    def _held(self, strowger):
        kinds = ((workload.HELD, self._extent.held), (workload.HELD_BY_TEXT, self._extent.held_by_text))
        for number, (kind, calls) in enumerate(each for each in kinds if each[1]):
            if number:
                time.sleep(memory.SETTLED)  # what the calls before have left behind goes by time alone
            held = memory.measure(kind, strowger, calls, self._scratch)
            self._raw.add(held.record())
            say(f"W4 {kind.name}: {held.kilobytes:.1f} kB each of {calls} calls, {held.failed} failed")

    def _rates(self, kind, tried, direct):
        fastest = 0
        for server in tried:
            if server.starts_cold:
                sipp.attempt(kind, server, kind.start, self._extent.warm_up, self._scratch)

            def attempt(rate, confirming, server=server):
                calm(server)
                seconds = self._extent.confirming_seconds if confirming else self._extent.seconds
                trial = sipp.attempt(kind, server, rate, seconds, self._scratch)
                self._raw.add({**trial.record(), "confirming": confirming})
                say(f"{kind.name} {server.name} {told(trial)}")
                return trial

            found = search.highest(attempt, kind.start * (1 if server.starts_cold else PEERS_START), kind.limit, self._extent.effort)
            self._found(kind.name, server, found)
            fastest = max(fastest, found.rate)
            if kind is workload.W2 and isinstance(server, servers.Strowger) and found.rate:
                self._beyond(server, found.rate)
                self._sustained(server, int(found.rate * SUSTAINED))
        if kind is workload.W2 and fastest:
            trial = sipp.attempt(kind, direct, int(fastest * BEYOND), self._extent.seconds, self._scratch)
            self._raw.add({**trial.record(), "confirming": True})
            say(f"{kind.name} direct {told(trial)}")

    def _beyond(self, strowger, highest):
        """It is to bend, not to break: the calls that it answers are to stay as many."""
        for factor in self._extent.beyond:
            calm(strowger)
            trial = sipp.attempt(workload.W2, strowger, int(highest * factor), self._extent.confirming_seconds, self._scratch)
            self._raw.add({**trial.record(), "kind": "beyond", "highest": highest})
            say(f"{factor:g} times as much: {told(trial)}")

    def _sustained(self, strowger, rate):
        """Minute by minute; what is left of the heap is to be as much after as before."""
        if not self._extent.minutes:
            return
        for minute in range(self._extent.minutes):
            trial = sipp.attempt(workload.W2, strowger, rate, MINUTE, self._scratch)
            self._raw.add({**trial.record(), "kind": "minute", "minute": minute + 1, "live_heap": strowger.live_heap()})
            say(f"minute {minute + 1}: {told(trial)}")

    def _growth(self, strowger):
        growing = growth.Growth(strowger, self._extent.seconds, self._scratch)
        for kind, sizes in self._extent.growth.items():
            for cost in growing.costs(kind, sizes):
                self._raw.add(cost.record())
                say(f"{cost.size} {cost.of}: {cost.cpu_ms} ms, {cost.failed} failed")

    def _found(self, name, server, found):
        say(f"{name} {server.name}: {found.rate}" + (", and nothing higher was tried" if found.at_limit else ""))
        self._raw.add({"kind": "found", "workload": name, "server": server.name, "rate": found.rate, "at_limit": found.at_limit})

    def _setup(self, server):
        if server.starts_cold:
            setup_time.measure(server, SETUP_RATE, self._extent.setup_seconds)
        measured = setup_time.measure(server, SETUP_RATE, self._extent.setup_seconds)
        self._raw.add(measured.record())
        say(f"W5 {server.name}: INVITE to 180 in {measured.ringing(0.5)} ms, p99 {measured.ringing(0.99)}")

    def _relayed(self, server):
        with relay.Bench(server, self._java, self._scratch) as bench:
            if server.starts_cold:
                bench.attempt(RELAY_START, self._extent.media_seconds)

            def attempt(calls, confirming):
                relayed = bench.attempt(calls, self._extent.media_seconds)
                self._raw.add({**relayed.record(), "confirming": confirming})
                say(f"W6 {server.name} {calls} calls: {relayed.lost:.3%} lost, p99 {relayed.ms_p99} ms, core {relayed.busy:.0%}")
                return relayed

            self._found("W6", server, search.highest(attempt, RELAY_START, RELAY_LIMIT, self._extent.media_effort))


def told(trial):
    verdict = "passed" if trial.passed else "FAILED"
    return (
        f"{trial.rate}/s {verdict}: {trial.answered} of {trial.offered} answered, {trial.repeated} repeated, "
        f"{trial.reached:g}/s reached, {trial.cpu_ms} ms, core {trial.busy:.0%}"
    )
