"""`import requests`, `import bs4`: packages that are loaded when a program first imports one.

Stands for what pip would have installed. The archive holds compiled modules, also those of the
standard library that these packages import, so that an import compiles nothing.
"""

import importlib.util
import sys
import types
import zipfile
import zipimport

from . import gil, site
from .lock import lock

_ARCHIVE = "/lib/python3.14/packages.zip"

_LOADED_FOR = {
    "bs4", "charset_normalizer", "html.parser", "http.client", "http.cookiejar", "idna", "requests",
    "soupsieve", "typing_extensions", "urllib.request", "urllib3",
}

_loading = lock()
_modules = set()  # paths in the archive, without their ending


class Finder:
    """Finds modules in the archive, before anybody else looks for them."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in _LOADED_FOR and not _modules and gil.calls is not None:
            _load(name)
        place = name.replace(".", "/")
        if place not in _modules:
            return None
        parent = place.rpartition("/")[0]
        return zipimport.zipimporter(f"{_ARCHIVE}/{parent}".rstrip("/")).find_spec(name)


def _load(name):
    with _loading:
        if _modules:
            return
        try:
            content = site.read("packages.zip")
        except ConnectionError as error:
            raise ImportError(f"{name} is not there: {error}", name=name) from None
        with open(_ARCHIVE, "wb") as file:
            file.write(content)
        with zipfile.ZipFile(_ARCHIVE) as archive:
            names = [entry.removesuffix(".pyc") for entry in archive.namelist()]
        _modules.update(entry.removesuffix("/__init__") for entry in names)


def explain(error):
    """Says of a package that is not there which ones are."""
    name = isinstance(error, ModuleNotFoundError) and error.name
    if name and name.partition(".")[0] not in sys.stdlib_module_names:
        error.add_note("Beside the standard library, the lab has requests and beautifulsoup4 (bs4).")


def install():
    """Look here first, and stand in for two modules that a page has no use for."""
    sys.meta_path.insert(0, Finder)
    # Its certificates are for connections that leave the page; clients only want to see a file.
    certificates = sys.modules["certifi"] = types.ModuleType("certifi")
    certificates.where = lambda: __file__
    certificates.contents = lambda: ""
    # urllib3 would use the browser's network directly, past the bundled web.
    browser = sys.modules["urllib3.contrib.emscripten"] = types.ModuleType("emscripten")
    browser.inject_into_urllib3 = lambda: None
