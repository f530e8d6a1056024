"""What a call costs while the exchange holds more and more of something: the cost is to grow with the work, and no faster."""

import contextlib
import dataclasses
import os
import pathlib
import re
import tempfile
import time

from benchmark import machine, memory, servers, sipp, statistics, workload

TRIALS = 3
IN_FORCE_SECONDS = 180
POLL = 0.5
CALL_RATE, REGISTER_RATE = 200, 1000
FIRST_ACCOUNT = 100000
MANY = "many"
REGISTERING = dataclasses.replace(workload.W3, users=MANY)


@dataclasses.dataclass(frozen=True)
class Cost:
    """What one call, or REGISTER, takes of the processor at this size."""

    of: str
    size: int
    workload: str
    rate: int
    cpu_ms: float
    failed: int

    def record(self):
        return {"kind": "growth", **dataclasses.asdict(self)}


class Growth:
    """An exchange that is made to hold things."""

    def __init__(self, exchange, seconds, scratch):
        self._exchange = exchange
        self._seconds = seconds
        self._scratch = scratch
        self._etc = exchange.home / "etc"

    def costs(self, kind, sizes):
        """The cost at each size, the smallest first."""
        of, measured, rate, holding = self.kinds()[kind]
        for size in sorted(sizes):
            with holding(size):
                trials = [sipp.attempt(measured, self._exchange, rate, self._seconds, self._scratch) for _ in range(TRIALS)]
            cost = statistics.median([trial.cpu_ms for trial in trials])
            yield Cost(of, size, measured.name, rate, cost, sum(trial.offered - trial.answered for trial in trials))

    def kinds(self):
        """Kind: what there is more of, what is measured at which rate, and a context in which there is as much."""
        return {
            "held": ("held calls", workload.W2, CALL_RATE, self._held),
            "routes": ("route rows", workload.W2, CALL_RATE, self._routes),
            "trunks": ("trunks", workload.W2, CALL_RATE, self._trunks),
            "accounts": ("accounts, each registered", REGISTERING, REGISTER_RATE, self._accounts),
        }

    @contextlib.contextmanager
    def _held(self, size):
        with tempfile.TemporaryDirectory(dir=self._scratch) as name:
            seconds = TRIALS * (self._seconds + 10)
            with memory.holding(workload.HELD_BY_TEXT, self._exchange, size, seconds, pathlib.Path(name)):
                yield

    @contextlib.contextmanager
    def _routes(self, size):
        """Before the row that the calls take."""
        file = self._etc / "org.strowger.router.cfg"
        before = file.read_text(encoding="utf-8")
        rows = "".join(f"route.{1000 + row} = * 7{row:06} = = trunk-callee\n" for row in range(size))
        self._write(file, rows + before.replace("route.", "route.9000"))
        self._await(lambda: len(re.findall(r"7\d{6}", self._exchange.console("pbx:routes"))) >= size, f"{size} routes")
        yield
        self._write(file, before)
        self._await(lambda: not re.search(r"7\d{6}", self._exchange.console("pbx:routes")), "the routes from before")

    @contextlib.contextmanager
    def _trunks(self, size):
        files = [self._etc / f"org.strowger.trunk-line{line}.cfg" for line in range(size)]
        for line, file in enumerate(files):
            self._write(file, f"host = 127.2.{line // 250}.{line % 250 + 1}\n")
        self._await(lambda: self._lines() == size, f"{size} trunks")
        yield
        for file in files:
            file.unlink()
        self._await(lambda: self._lines() == 0, "the trunks to go")

    def _lines(self):
        return len(re.findall(r"trunk-line\d+ +callin +here", self._exchange.console("pbx:roles")))

    @contextlib.contextmanager
    def _accounts(self, size):
        """Accounts stay: a larger number has those of the smaller."""
        numbers = range(FIRST_ACCOUNT, FIRST_ACCOUNT + size)
        self._exchange.import_accounts(numbers)
        self._exchange.users[MANY] = servers.write_users(self._scratch / "many.csv", numbers)
        registered = sipp.attempt(REGISTERING, self._exchange, REGISTER_RATE, size / REGISTER_RATE, self._scratch)
        if registered.answered < size:
            raise machine.Unfit(f"{registered.answered} phones of {size} have registered")
        yield

    @staticmethod
    def _write(file, text):
        """The exchange reads all of it or none."""
        beside = file.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, file)

    @staticmethod
    def _await(true, what):
        deadline = time.monotonic() + IN_FORCE_SECONDS
        while not true():
            if time.monotonic() > deadline:
                raise machine.Unfit(f"{what}: not in force after {IN_FORCE_SECONDS} s")
            time.sleep(POLL)
