"""W5: how long a caller waits for the ringing; and how long the exchange takes from its start to its first call."""

import dataclasses
import time

from benchmark import machine, statistics, telephone

TALK = 0.5  # seconds from the answer to the BYE
FIRST_CALL_SECONDS = 60
TRY_EACH = 0.05


@dataclasses.dataclass(frozen=True)
class SetupTime:
    server: str
    rate: int
    offered: int
    answered: int
    ringing_ms: tuple  # of each call that rang, in the order in which they were made

    def ringing(self, share):
        return statistics.quantile(self.ringing_ms, share)

    def record(self):
        return {"kind": "setup", **dataclasses.asdict(self)}


def measure(server, rate, seconds):
    """Calls at an even rate, each hung up a little after its answer."""
    with telephone.Telephones(server) as phones:
        began, offered = time.perf_counter(), int(rate * seconds)
        talking = []
        while len(phones.calls) < offered or talking:
            now = time.perf_counter()
            if len(phones.calls) < offered and now >= began + len(phones.calls) / rate:
                talking.append(phones.place())
            for call in [call for call in talking if _over(call, now)]:
                talking.remove(call)
                if call.answered:
                    phones.hang_up(call)
            phones.pump(min(began + len(phones.calls) / rate if len(phones.calls) < offered else now + 0.01, now + 0.01))
        calls = list(phones.calls.values())
        phones.patiently(lambda: all(call.ended for call in calls if call.answered))
        ringing = tuple(round(1000 * (call.rang - call.invited), 3) for call in calls if call.rang)
        return SetupTime(server.name, rate, offered, sum(call.answered is not None for call in calls), ringing)


def _over(call, now):
    if call.answered:
        return now >= call.answered + TALK
    return call.status >= 300 or now >= call.invited + telephone.PATIENCE


def first_call(exchange):
    """Starts the exchange. Seconds from there until a call is answered; it is called again and again until one is."""
    began = time.perf_counter()
    exchange.begin()
    with telephone.Telephones(exchange) as phones:
        while time.perf_counter() < began + FIRST_CALL_SECONDS:
            latest = phones.place()
            if phones.pump(time.perf_counter() + TRY_EACH, lambda: any(call.answered for call in phones.calls.values())):
                break
        answered = [call for call in phones.calls.values() if call.answered]
        if not answered:
            raise machine.Unfit(f"no call within {FIRST_CALL_SECONDS} s of the start (the last had {latest.status})")
        taken = min(call.answered for call in answered) - began
        # Those before it may have been answered since: none is to stay.
        phones.pump(time.perf_counter() + 1)
        answered = [call for call in phones.calls.values() if call.answered]
        for call in answered:
            phones.hang_up(call)
        phones.patiently(lambda: all(call.ended for call in answered))
    exchange.await_ready()
    return round(taken, 2)
