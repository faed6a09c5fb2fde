//! A picture of the visitor's own: raced, and sent nowhere.

use super::access::assert_accessible;
use super::export::exported;
use crate::Outcome;
use crate::scenario::{Scenario, scenarios};
use crate::variant::Variant;
use crate::visit::{SOON, Visit};
use serde_json::json;
use std::rc::Rc;

/// A short race.
const RACE: &str = "workload=blur&size=96&repeats=3&workers=2&strategies=threads,processes";

/// The picture that is worked on, as it is shown.
const BEFORE: &str = ".photo canvas";

/// Every scenario of this topic.
pub fn scenarios() -> Vec<Scenario> {
    scenarios! {
        Variant::THREADED =>
            a_picture_of_ones_own_is_blurred_and_stays_here;
        [Variant::Chromium] =>
            a_picture_can_be_dropped_and_given_back,
            a_file_that_is_no_picture_is_refused_in_a_sentence,
            a_link_to_somebody_elses_picture_says_so;
    }
}

/// Makes a picture file, red on its left and blue on its right, and hands it to `deliver`.
fn with_file(width: u32, height: u32, deliver: &str) -> String {
    format!(
        "const canvas = document.createElement('canvas'); \
         canvas.width = {width}; canvas.height = {height}; \
         const pen = canvas.getContext('2d'); \
         pen.fillStyle = '#ff0000'; pen.fillRect(0, 0, {width} / 2, {height}); \
         pen.fillStyle = '#0000ff'; pen.fillRect({width} / 2, 0, {width} / 2, {height}); \
         canvas.toBlob((blob) => {{ const files = new DataTransfer(); \
         files.items.add(new File([blob], 'own.png', {{ type: 'image/png' }})); \
         {deliver} done(true); }});"
    )
}

/// What a file field does when a file is chosen in it.
const CHOOSE: &str = "const field = document.querySelector('[data-photo]'); \
    field.files = files.files; field.dispatchEvent(new Event('change', { bubbles: true }));";

/// What the browser does when a file is dropped.
const DROP: &str = "document.querySelector('.photo').dispatchEvent(\
    new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: files }));";

async fn open(visit: &Visit, query: &str) -> Outcome {
    visit.open(&format!("?{query}")).await?;
    visit.wait("document.querySelector('.photo[data-picture=bundled]')", SOON).await
}

async fn race(visit: &Visit) -> Outcome {
    visit.press("run").await?;
    visit.finish().await?;
    visit.wait("document.querySelector('[data-export=json]:not([aria-disabled=true])')", SOON).await
}

/// The colour in the middle of the left half of a canvas: red, green, blue.
async fn left_of(visit: &Visit, canvas: &str) -> Outcome<[u8; 3]> {
    let script = format!(
        "[...(({{ width, height }}, pen) => pen.getImageData(width / 4, height / 2, 1, 1).data)(\
         document.querySelector('{canvas}'), document.querySelector('{canvas}').getContext('2d'))]\
         .slice(0, 3)"
    );
    visit.look(&script).await
}

async fn a_picture_of_ones_own_is_blurred_and_stays_here(visit: Rc<Visit>) -> Outcome {
    open(&visit, RACE).await?;
    race(&visit).await?;
    let bundled = visit.rows().await?;
    let asked = visit.site.requests().len();
    visit.ask::<bool>(&with_file(600, 300, CHOOSE)).await?;
    visit.wait("document.querySelector('.photo[data-picture=own]')", SOON).await?;
    visit.wait("location.search.includes('picture=own')", SOON).await?;
    // Half as wide as high again is left: 450 × 300, of which whole tiles are kept.
    let shown: [u32; 2] = visit
        .look(&format!(
            "(({{ width, height }}) => [width, height])(document.querySelector('{BEFORE}'))"
        ))
        .await?;
    assert_eq!(shown, [432, 288]);
    assert_eq!(left_of(&visit, BEFORE).await?, [255, 0, 0]);
    race(&visit).await?;
    let own = visit.rows().await?;
    own.iter().for_each(|row| row.assert_measured());
    assert!(own.iter().zip(&bundled).all(|(own, bundled)| own.answer != bundled.answer));
    let [red, green, blue] = left_of(&visit, "#picture-threads").await?;
    assert!(red > 120 && red > blue && green < red, "{red} {green} {blue}");
    let result = exported(&visit).await?;
    assert!(result["notices"].to_string().contains("picture of the visitor’s own"), "{result}");
    // The engine starts anew for each race; nothing else is asked for, and nothing is sent.
    let asked: Vec<_> = visit.site.requests().split_off(asked);
    assert!(asked.iter().all(|file| !file.contains("own")), "{asked:?}");
    Ok(())
}

async fn a_picture_can_be_dropped_and_given_back(visit: Rc<Visit>) -> Outcome {
    open(&visit, RACE).await?;
    visit.ask::<bool>(&with_file(40, 900, DROP)).await?;
    visit.wait("document.querySelector('.photo[data-picture=own]')", SOON).await?;
    assert!(!visit.notices().await?.contains(&"bad-file".to_owned()));
    assert_accessible(&visit, "a picture of one's own").await?;
    visit.click("[data-action=bundled-picture]").await?;
    visit.wait("document.querySelector('.photo[data-picture=bundled]')", SOON).await?;
    visit.wait("!location.search.includes('picture')", SOON).await?;
    assert_ne!(left_of(&visit, BEFORE).await?, [255, 0, 0]);
    Ok(())
}

async fn a_file_that_is_no_picture_is_refused_in_a_sentence(visit: Rc<Visit>) -> Outcome {
    open(&visit, RACE).await?;
    for (words, size) in [("no picture", "['not a picture']"), ("50 MB", "[new Uint8Array(51e6)]")]
    {
        let script = format!(
            "const files = new DataTransfer(); \
             files.items.add(new File({size}, 'own.png', {{ type: 'image/png' }})); {CHOOSE} done(true);"
        );
        visit.ask::<bool>(&script).await?;
        let said = format!(
            "document.querySelector('[data-notice=bad-picture]')?.textContent.includes({})",
            json!(words)
        );
        visit.wait(&said, SOON).await?;
    }
    visit.wait("document.querySelector('.photo[data-picture=bundled]')", SOON).await?;
    visit.ask::<bool>(&with_file(90, 60, CHOOSE)).await?;
    visit.wait("document.querySelector('.photo[data-picture=own]')", SOON).await?;
    visit.wait("!document.querySelector('[data-notice=bad-picture]')", SOON).await
}

async fn a_link_to_somebody_elses_picture_says_so(visit: Rc<Visit>) -> Outcome {
    open(&visit, &format!("{RACE}&picture=own")).await?;
    assert_eq!(visit.notices().await?, ["no-picture"]);
    race(&visit).await?;
    visit.rows().await?.iter().for_each(|row| row.assert_measured());
    Ok(())
}
