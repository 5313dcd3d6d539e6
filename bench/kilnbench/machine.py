"""The facts without which no figure means anything."""

import os
import pathlib
import platform
import re
import subprocess
import time


def facts(jdk, wrk=None):
    """Name and value, in the order in which they are printed."""
    return {
        "processor": _find(r"model name\s*:\s*(.*)", _read("/proc/cpuinfo")) or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory": f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') // 2**20} MiB",
        "kernel": f"{platform.system()} {platform.release()}",
        "JDK": _find(r'IMPLEMENTOR_VERSION="(.*)"', _read(jdk / "release")) or str(jdk),
        "load generator": _first_line([wrk, "-v"]) if wrk else f"kilnbench on Python {platform.python_version()}",
        "busy before": f"{busy():.0%} of the cores; anything above a few percent spoils the figures",
        "commit": _first_line(["git", "-C", pathlib.Path(__file__).parent, "describe", "--always", "--dirty"]),
    }


def busy(seconds=1):
    """The share of the cores' time that others use (0 to 1), watched for so many seconds."""
    before = _cpu_times()
    time.sleep(seconds)
    used = [now - then for now, then in zip(_cpu_times(), before)]
    # The fourth and fifth field are idle time and waiting for disks (proc_stat(5)).
    return 1 - sum(used[3:5]) / max(1, sum(used))


def _cpu_times():
    # Time of guests, in the fields from the ninth on, is part of the earlier ones.
    return [int(x) for x in _read("/proc/stat").splitlines()[0].split()[1:9]]


def _read(path):
    try:
        return pathlib.Path(path).read_text()
    except OSError:
        return ""


def _find(pattern, text):
    found = re.search(pattern, text)
    return found.group(1).strip() if found else None


def _first_line(command):
    try:
        done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    # wrk -v ends with 1, its version on the first line.
    return ((done.stdout or done.stderr).splitlines() or ["unknown"])[0]
