"""bs4 with html.parser: titles, links, tables, classes, and pages that are broken."""
# needs python 3.10
import requests
from bs4 import BeautifulSoup


def soup_of(url):
    return BeautifulSoup(requests.get(url).text, "html.parser")


for url in ("https://example.com", "https://news.ycombinator.com", "https://badday.example/"):
    soup = soup_of(url)
    print(repr(soup.title.string), len(soup.find_all(True)))
for url in ("https://weather.example/", "https://recipes.example/"):
    soup = soup_of(url)
    print(repr(soup.title.string), [item.get_text().strip()[:9] for item in soup.find_all("li")])

quotes = soup_of("https://quotes.toscrape.com/")
for quote in quotes.select("div.quote"):
    print(quote.find("small", class_="author").text, "-", quote.find("span", class_="text").get_text())
print(quotes.find("li", class_="next").a["href"])

books = soup_of("https://books.toscrape.com/")
print(sum(float(price.text.lstrip("£")) for price in books.find_all("p", class_="price_color")))
print([book.h3.a["title"] for book in books.select("article.product_pod")][:3])
print([cell.text for cell in soup_of("https://numbers.example/").find_all("tr")[7].find_all("td")])
print([a.get("href") for a in soup_of("https://weather.example/").find_all("a")])
