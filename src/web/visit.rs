//! One visit to an address of the bundled web: what comes back, after a wait.

use super::{Address, Outcome};
use crate::workload::Pause;
use std::time::Duration;

/// How a visit ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With a page.
    Page {
        /// The status, as in HTTP.
        status: u16,
        /// What it says.
        body: Vec<u8>,
    },
    /// Without an answer, when one had waited long enough.
    TimedOut,
    /// The server lets nobody connect.
    Refused,
    /// There is no such host.
    NoSuchHost,
    /// The site that plays the bundled web cannot be reached, or lacks the page.
    NotServed,
}

/// Visits `address`, or the one it leads to. The lane waits for `latency`, or for the page where
/// that takes longer.
pub fn visit(address: Address, latency: Duration, pause: &dyn Pause) -> Ending {
    let without_page = |ending| {
        pause.pause(latency);
        ending
    };
    match address.outcome {
        Outcome::Page { status, file } => match pause.fetch(file, latency) {
            Some(body) => Ending::Page { status, body },
            None => Ending::NotServed,
        },
        Outcome::Silent => without_page(Ending::TimedOut),
        Outcome::Refused => without_page(Ending::Refused),
        Outcome::Nowhere => without_page(Ending::NoSuchHost),
        // More redirects than anybody follows.
        Outcome::Moved { .. } => without_page(Ending::NotServed),
    }
}

/// A word for each ending, for partials: the status of a page, or a number below all of them.
impl From<&Ending> for u32 {
    fn from(ending: &Ending) -> Self {
        match ending {
            Ending::Page { status, .. } => (*status).into(),
            Ending::TimedOut => 1,
            Ending::Refused => 2,
            Ending::NoSuchHost => 3,
            Ending::NotServed => 0,
        }
    }
}

/// What a host did, by the word for the ending: "answered 500", "timed out".
pub fn describe(word: u32) -> String {
    match word {
        0 => "could not be loaded from this site".to_owned(),
        1 => "timed out".to_owned(),
        2 => "refused to connect".to_owned(),
        3 => "does not exist".to_owned(),
        status => ["answered ", &status.to_string()].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web;
    use std::cell::RefCell;

    /// Serves nothing, and remembers what it was asked for.
    #[derive(Default)]
    struct Asked(RefCell<Vec<(String, Duration)>>);

    impl Pause for Asked {
        fn pause(&self, duration: Duration) {
            self.0.borrow_mut().push((String::new(), duration));
        }

        fn fetch(&self, file: &str, duration: Duration) -> Option<Vec<u8>> {
            self.0.borrow_mut().push((file.to_owned(), duration));
            (file != "example.html").then(|| b"page".to_vec())
        }
    }

    fn ending(address: &str) -> (Ending, Vec<(String, Duration)>) {
        let asked = Asked::default();
        let wanted = |line: &Address| line.address == address;
        let address = (0..).map_while(web::at).find(wanted).expect("is listed");
        let (address, _) = web::resolve(address);
        let ending = visit(address, Duration::from_millis(20), &asked);
        (ending, asked.0.take())
    }

    #[test]
    fn every_visit_waits_once() {
        let body = || b"page".to_vec();
        for (address, expected, file) in [
            ("https://github.com/", Ending::Page { status: 200, body: body() }, "code.html"),
            (
                "https://example.org/",
                Ending::Page { status: 200, body: body() },
                "example-org.html",
            ),
            (
                "https://badday.example/",
                Ending::Page { status: 500, body: body() },
                "server-error.html",
            ),
            ("https://example.com/", Ending::NotServed, "example.html"),
            ("https://slow.example/", Ending::TimedOut, ""),
            ("https://closed.example/", Ending::Refused, ""),
            ("https://missing.example/", Ending::NoSuchHost, ""),
        ] {
            let waited = vec![(file.to_owned(), Duration::from_millis(20))];
            assert_eq!(ending(address), (expected, waited), "{address}");
        }
    }

    #[test]
    fn endings_are_told_apart() {
        let words = [0, 1, 2, 3, 404].map(describe);
        assert_eq!(words[4], "answered 404");
        assert!(words.iter().all(|word| words.iter().filter(|other| *other == word).count() == 1));
    }
}
