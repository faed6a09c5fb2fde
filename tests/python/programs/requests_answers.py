"""requests: statuses, headers, JSON, parameters, redirects, sessions, what raise_for_status raises."""
# needs python 3.10
import time

import requests

start = time.perf_counter()
page = requests.get("https://example.com")
print(page.status_code, page.reason, page.ok, len(page.content), page.encoding, page.url)
print(page.headers["Content-Type"], "<title>" in page.text)
print(0.3 < page.elapsed.total_seconds() < 5)

for url in ("https://www.example.org/gone", "https://badday.example/", "https://busy.example/"):
    answer = requests.get(url)
    try:
        answer.raise_for_status()
    except requests.exceptions.HTTPError as error:
        print(answer.status_code, error)

moved = requests.get("https://python.org")
print(moved.url, [step.status_code for step in moved.history])
print(requests.get("https://python.org", allow_redirects=False).headers["Location"])
print(len(requests.get("http://httpbin.org/redirect/3").history))
try:
    with requests.Session() as session:
        session.max_redirects = 2
        session.get("https://httpbin.org/redirect/3")
except requests.exceptions.TooManyRedirects as error:
    print(error)

answer = requests.get("https://httpbin.org/get", params={"page": 2, "tag": ["a", "b"]})
print(answer.json()["args"], answer.json()["url"])
answer = requests.post("https://httpbin.org/post", json={"name": "Ada", "numbers": [1, 2]})
print(answer.json()["json"], answer.request.method)
print(requests.post("https://httpbin.org/post", data={"a": "b c"}).json()["form"])
print(requests.get("https://httpbin.org/headers", headers={"X-Own": "1"}).json()["headers"]["X-Own"])
print(requests.head("https://example.com").headers["Content-Length"])
try:
    requests.get("https://example.com").json()
except requests.exceptions.JSONDecodeError as error:
    print("no JSON:", error)
with requests.Session() as session:
    print([session.get("https://example.com/").status_code for _ in range(2)])
with requests.get("https://numbers.example/", stream=True) as stream:
    print(sum(len(part) for part in stream.iter_content(1000)))
print([todo["id"] for todo in requests.get("https://jsonplaceholder.typicode.com/posts").json()][:3])
