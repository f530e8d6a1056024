"""One rate, tried for some seconds."""

import dataclasses

ANSWERED_AT_LEAST = 0.999
REPEATED_AT_MOST = 0.01
REACHED_AT_LEAST = 0.96


@dataclasses.dataclass(frozen=True)
class Trial:
    server: str
    workload: str
    rate: int
    seconds: float
    offered: int
    answered: int
    failed: int
    repeated: int  # messages sent again, by caller and callee
    reached: float  # what the caller really offered a second
    cpu_ms: float  # processor time of the server a call
    busy: float  # share of its core that the server took while under load
    dropped: int  # datagrams, by the system, of anybody

    @property
    def passed(self):
        return (
            self.answered >= ANSWERED_AT_LEAST * self.offered
            and self.repeated < max(1, REPEATED_AT_MOST * self.offered)
            and self.reached >= REACHED_AT_LEAST * self.rate
        )

    def record(self):
        """What goes into the raw data."""
        return {"kind": "trial", **dataclasses.asdict(self), "passed": self.passed}
