"""As much of rtpengine's ng protocol as relaying a call takes: bencoded dictionaries in datagrams, each behind a cookie."""

import itertools
import socket
import time

from benchmark import telephone, workload

PATIENCE = 5.0


def encode(value):
    if isinstance(value, dict):
        return b"d" + b"".join(encode(key) + encode(value[key]) for key in sorted(value)) + b"e"
    if isinstance(value, list):
        return b"l" + b"".join(map(encode, value)) + b"e"
    if isinstance(value, int):
        return b"i%de" % value
    octets = value.encode()
    return b"%d:%s" % (len(octets), octets)


def decode(octets):
    value, rest = _decode(octets)
    if rest:
        raise ValueError(f"{len(rest)} octets too many")
    return value


def _decode(octets):
    kind = octets[:1]
    if kind == b"i":
        digits, rest = octets[1:].split(b"e", 1)
        return int(digits), rest
    if kind in (b"l", b"d"):
        items, rest = [], octets[1:]
        while rest[:1] != b"e":
            item, rest = _decode(rest)
            items.append(item)
        return (items if kind == b"l" else dict(zip(items[::2], items[1::2]))), rest[1:]
    length, rest = octets.split(b":", 1)
    return rest[: int(length)].decode(), rest[int(length) :]


class Relays:
    """Relayed calls, set up by telling the relay what both ends said. It stands where Telephones stands for an exchange."""

    def __init__(self, server):
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.settimeout(PATIENCE)
        self._socket.connect((server.host, server.port))
        self._cookies = itertools.count(time.time_ns())  # what it has heard before it answers as before
        self.calls = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def place(self):
        count = len(self.calls)
        port = telephone.FIRST_MEDIA_PORT + 2 * count
        call = telephone.Call(f"relayed-{count}", "", port, 0)
        common = {"call-id": call.key, "from-tag": "a", "ICE": "remove", "flags": ["trust-address"]}
        offer = telephone.description(workload.TRUNK_CALLER, port)
        answer = telephone.description(workload.TRUNK_CALLEE, port)
        call.callee_sends_to = telephone.media_address(self._ask({**common, "command": "offer", "sdp": offer})["sdp"])
        call.caller_sends_to = telephone.media_address(self._ask({**common, "command": "answer", "to-tag": "b", "sdp": answer})["sdp"])
        call.answered = 0.0
        self.calls[call.key] = call
        return call

    def hang_up(self, call):
        self._ask({"command": "delete", "call-id": call.key, "from-tag": "a", "delete-delay": 0})
        call.ended = 0.0

    def pump(self, _until, done=lambda: True):
        """Nothing is ever on its way."""
        return done()

    def patiently(self, done):
        return done()

    def _ask(self, request):
        cookie = b"%d" % next(self._cookies)
        self._socket.send(cookie + b" " + encode(request))
        while True:
            answered, _, reply = self._socket.recv(65535).partition(b" ")
            if answered == cookie:
                break
        said = decode(reply)
        if said["result"] != "ok":
            raise OSError(f"rtpengine refuses: {said}")
        return said
