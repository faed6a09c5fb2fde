"""urllib.request and http.client: what the standard library fetches by itself."""
import http.client
import json
import urllib.parse
import urllib.request

with urllib.request.urlopen("https://www.python.org/") as answer:
    print(answer.status, answer.reason, answer.headers.get_content_charset(), len(answer.read()))
with urllib.request.urlopen("http://example.org/") as answer:
    print(answer.geturl(), len(answer.read()))
form = urllib.parse.urlencode({"name": "Grace"}).encode()
with urllib.request.urlopen("https://httpbin.org/post", data=form) as answer:
    print(json.load(answer)["form"])
request = urllib.request.Request("https://httpbin.org/headers", headers={"X-Own": "yes"})
with urllib.request.urlopen(request) as answer:
    print(json.load(answer)["headers"]["X-Own"])

connection = http.client.HTTPSConnection("news.ycombinator.com", timeout=10)
connection.request("GET", "/")
answer = connection.getresponse()
first = answer.read(100)
print(answer.status, answer.getheader("content-type"), len(first), len(answer.read()))
connection.close()
