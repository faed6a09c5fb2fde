"""Runs a program's variants: its functions `sequential`, `threads`, `processes` and `combined`.

They take nothing and return the same answer. The program is imported as `program`, so what it
keeps behind its main guard does not run.
"""

import program
import variants

NAMES = "sequential", "threads", "processes", "combined"
ROUNDS = 3

if __name__ == "__main__":
    found = {name: getattr(program, name) for name in NAMES if hasattr(program, name)}
    variants.race(found, ROUNDS, repr)
