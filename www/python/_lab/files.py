"""The files of a program: all its processes share them, see disk.mjs."""

from pyodide.ffi import to_js

from . import gil


def copy():
    """What a child needs to begin with the files as they are now."""
    return gil.calls.copyFiles().to_bytes()


def paste(files):
    """Begin with the files of a `copy`."""
    gil.calls.pasteFiles(to_js(files))
