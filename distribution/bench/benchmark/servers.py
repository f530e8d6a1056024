"""What is measured: the exchange, and its peers. Each is on the servers' core, on loopback, with ports of its own."""

import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time

from benchmark import machine, sipp, workload

HOST = "127.0.0.1"
ACCOUNTS = 1000  # callers, and as many callees
READY_SECONDS = 60
CALLERS_FROM, CALLEES_FROM = 2000, 3000
CALLERS = range(CALLERS_FROM, CALLERS_FROM + ACCOUNTS)
CALLEES = range(CALLEES_FROM, CALLEES_FROM + ACCOUNTS)


def password(number):
    return f"pw{number}"


def write_users(file, numbers, *more):
    """A list that SIPp reads, in turn and from the start again: number, credentials, and one more of each."""
    lines = [";".join(map(str, (number, _credentials(number), *rest))) for number, *rest in zip(numbers, *more)]
    file.write_text("\n".join(["SEQUENTIAL", *lines]) + "\n", encoding="utf-8")
    return file


def user_lists(folder):
    """Those that the workloads name."""
    return {
        "callers": write_users(folder / "callers.csv", CALLERS),
        "callees": write_users(folder / "callees.csv", CALLEES),
        "calls": write_users(folder / "calls.csv", CALLERS, CALLEES),
    }


def _credentials(number):
    return f"[authentication username={number} password={password(number)}]"


class Server:
    """Something that calls go through."""

    name = ""
    host = HOST
    port = 0
    starts_cold = False  # whether its first calls cost more

    def __init__(self, core, users=None):
        self.core = core
        self.users = users

    def pinned(self, *command):
        return ["taskset", "-c", str(self.core), *map(str, command)]

    def processes(self):
        """Those whose processor time is the server's."""
        return []

    def version(self):
        return ""

    def start(self):
        """Returns when it is ready."""

    def stop(self):
        """Returns when it has gone."""


class Strowger(Server):
    """A copy of the distribution that was built, with accounts, a trunk on each side, and nothing else changed but ports."""

    name = "Strowger"
    port = 5960
    starts_cold = True
    _SSH_PORT = 8960

    def __init__(self, core, users, built, scratch):
        super().__init__(core, users)
        self.home = scratch / "strowger"
        shutil.copytree(built, self.home, symlinks=True, ignore=lambda folder, _: ("data", "log") if folder == str(built) else ())
        self._scratch = scratch
        etc = self.home / "etc"
        (etc / "org.strowger.sip-tcp.cfg").unlink()
        self._set(etc / "org.strowger.sip-udp.cfg", "port", self.port)
        self._set(etc / "org.apache.karaf.shell.cfg", "sshPort", self._SSH_PORT)
        files = {
            "trunk-caller": f"host = {workload.TRUNK_CALLER}\nport = {sipp.CALLER_PORT}\n",
            "trunk-callee": f"host = {workload.TRUNK_CALLEE}\nport = {sipp.CALLEE_PORT}\n",
            "trunk-holder": f"host = {workload.HOLDER}\nport = {sipp.CALLER_PORT}\n",
            "trunk-held": f"host = {workload.HELD_AT}\nport = {sipp.CALLEE_PORT}\n",
            "router": "route.10 = * 9* = = trunk-callee\nroute.20 = * 8* = = trunk-held\n",
        }
        for name, text in files.items():
            (etc / f"org.strowger.{name}.cfg").write_text(text, encoding="utf-8")

    @staticmethod
    def _set(file, key, value):
        text, changed = re.subn(rf"(?m)^{key} *=.*$", f"{key} = {value}", file.read_text(encoding="utf-8"))
        if changed != 1:
            raise machine.Unfit(f"{file.name} has no single {key}")
        file.write_text(text, encoding="utf-8")

    @property
    def process(self):
        return int((self.home / "data/strowger.pid").read_text())

    def processes(self):
        return [self.process]

    def version(self):
        return f"{next((self.home / 'system/org/strowger').glob('org.strowger.engine/*')).name}, Java {self._java_version()}"

    def _java_version(self):
        release = (pathlib.Path(os.readlink(f"/proc/{self.process}/exe")).parent.parent / "release").read_text()
        return re.search(r'JAVA_VERSION="(.*)"', release).group(1)

    def begin(self):
        """Starts it, and does not wait until it is ready."""
        subprocess.run(self.pinned(self.home / "bin/start"), stdout=subprocess.DEVNULL, check=True)

    def await_ready(self):
        status = subprocess.run([self.home / "bin/status", "--wait", str(READY_SECONDS)], capture_output=True, text=True, check=False)
        if status.returncode != 0:
            raise machine.Unfit(f"the exchange does not start: {status.stdout}{status.stderr}")

    def start(self):
        self.begin()
        self.await_ready()

    def stop(self):
        subprocess.run([self.home / "bin/stop"], stdout=subprocess.DEVNULL, check=True)

    def make_accounts(self):
        """Those of the workloads."""
        self.import_accounts([*CALLERS, *CALLEES])

    def import_accounts(self, numbers):
        file = self._scratch / "accounts.csv"
        file.write_text("number,password\n" + "".join(f"{number},{password(number)}\n" for number in numbers), encoding="utf-8")
        self.console(f"pbx:accounts-import {file}")

    def console(self, command):
        done = subprocess.run([self.home / "bin/client", command], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise machine.Unfit(f"{command}: {done.stdout}{done.stderr}")
        return done.stdout

    def jcmd(self, *command):
        """What a command of the JVM's own answers."""
        tool = pathlib.Path(os.readlink(f"/proc/{self.process}/exe")).parent / "jcmd"
        return subprocess.run([tool, str(self.process), *command], capture_output=True, text=True, check=True).stdout

    def live_heap(self):
        """Bytes that are in use after a full collection."""
        total = re.search(r"(?m)^Total +\d+ +(\d+)", self.jcmd("GC.class_histogram"))
        return int(total.group(1))


class Program(Server):
    """A peer that is one program, and what that starts."""

    def __init__(self, core, users, scratch):
        super().__init__(core, users)
        self._log = scratch / f"{self.name}.log"
        self._scratch = scratch
        self._program = None

    def command(self):
        raise NotImplementedError

    def ready(self):
        """Whether it answers."""
        raise NotImplementedError

    def processes(self):
        return machine.session(self._program.pid)

    def start(self):
        with open(self._log, "w", encoding="utf-8") as log:
            command = self.pinned(*self.command())
            self._program = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + READY_SECONDS
        while not self.ready():
            if self._program.poll() is not None or time.monotonic() > deadline:
                raise machine.Unfit(f"{self.name} does not start: {self._log.read_text(errors='replace')[-400:]}")

    def stop(self):
        if self._program is None or self._program.poll() is not None:
            return
        self._program.terminate()
        try:
            self._program.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self._program.pid, signal.SIGKILL)
            self._program.wait()


def answer_to(request, host, port, seconds=0.2):
    """What comes back to a datagram in this time, or None."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(seconds)
        asking.connect((host, port))
        try:
            asking.send(request)
            return asking.recv(65535)
        except TimeoutError:
            return None
        except ConnectionRefusedError:
            time.sleep(0.02)  # nobody has the port yet, and nobody tells when
            return None


class Kamailio(Program):
    """A stateful proxy with a registrar: what calls cost without the two sides of an exchange."""

    name = "Kamailio"
    port = 5961
    _CHILDREN = 1  # on one core; two would overtake each other, and SIPp takes a 180 behind the 200 for a failure

    def command(self):
        run = self._scratch / "kamailio"
        run.mkdir(exist_ok=True)
        config = pathlib.Path(__file__).parent.parent / "peers/kamailio.cfg"
        text = config.read_text(encoding="utf-8")
        values = {
            "TRUNK_CALLER": workload.TRUNK_CALLER,
            "TRUNK_CALLEE": f"{workload.TRUNK_CALLEE}:{sipp.CALLEE_PORT}",
            "CHILDREN": str(self._CHILDREN),
        }
        for key, value in values.items():
            text = text.replace(key, value)
        (run / "kamailio.cfg").write_text(text, encoding="utf-8")
        options = ["-DD", "-f", run / "kamailio.cfg", "-l", f"udp:{self.host}:{self.port}", "-m", "1024", "-M", "16"]
        return ["kamailio", *options, "-Y", run, "-P", run / "pid"]

    def version(self):
        return machine.first_line("kamailio", "-v")

    def ready(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
            free.bind((HOST, 0))
            via = f"{HOST}:{free.getsockname()[1]}"
        lines = [f"OPTIONS sip:{self.host}:{self.port} SIP/2.0", f"Via: SIP/2.0/UDP {via};branch=z9hG4bKready;rport", "Max-Forwards: 70"]
        lines += [f"From: <sip:ready@{via}>;tag=1", f"To: <sip:{self.host}>", "Call-ID: ready", "CSeq: 1 OPTIONS", "Content-Length: 0"]
        return answer_to("\r\n".join([*lines, "", ""]).encode(), self.host, self.port) is not None


class Direct(Server):
    """Nothing in between: what the load itself can do. Only for calls that a trunk makes."""

    name = "direct"
    host = workload.TRUNK_CALLEE
    port = sipp.CALLEE_PORT

    def version(self):
        return machine.first_line("sipp", "-v")


class Rtpengine(Program):
    """A relay of media in user space with one thread, told what to do by its ng protocol."""

    name = "rtpengine"
    port = 5962
    FIRST_PORT, LAST_PORT = 33000, 60000

    def command(self):
        ports = ["--interface=" + self.host, f"--port-min={self.FIRST_PORT}", f"--port-max={self.LAST_PORT}"]
        how = ["--config-file=none", "--table=-1", "--num-threads=1", "--foreground", "--log-stderr", "--log-level=3"]
        return ["rtpengine", *how, *ports, f"--listen-ng={self.host}:{self.port}", f"--pidfile={self._scratch / 'rtpengine.pid'}"]

    def version(self):
        return machine.first_line("rtpengine", "--version")

    def ready(self):
        return answer_to(b"0 d7:command4:pinge", self.host, self.port) is not None
