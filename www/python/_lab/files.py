"""The files a child begins with: a copy of its parent's, as far as a program can have made them.

Natively processes share a disk. Here each has a file system of its own in memory; what a child
writes later, its parent does not see.
"""

import os

_PLACES = "/home/pyodide", "/tmp"
_MOST_BYTES = 32 * 2**20


def copy():
    """Path → contents; the files beyond the limit are left out."""
    found = {}
    left = _MOST_BYTES
    for place in _PLACES:
        for folder, _, names in os.walk(place):
            for name in names:
                path = os.path.join(folder, name)
                try:
                    left -= os.path.getsize(path)
                    if left >= 0:
                        with open(path, "rb") as file:
                            found[path] = file.read()
                except OSError:
                    pass
    return found


def paste(found):
    for path, contents in found.items():
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(contents)
