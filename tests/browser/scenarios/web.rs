//! The bundled web: pages that lanes and Python programs fetch, and the ways in which they fail.

use super::python::{self, Line};
use crate::Outcome;
use crate::fault::{Fault, Harm};
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::Visit;
use std::rc::Rc;

/// Fetches on threads and reads the titles; then asks the browser where its worker has been.
const PROGRAM: &str = "\
import threading
import time

import requests
from bs4 import BeautifulSoup

fetches = []

def download(url):
    begin = time.perf_counter()
    page = requests.get(url)
    fetches.append((begin, time.perf_counter()))
    print(url, page.status_code, BeautifulSoup(page.text, 'html.parser').title.string)

urls = ['https://github.com', 'https://example.net', 'https://badday.example']
threads = [threading.Thread(target=download, args=(url,), name=url) for url in urls]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
begins, ends = zip(*fetches)
print('overlapped', max(begins) < min(ends))
for url in ['https://slow.example', 'https://missing.example', 'https://elsewhere.com']:
    try:
        requests.get(url, timeout=0.2)
    except requests.exceptions.RequestException as error:
        print(url, type(error).__name__, 'cannot leave the site' in str(error))

import js
names = [entry.name for entry in js.performance.getEntriesByType('resource')]
print('elsewhere', [name for name in names if not name.startswith(js.location.origin)])
";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        [Variant::Chromium, Variant::Firefox] => programs_fetch_pages_of_the_site_and_no_others;
        [Variant::Chromium] => packages_that_do_not_arrive_are_an_import_error;
        Variant::THREADED =>
            failures_are_part_of_the_answer,
            each_page_is_fetched_once_a_sample,
            a_page_that_is_not_served_is_said_to_be_missing;
    }
}

async fn programs_fetch_pages_of_the_site_and_no_others(visit: Rc<Visit>) -> Outcome {
    let lines = python::run(&visit, PROGRAM).await?;
    let mut said: Vec<_> = lines.iter().map(|line| line.text.trim_end()).collect();
    said[..3].sort_unstable();
    let expected = [
        "https://badday.example 500 500 Internal Server Error",
        "https://example.net 200 A Third Example, played by Makespan",
        "https://github.com 200 A place for code, played by Makespan",
        "overlapped True",
        "https://slow.example ReadTimeout False",
        "https://missing.example ConnectionError False",
        "https://elsewhere.com ConnectionError True",
        "elsewhere []",
    ];
    assert_eq!(said, expected);
    let printed_by = |line: &Line| line.text.starts_with(&*line.thread);
    assert!(lines[..3].iter().all(printed_by), "{lines:?}");
    let asked = visit.site.requests();
    for file in ["packages.zip", "addresses.txt", "code.html", "server-error.html"] {
        assert!(asked.iter().any(|name| name == file), "{file} was not asked for: {asked:?}");
    }
    Ok(())
}

async fn packages_that_do_not_arrive_are_an_import_error(visit: Rc<Visit>) -> Outcome {
    visit.forgive("the server responded with a status of 404");
    visit.site.break_with(Fault::new("packages.zip", Harm::Status(404)));
    let program = "try:\n    import requests\nexcept ImportError as error:\n    print(error)\n";
    let lines = python::run(&visit, program).await?;
    let expected =
        "requests is not there: packages.zip could not be loaded: this site answered 404";
    assert_eq!(lines[0].text.trim_end(), expected);
    Ok(())
}

/// Races `workload` on twelve pages.
async fn race(visit: &Visit, workload: &str) -> Outcome<String> {
    visit.open(&format!("?workload={workload}&size=12&repeats=3&workers=4")).await?;
    visit.press("run").await?;
    visit.finish().await?;
    visit.look("document.querySelector('main').textContent").await
}

async fn failures_are_part_of_the_answer(visit: Rc<Visit>) -> Outcome {
    for (workload, start) in
        [("download", "answer: 9 pages, 82,904 bytes"), ("scrape", "answer: 9 titles, ")]
    {
        let text = race(&visit, workload).await?;
        for words in [
            start,
            "badday.example answered 500",
            "missing.example does not exist",
            "slow.example timed out",
        ] {
            assert!(text.contains(words), "{workload}: {words} is not in {text}");
        }
    }
    Ok(())
}

async fn each_page_is_fetched_once_a_sample(visit: Rc<Visit>) -> Outcome {
    race(&visit, "download").await?;
    let asked = visit.site.requests();
    let times = |file: &str| asked.iter().filter(|name| *name == file).count();
    assert!(times("example.html") > 0);
    for file in ["numbers.html", "server-error.html", "weather.html", "example-org.html"] {
        assert_eq!(times(file), times("example.html"), "{file}");
    }
    Ok(())
}

async fn a_page_that_is_not_served_is_said_to_be_missing(visit: Rc<Visit>) -> Outcome {
    visit.forgive("the server responded with a status of 404");
    visit.site.break_with(Fault::new("books.html", Harm::Status(404)));
    let text = race(&visit, "download").await?;
    let words = "books.toscrape.com could not be loaded from this site";
    assert!(text.contains("answer: 8 pages, ") && text.contains(words), "{text}");
    Ok(())
}
