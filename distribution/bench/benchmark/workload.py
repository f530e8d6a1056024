"""What is measured by rates."""

import dataclasses

from benchmark import sipp

TRUNK_CALLER, TRUNK_CALLEE = "127.0.0.2", "127.0.0.3"
PHONE_CALLER, PHONE_CALLEE = "127.0.0.4", "127.0.0.5"
HOLDER, HELD_AT = "127.0.0.7", "127.0.0.6"  # the trunks of calls that are held while others are measured


@dataclasses.dataclass(frozen=True)
class Workload:
    name: str
    what: str
    scenario: str
    caller: str
    callee: str | None
    users: str | None = None  # which list of users the caller reads
    number: str = "9123"  # what begins with 9 goes to the trunk that is called, with 8 to the one that holds
    answer: str = "answer.xml"
    contact: int = sipp.CALLER_PORT
    start: int = 300
    limit: int = 20000

    def options(self):
        keys = {"number": "1000", "contact_port": self.contact}
        return ["-s", self.number, *(word for key, value in keys.items() for word in ("-key", key, value))]


W1 = Workload("W1", "registered call, INVITE with digest", "call_challenged.xml", PHONE_CALLER, PHONE_CALLEE, "calls")
W2 = Workload("W2", "trunk-like call", "call.xml", TRUNK_CALLER, TRUNK_CALLEE)
W3 = Workload("W3", "REGISTER with digest", "register.xml", PHONE_CALLER, None, "callers", start=1500, limit=40000)

RATED = (W1, W2, W3)

# Where W1's calls go: phones that must have registered before.
CALLEES = dataclasses.replace(W3, name="callees", caller=PHONE_CALLEE, users="callees", contact=sipp.CALLEE_PORT)

# What W4 holds.
HELD = W2
HELD_BY_TEXT = Workload(
    "signalling",
    "trunk-like call for text, which is not relayed",
    "call_by_text.xml",
    HOLDER,
    HELD_AT,
    number="8123",
    answer="answer_by_text.xml",
)


def named(name):
    for workload in RATED:
        if workload.name == name.upper():
            return workload
    raise ValueError(f"no workload {name}: " + ", ".join(workload.name for workload in RATED))
