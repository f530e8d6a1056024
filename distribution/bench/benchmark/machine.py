"""What the system says of its processors, processes and sockets."""

import os
import pathlib
import platform
import re
import resource
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")


class Unfit(Exception):
    """The machine, or what is installed on it, will not do. The text is for whoever started the benchmark."""


def cores():
    """The processor of the servers and that of the load."""
    usable = sorted(os.sched_getaffinity(0))
    if len(usable) < 2:
        raise Unfit("needs two processors: one for the server, one for the load")
    return usable[0], usable[1]


def load_from(core):
    """Puts this process, and whatever it starts, on the processor of the load, with as many sockets as it may have."""
    os.sched_setaffinity(0, {core})
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _stat(process):
    """The fields of /proc/PID/stat behind the name, which may hold anything, or nothing where the process has gone."""
    try:
        text = pathlib.Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return []
    return text[text.rindex(")") + 2 :].split()


def session(leader):
    """The processes that run in the session of this one."""
    running = (int(name) for name in os.listdir("/proc") if name.isdigit())
    return [process for process in running if _stat(process)[3:4] == [str(leader)]]


def cpu_seconds(processes):
    """Processor time, user's and system's, that these have taken since they began."""
    fields = (_stat(process) for process in processes)
    return sum(int(of[11]) + int(of[12]) for of in fields if of) / TICKS


def cpu_seconds_by_thread(process):
    """The same for each thread: a dictionary from (number, name)."""
    taken = {}
    for thread in os.listdir(f"/proc/{process}/task"):
        fields = _stat(f"{process}/task/{thread}")
        if fields:
            name = pathlib.Path(f"/proc/{process}/task/{thread}/comm").read_text().strip()
            taken[int(thread), name] = (int(fields[11]) + int(fields[12])) / TICKS
    return taken


def datagrams_dropped():
    """Datagrams that the system has thrown away since it booted, because a socket had no room."""
    names, values = (line.split() for line in pathlib.Path("/proc/net/snmp").read_text().splitlines() if line.startswith("Udp:"))
    return int(values[names.index("RcvbufErrors")])


def first_line(*command):
    """The first line that a program prints about its version."""
    try:
        said = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=20, check=False).stdout
    except FileNotFoundError:
        return "missing"
    lines = [line.strip() for line in said.splitlines() if re.search(r"\d\.\d", line)]
    return lines[0] if lines else "?"


def described():
    """The machine, for the head of the report."""
    models = re.findall(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal: *(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1)
    return {
        "processor": models[0] if models else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(int(memory) / 1048576, 1),
        "kernel": platform.release(),
        "date": time.strftime("%Y-%m-%d %H:%M"),
    }
