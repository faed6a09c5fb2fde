"""What the programs of the lessons must print: as written down in `tests/programs/expected/`.

The same files are held against native CPython by `tests/programs/main.rs`. In `NAME.txt` the lines
come in the order written, in `NAME.mixed.txt` in any; `#` stands for any number.
"""

import pathlib
import re

_ROOT = pathlib.Path(__file__).resolve().parents[2]
_EXPECTED = _ROOT / "tests" / "programs" / "expected"


def programs(wanted=""):
    """Name, source, start method and expected text of each program that has one written down."""
    for path in sorted(_EXPECTED.glob("*.txt")):
        name, *marks = path.name.removesuffix(".txt").split(".")
        if wanted in name:
            source = (_ROOT / "www" / "python" / "programs" / f"{name}.py").read_text()
            method = "spawn" if "spawn" in marks else "fork"
            yield name, source, method, Expected(path.read_text(), "mixed" in marks)


class Expected:
    """What a program must print."""

    hindrance = None

    def __init__(self, text, is_mixed):
        self._text = text
        self._is_mixed = is_mixed

    def problems(self, got):
        """Sentences on what a program in the lab printed otherwise."""
        left = self._text.splitlines()
        for line in got["out"].splitlines():
            candidates = left if self._is_mixed else left[:1]
            wanted = next((one for one in candidates if _is_like(line, one)), None)
            if wanted is None:
                return [f"it printed {line!r}, and expected was {candidates}"]
            left.remove(wanted)
        return [f"it did not print {left}"] if left else []


def _is_like(line, wanted):
    pattern = r"\d[\d.]*".join(map(re.escape, wanted.split("#")))
    return re.fullmatch(pattern, line) is not None
