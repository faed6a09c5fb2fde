//! Where the site will be found, for the few places that must say it in full.

use super::Error;
use std::env;

/// The variable that says it: the site works without, and then says less to search engines.
const VARIABLE: &str = "MAKESPAN_URL";

/// The address of the home page: with a scheme, a host, and a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteAddress(String);

impl SiteAddress {
    /// The address that `MAKESPAN_URL` names, if it names one.
    ///
    /// # Errors
    /// When it is no address of a site.
    pub fn from_env() -> Result<Option<Self>, Error> {
        match env::var(VARIABLE) {
            Ok(text) if !text.is_empty() => Self::parse(&text).map(Some),
            _ => Ok(None),
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:%".contains(c);
        match rest {
            Some(rest)
                if !rest.starts_with('/') && !rest.is_empty() && rest.chars().all(is_plain) =>
            {
                Ok(Self([text.trim_end_matches('/'), "/"].concat()))
            }
            _ => Err(Error::Address(text.to_owned())),
        }
    }

    /// The full address of a page, given from the top of the site.
    pub fn of(&self, path: &str) -> String {
        [&self.0, path].concat()
    }

    /// The path of the home page: what comes after the host.
    pub fn path(&self) -> &str {
        let host = self.0.find("://").map_or(0, |at| at + 3);
        self.0[host..].find('/').map_or("/", |slash| &self.0[host + slash..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_with_one_slash() {
        for text in ["https://example.org/makespan", "https://example.org/makespan//"] {
            let address = SiteAddress::parse(text).unwrap();
            assert_eq!(address.of("a.html"), "https://example.org/makespan/a.html");
            assert_eq!(address.path(), "/makespan/");
        }
        assert_eq!(SiteAddress::parse("http://example.org").unwrap().path(), "/");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["example.org", "ftp://example.org", "https://", "https:///x", "https://a b"] {
            assert!(SiteAddress::parse(text).is_err(), "{text}");
        }
    }
}
