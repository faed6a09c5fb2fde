"""requests: time-outs, hosts that do not exist or refuse, addresses that make no sense."""
# needs python 3.10
import socket
import urllib.error
import urllib.request

import requests


def attempt(url, **options):
    try:
        print(url, requests.get(url, **options).status_code)
    except requests.exceptions.RequestException as error:
        kinds = [kind.__name__ for kind in type(error).__mro__]
        print(url, kinds[: kinds.index("RequestException") + 1])


attempt("https://slow.example/", timeout=0.3)
attempt("https://slow.example/", timeout=(2, 0.3))
attempt("https://example.net/", timeout=0.2)
attempt("https://example.net/", timeout=30)
attempt("https://httpbin.org/delay/3", timeout=0.5)
attempt("https://missing.example/")
attempt("https://www.not-in-the-list.com/", timeout=5)
attempt("https://closed.example/")
attempt("http://localhost:9/")
attempt("https://example.com:8443/")
attempt("no-scheme.example")
attempt("ftp://example.com/")
attempt("https:///nowhere")

for url in ("https://missing.example/", "https://closed.example/", "https://badday.example/"):
    try:
        urllib.request.urlopen(url)
    except urllib.error.HTTPError as error:
        print("HTTPError", error.code, error.reason, len(error.read()))
    except urllib.error.URLError as error:
        print("URLError", type(error.reason).__name__)
try:
    urllib.request.urlopen("https://slow.example/", timeout=0.2)
except OSError as error:
    print(isinstance(error, TimeoutError) or type(error).__name__)
try:
    socket.create_connection(("missing.example", 80))
except socket.gaierror as error:
    print(error)
