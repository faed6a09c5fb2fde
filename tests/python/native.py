"""Runs a program under native CPython, and says what must be the same in the lab.

The lab's CPython is 3.14; the machine's may be older. Programs are written so that every version
from 3.9 on prints the same, but for sentences that CPython has worded anew (`REWORDED`). A program
that needs a later version says so (`# needs python 3.13`) and is skipped where there is none. One
that fetches pages gets the bundled web over real sockets (native_web.py).
"""

import functools
import pathlib
import re
import signal
import subprocess
import tempfile

DEADLINE_S = 60
_PROGRAMS = pathlib.Path(__file__).resolve().parent / "programs"
_WEB = pathlib.Path(__file__).resolve().parent / "native_web.py"
_FETCHES = re.compile(r"^(?:import|from) (?:requests|urllib|http|bs4|socket)\b", re.MULTILINE)
_ERROR = re.compile(r"^(?:\w+\.)*(\w+(?:Error|Exception|Exit|Interrupt))\b", re.MULTILINE)
_NEEDS = re.compile(r"^# needs python (\d+)\.(\d+)", re.MULTILINE)
# What older versions say → what 3.14 says.
REWORDED = {
    "timeout value must be positive": "timeout value must be a non-negative number",
}
# As in the lab: whole lines are shown, and processes are forked unless the program asks for `spawn`
# (natively the default until 3.13).
_SITE = """import multiprocessing.context as context
import sys
context._default_context._default_context = context._concrete_contexts[{method!r}]
sys.stdout.reconfigure(line_buffering=True)
"""


def programs(wanted=""):
    """Name and source of every program with `wanted` in its name."""
    for path in sorted(_PROGRAMS.glob("*.py")):
        if wanted in path.stem:
            yield path.stem, path.read_text()


def start_method(source):
    return "spawn" if "# start method: spawn" in source else "fork"


def run(python, source):
    """The outcome of a program under `python`; a sentence where it cannot be run there."""
    needs = _NEEDS.search(source)
    if needs and version(python) < tuple(map(int, needs.groups())):
        return f"it needs Python {needs[1]}.{needs[2]}, and {python} is older"
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "main.py")
        path.write_text(source)
        pathlib.Path(folder, "sitecustomize.py").write_text(_SITE.format(method=start_method(source)))
        through = [str(_WEB)] if _FETCHES.search(source) else []
        done = subprocess.run([python, *through, str(path)], stdin=subprocess.DEVNULL, text=True,
                              capture_output=True, timeout=DEADLINE_S, cwd=folder,
                              preexec_fn=_heed_interrupts,
                              env={"PYTHONPATH": folder, "PATH": "/usr/bin:/bin"})
    missing = re.search(r"^ModuleNotFoundError: No module named '(\w+)'", done.stderr, re.MULTILINE)
    if missing:
        return f"{python} has no module {missing[1]}"
    code = done.returncode if done.returncode >= 0 else 128 - done.returncode  # as a shell says it
    return outcome(done.stdout, done.stderr, code)


def _heed_interrupts():
    """What a shell starts in the background ignores them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@functools.lru_cache
def version(python):
    asked = subprocess.run([python, "-c", "import sys; print(*sys.version_info[:2])"],
                           capture_output=True, text=True, timeout=DEADLINE_S, check=True)
    return tuple(map(int, asked.stdout.split()))


def outcome(out, err, code):
    """What two runs must have in common: lines, in any order, names of errors, the exit code.

    The order is left out because it truly races wherever two threads or processes print.
    """
    lines = sorted(REWORDED.get(line, line) for line in out.splitlines())
    return lines, sorted(set(_ERROR.findall(err))), code


class Expected:
    """What a program does under a native Python, asked when it is wanted."""

    def __init__(self, python, source):
        self._answer = functools.lru_cache(lambda: run(python, source))

    @property
    def hindrance(self):
        """Why it cannot be run natively here; None where it can."""
        return self._answer() if isinstance(self._answer(), str) else None

    def problems(self, got):
        """Sentences on what the lab did otherwise."""
        names = "output", "errors", "exit code"
        did = outcome(got["out"], got["err"], got["exit"])
        return [f"{name}: natively {natively}, in the lab {here}"
                for name, natively, here in zip(names, self._answer(), did) if natively != here]
