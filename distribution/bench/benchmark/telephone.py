"""
A caller and a callee of our own, for what SIPp cannot do: tell times below its tick of some milliseconds, and say to which ports
the media of a call is to go. They follow RFC 3261 as far as a call that succeeds on loopback needs it.
"""

import dataclasses
import re
import select
import socket
import time

from benchmark import sipp, workload

FIRST_MEDIA_PORT = 20000
PATIENCE = 5.0  # seconds for what is on its way
BUFFER = 4 << 20


def description(host, port):
    lines = ["v=0", f"o=- 7 7 IN IP4 {host}", "s=-", f"c=IN IP4 {host}", "t=0 0", f"m=audio {port} RTP/AVP 8", "a=rtpmap:8 PCMA/8000"]
    return "\r\n".join([*lines, "a=ptime:20", ""])


def media_address(message):
    """Where a message's description asks for audio, or None."""
    host = re.search(r"(?m)^c=IN IP4 (\S+)", message)
    port = re.search(r"(?m)^m=audio (\d+)", message)
    return (host.group(1), int(port.group(1))) if host and port else None


def values(message, header):
    return re.findall(rf"(?im)^{header} *: *(.*?)\r?$", message.split("\r\n\r\n", 1)[0])


def value(message, header):
    return next(iter(values(message, header)), "")


@dataclasses.dataclass
class Call:
    """One call, as both ends see it. Times are seconds of a clock that never goes back; None: it has not happened."""

    key: str
    number: str
    port: int  # of the media, at both ends
    invited: float
    rang: float | None = None
    answered: float | None = None
    ended: float | None = None
    status: int = 0  # the final one
    caller_sends_to: tuple | None = None
    callee_sends_to: tuple | None = None
    to: str = ""
    target: str = ""
    routes: tuple = ()


class Telephones:
    """Both telephones. Nothing happens but in pump, and in what calls it. Not for several threads."""

    def __init__(self, server):
        self._server = (server.host, server.port)
        self._caller = _socket(workload.TRUNK_CALLER, sipp.CALLER_PORT)
        self._callee = _socket(workload.TRUNK_CALLEE, sipp.CALLEE_PORT)
        self._run = f"{time.time_ns():x}"
        self.calls = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._caller.close()
        self._callee.close()

    def place(self):
        """Calls. Returns at once."""
        count = len(self.calls)
        call = Call(f"{self._run}-{count}", f"9{count:07}", FIRST_MEDIA_PORT + 2 * count, 0)
        self.calls[call.key] = call
        here, there = _name(self._caller), "{}:{}".format(*self._server)
        body = description(workload.TRUNK_CALLER, call.port)
        message = _message(
            f"INVITE sip:{call.number}@{there} SIP/2.0", f"Via: SIP/2.0/UDP {here};branch=z9hG4bK{call.key}i", "Max-Forwards: 70",
            f"From: <sip:1000@{here}>;tag=a{call.key}", f"To: <sip:{call.number}@{there}>", f"Call-ID: {call.key}",
            "CSeq: 1 INVITE", f"Contact: <sip:1000@{here}>", "Content-Type: application/sdp", body=body)  # fmt: skip
        call.invited = time.perf_counter()
        self._caller.sendto(message, self._server)
        return call

    def hang_up(self, call):
        self._within(call, 2, "BYE")

    def pump(self, until, done=lambda: False):
        """Lets both telephones talk until then, or until this is so. Whether it is so."""
        while True:
            if done():
                return True
            left = until - time.perf_counter()
            ready, _, _ = select.select([self._caller, self._callee], [], [], max(0, left))
            for heard in ready:
                octets, sender = heard.recvfrom(65535)
                message = octets.decode("utf-8", "replace")
                if heard is self._caller:
                    self._at_caller(message, sender, time.perf_counter())
                else:
                    self._at_callee(message, sender)
            if left <= 0 and not ready:
                return done()

    def patiently(self, done):
        return self.pump(time.perf_counter() + PATIENCE, done)

    def _at_caller(self, message, sender, now):
        if not message.startswith("SIP/2.0"):
            self._answer(self._caller, sender, message, "200 OK", "a")
            return
        call = self.calls.get(value(message, "Call-ID"))
        if call is None:
            return
        status, method = int(message.split()[1]), value(message, "CSeq").split()[-1]
        if method == "BYE":
            call.ended = call.ended or now
        elif method == "INVITE" and status == 180:
            call.rang = call.rang or now
        elif method == "INVITE" and status >= 200:
            call.status = status
            call.to = value(message, "To")
            if status < 300:
                call.answered = call.answered or now
                call.target = re.search(r"<([^>]*)>", value(message, "Contact")).group(1)
                call.routes = tuple(reversed(values(message, "Record-Route")))
                call.caller_sends_to = media_address(message)
                self._within(call, 1, "ACK")
            else:
                self._caller.sendto(self._ack_of_failure(call), self._server)

    def _ack_of_failure(self, call):
        here, there = _name(self._caller), "{}:{}".format(*self._server)
        return _message(
            f"ACK sip:{call.number}@{there} SIP/2.0", f"Via: SIP/2.0/UDP {here};branch=z9hG4bK{call.key}i", "Max-Forwards: 70",
            f"From: <sip:1000@{here}>;tag=a{call.key}", f"To: {call.to}", f"Call-ID: {call.key}", "CSeq: 1 ACK")  # fmt: skip

    def _at_callee(self, message, sender):
        method = message.split(" ", 1)[0]
        if method == "INVITE":
            number = re.search(r"sip:(\d+)@", message).group(1)
            call = next((each for each in self._latest() if each.number == number), None)
            if call is not None:
                call.callee_sends_to = media_address(message)
                self._answer(self._callee, sender, message, "180 Ringing", f"b{call.key}")
                self._answer(self._callee, sender, message, "200 OK", f"b{call.key}", description(workload.TRUNK_CALLEE, call.port))
        elif method not in ("ACK", "SIP/2.0"):
            self._answer(self._callee, sender, message, "200 OK", "b")

    def _latest(self):
        """The calls, those that began last first: what arrives is nearly always one of them."""
        return reversed(self.calls.values())

    def _within(self, call, sequence, method):
        here = _name(self._caller)
        self._caller.sendto(
            _message(
                f"{method} {call.target} SIP/2.0", f"Via: SIP/2.0/UDP {here};branch=z9hG4bK{call.key}{method}",
                *(f"Route: {route}" for route in call.routes), "Max-Forwards: 70", f"From: <sip:1000@{here}>;tag=a{call.key}",
                f"To: {call.to}", f"Call-ID: {call.key}", f"CSeq: {sequence} {method}"), self._server)  # fmt: skip

    @staticmethod
    def _answer(sock, sender, request, status, tag, body=""):
        to = value(request, "To")
        kept = [f"{name}: {each}" for name in ("Via", "Record-Route") for each in values(request, name)]
        kept += [f"{name}: {value(request, name)}" for name in ("From", "Call-ID", "CSeq")]
        described = ["Content-Type: application/sdp"] if body else []
        to = to if ";tag=" in to else f"{to};tag={tag}"
        message = _message(f"SIP/2.0 {status}", *kept, f"To: {to}", f"Contact: <sip:b@{_name(sock)}>", *described, body=body)
        sock.sendto(message, sender)


def _message(*lines, body=""):
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", body]).encode()


def _socket(host, port):
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    made.bind((host, port))
    return made


def _name(sock):
    return "{}:{}".format(*sock.getsockname())
