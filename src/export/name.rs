//! What a file that leaves the page is called.

/// `makespan-<workload>-<view>-<date>.<ending>`: small letters, digits and hyphens, whatever the
/// parts hold; of the date only the day. Parts that are empty are left out.
pub fn file_name(workload: &str, view: &str, at: &str, ending: &str) -> String {
    let day: String = at.chars().take(10).collect();
    let parts = ["makespan", workload, view, &day].map(plain);
    let parts: Vec<_> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    [&parts.join("-"), ".", ending].concat()
}

fn plain(part: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    part.chars().map(kept).collect::<String>().trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_is_inside_and_harms_no_disk() {
        let name = file_name("sum-of-squares", "bars", "2026-11-20T12:00:00.000Z", "json");
        assert_eq!(name, "makespan-sum-of-squares-bars-2026-11-20.json");
        assert_eq!(file_name("primes", "bars", "", "svg"), "makespan-primes-bars.svg");
        assert_eq!(file_name("../a b", "x", "é", "csv"), "makespan-a-b-x.csv");
    }
}
