//! Results taken out of the page, and brought back.

use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use serde_json::{Value, json};
use std::rc::Rc;

/// A short race.
const RACE: &str = "workload=primes&size=200000&repeats=3&workers=2&strategies=processes";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::THREADED =>
            a_result_file_holds_what_the_table_says_and_draws_it_again,
            every_format_is_given_out;
        [Variant::Chromium] =>
            a_bad_file_is_refused_in_a_sentence_and_nothing_is_lost;
    }
}

/// Exports in a format, and gives what was exported.
pub async fn export(visit: &Visit, format: &str) -> Outcome<String> {
    visit.click(&format!("[data-export={format}]")).await?;
    visit.wait(&format!("document.querySelector('[data-exported={format}]')"), SOON).await?;
    visit
        .ask(&format!(
            "fetch(document.querySelector('[data-exported={format}]').href)\
             .then((it) => it.text()).then(done);"
        ))
        .await
}

/// The result file.
pub async fn exported(visit: &Visit) -> Outcome<Value> {
    Ok(serde_json::from_str(&export(visit, "json").await?)?)
}

async fn race(visit: &Visit) -> Outcome {
    visit.open(&format!("?{RACE}")).await?;
    visit.press("run").await?;
    visit.finish().await?;
    visit.wait("document.querySelector('[data-export=json]:not([aria-disabled=true])')", SOON).await
}

async fn a_result_file_holds_what_the_table_says_and_draws_it_again(visit: Rc<Visit>) -> Outcome {
    race(&visit).await?;
    let (rows, result) = (visit.rows().await?, exported(&visit).await?);
    assert_eq!(result["schema"], "makespan.result/1");
    assert_eq!((&result["workload"], &result["size"]), (&json!("primes"), &json!(200_000)));
    let strategies = result["strategies"].as_array().expect("a list");
    assert_eq!(strategies.len(), rows.len());
    for (row, strategy) in rows.iter().zip(strategies) {
        assert_eq!(strategy["strategy"], row.strategy);
        let median = strategy["medianMs"].as_f64().zip(row.median_ms);
        assert!(median.is_some_and(|(file, table)| (file - table).abs() < 1e-3), "{strategy}");
    }
    visit.open("?workload=squares").await?;
    visit.press("explain").await?;
    import(&visit, &result.to_string()).await?;
    visit
        .wait("document.querySelector('tr[data-strategy=processes][data-median-ms]')", SOON)
        .await?;
    for (shown, row) in visit.rows().await?.iter().zip(&rows) {
        let same = shown.median_ms.zip(row.median_ms);
        assert!(same.is_some_and(|(a, b)| (a - b).abs() < 1e-3), "{shown:?} {row:?}");
        assert_eq!(shown.answer, row.answer);
    }
    Ok(())
}

async fn every_format_is_given_out(visit: Rc<Visit>) -> Outcome {
    race(&visit).await?;
    let csv = export(&visit, "csv").await?;
    assert!(csv.starts_with("strategy,") && csv.lines().count() >= 7, "{csv}");
    let markdown = export(&visit, "markdown").await?;
    assert!(markdown.contains("| Processes"), "{markdown}");
    let svg = export(&visit, "svg").await?;
    assert!(svg.contains("<svg") && !svg.contains("var(--"), "{svg}");
    let png = export(&visit, "png").await?;
    assert!(png.contains("PNG"));
    let trace: Value = serde_json::from_str(&export(&visit, "trace").await?)?;
    assert!(trace["traceEvents"].as_array().is_some_and(|events| events.len() > 10));
    for view in ["receipt", "timeline"] {
        visit.click(&format!("[data-open={view}]")).await?;
        visit.wait(&format!("document.querySelector('[data-view={view}]')"), SOON).await?;
        let svg = export(&visit, "svg").await?;
        assert!(svg.contains("<svg") && !svg.contains("var(--"), "{view}: {svg}");
    }
    Ok(())
}

async fn a_bad_file_is_refused_in_a_sentence_and_nothing_is_lost(visit: Rc<Visit>) -> Outcome {
    race(&visit).await?;
    let before = visit.rows().await?;
    let mut broken = exported(&visit).await?;
    broken["strategies"][0]["samples"][0]["makespanMs"] = json!(-4);
    let cases = [
        ("{", "line 1"),
        ("[]", "schema"),
        ("{\"schema\": \"other\"}", "other"),
        (&*broken.to_string(), "strategies[0].samples[0].makespanms"),
    ];
    for (text, said) in cases {
        import(&visit, text).await?;
        let words = format!(
            "document.querySelector('[data-notice=bad-file]')?.textContent.toLowerCase().includes('{said}')"
        );
        visit.wait(&words, SOON).await?;
    }
    let after = visit.rows().await?;
    assert!(after.iter().zip(&before).all(|(now, then)| now.median_ms == then.median_ms));
    Ok(())
}

/// Hands a file to the page, as its file field does.
pub async fn import(visit: &Visit, text: &str) -> Outcome {
    visit.wait("document.querySelector('[data-import]')", SOON).await?;
    let script = format!(
        "const files = new DataTransfer(); \
         files.items.add(new File([{}], 'result.json', {{ type: 'application/json' }})); \
         const field = document.querySelector('input[data-import]'); field.files = files.files; \
         field.dispatchEvent(new Event('change', {{ bubbles: true }})); done(true);",
        json!(text)
    );
    visit.ask::<bool>(&script).await.map(drop)
}
