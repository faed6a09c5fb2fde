//! Links that carry a result, and results from elsewhere beside one's own.

use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use makespan::base64url;
use makespan::reference::link;
use serde_json::json;
use std::rc::Rc;

/// A race that is over in a moment.
const RACE: &str = "workload=primes&size=20000&repeats=3&workers=2&strategies=processes";

/// How many bars from elsewhere are drawn.
const OUTLINES: &str = "document.querySelectorAll('.chart .outline').length";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::ALL =>
            a_result_in_a_link_is_outlined_and_nothing_runs;
        [Variant::Chromium, Variant::Firefox] =>
            a_shared_link_shows_what_its_sender_saw,
            a_file_of_cpython_stands_beside_a_race,
            compare_py_is_given_out_with_the_settings_of_the_page;
        [Variant::Chromium] =>
            a_damaged_result_link_is_named_and_its_settings_count;
    }
}

/// The fragment of a result of a machine that never was.
pub fn fragment() -> String {
    let content = json!([
        1,
        "primes",
        20_000,
        "A machine",
        "2026-11-29",
        [["sequential", 9.0, 1.0, 1.0, 1.0], ["processes", 4.5, 2.0, 1.5, 2.5]]
    ]);
    ["#result=", &base64url::encode(content.to_string().as_bytes())].concat()
}

/// Presses a button that copies a link, and gives the link: a driven browser may keep the clipboard
/// to itself or not, so it is taken from the field or from what was written.
pub async fn copied(visit: &Visit, action: &str) -> Outcome<String> {
    let spy = "self.written = undefined; Object.defineProperty(navigator, 'clipboard', \
        { configurable: true, value: { writeText: async (text) => { self.written = text; } } }); done(1);";
    visit.ask::<u32>(spy).await?;
    visit.click(&format!("[data-action={action}]:not([aria-disabled=true])")).await?;
    let said = format!("document.querySelector('[data-said={action}]').textContent");
    visit.wait(&format!("self.written && {said}"), SOON).await?;
    visit.look("self.written").await
}

async fn a_result_in_a_link_is_outlined_and_nothing_runs(visit: Rc<Visit>) -> Outcome {
    visit.open(&format!("?{RACE}{}", fragment())).await?;
    visit.wait(&format!("{OUTLINES} === 1"), SOON).await?;
    let reading: String =
        visit.look("document.querySelector('[data-reading]').textContent").await?;
    assert!(reading.contains("A machine"), "{reading}");
    assert_eq!(visit.states().await?, ["loading", "idle"]);
    assert_eq!(visit.look::<String>("document.getElementById('size').value").await?, "20000");
    visit.click("[data-action=dismiss-reference]").await?;
    visit.wait(&format!("{OUTLINES} === 0"), SOON).await
}

async fn a_shared_link_shows_what_its_sender_saw(visit: Rc<Visit>) -> Outcome {
    visit.open(&format!("?{RACE}")).await?;
    visit.press("run").await?;
    visit.finish().await?;
    let rows = visit.rows().await?;
    let plain = copied(&visit, "copy-link").await?;
    assert!(plain.contains("size=20000") && !plain.contains('#'), "{plain}");
    let shared = copied(&visit, "share-result").await?;
    let (address, fragment) = shared.split_at(shared.find('#').expect("it has a fragment"));
    assert_eq!(address, plain);
    let reference = link::from_fragment(fragment).expect("a result").expect("can be read");
    for (row, sent) in rows.iter().zip(&reference.rows) {
        assert_eq!(row.strategy, sent.strategy.id());
        let close = row.median_ms.map(|median| (median / sent.median_ms - 1.0).abs() < 1e-3);
        assert_eq!(close, Some(true), "{row:?} {sent:?}");
    }
    let query = address.split_once('?').map_or("", |(_, query)| query);
    visit.open(&format!("?{query}{fragment}")).await?;
    visit.wait(&format!("{OUTLINES} === {}", rows.len()), SOON).await
}

async fn a_file_of_cpython_stands_beside_a_race(visit: Rc<Visit>) -> Outcome {
    visit.open(&format!("?{RACE}")).await?;
    visit.press("run").await?;
    visit.finish().await?;
    let before = visit.rows().await?;
    let sample = |round: u32, ms: f64| json!({ "round": round, "makespanMs": ms });
    let strategy = |id: &str, processes: u32, ms: f64| {
        let samples: Vec<_> = (0..3).map(|round| sample(round, ms)).collect();
        json!({ "strategy": id, "processes": processes, "threads": 1, "answer": "1f",
                "samples": samples, "via": "by hand", "medianMs": ms, "speedup": 1.5 })
    };
    let file = json!({
        "schema": "makespan.result/1", "at": "2026-11-29T12:00:00Z",
        "environment": { "engine": "cpython", "version": "3.14.0", "reportedCores": 2 },
        "workload": "primes", "size": 100_000, "repeats": 3,
        "strategies": [strategy("sequential", 1, 3_000.0), strategy("processes", 2, 2_000.0)],
        "variants": [strategy("processes", 2, 2_100.0)]
    });
    super::export::import(&visit, &file.to_string()).await?;
    visit.wait(&format!("{OUTLINES} === 2"), SOON).await?;
    let reading: String =
        visit.look("document.querySelector('[data-reading]').textContent").await?;
    assert!(reading.contains("3.14.0") && reading.contains("not times"), "{reading}");
    let words: String = visit.look("document.querySelector('.elsewhere').innerText").await?;
    assert!(words.contains("by hand") && words.contains("2.10 s"), "{words}");
    let after = visit.rows().await?;
    assert!(after.iter().zip(&before).all(|(now, then)| now.median_ms == then.median_ms));
    Ok(())
}

async fn compare_py_is_given_out_with_the_settings_of_the_page(visit: Rc<Visit>) -> Outcome {
    visit.open("?workload=sort&size=5000&workers=3").await?;
    visit.press("explain").await?;
    visit.click("[data-action=compare-py]").await?;
    let link = "document.querySelector('[data-exported=\"compare.py\"]')";
    visit.wait(link, SOON).await?;
    let script: String =
        visit.ask(&format!("fetch({link}.href).then((it) => it.text()).then(done);")).await?;
    for part in ["\"--workload\", \"sort\"", "\"--size\", \"5000\"", "\"--workers\", \"3\""] {
        assert!(script.contains(part), "{part}");
    }
    let site: String = visit.look("`\"--site\", \"${document.baseURI.split('?')[0]}\"`").await?;
    assert!(script.contains(&site), "{site}");
    assert!(script.contains("if __name__ == \"__main__\":"));
    Ok(())
}

async fn a_damaged_result_link_is_named_and_its_settings_count(visit: Rc<Visit>) -> Outcome {
    let whole = fragment();
    for broken in [&whole[..whole.len() / 2], "#result=", "#result=%00", "#result=W10"] {
        visit.open(&format!("?workload=squares{broken}")).await?;
        visit.wait("document.querySelector('[data-notice=bad-result-link]')", SOON).await?;
        assert_eq!(visit.look::<u32>(OUTLINES).await?, 0);
        assert_eq!(
            visit.look::<String>("document.getElementById('workload').value").await?,
            "squares"
        );
        assert_eq!(visit.states().await?, ["loading", "idle"]);
    }
    Ok(())
}
