//! The figures Makespan promises, measured in Chromium on this machine: ratios, with intervals.

#[path = "../../tests/browser/browser.rs"]
#[allow(dead_code, reason = "the end-to-end tests ask which browser it is")]
mod browser;
#[path = "../../tests/browser/driver.rs"]
mod driver;
#[path = "../../tests/browser/fault.rs"]
#[allow(dead_code, reason = "nothing goes wrong on purpose here")]
mod fault;
mod figure;
mod lessons;
mod lighthouse;
mod native;
#[path = "../../tests/browser/row.rs"]
#[allow(dead_code, reason = "the end-to-end tests read more of a row")]
mod row;
#[path = "../../tests/browser/site.rs"]
#[allow(dead_code, reason = "nothing goes wrong on purpose here")]
mod site;
mod speed;
mod start;
mod twins;
#[path = "../../tests/browser/variant.rs"]
#[allow(dead_code, reason = "the end-to-end tests use more browsers")]
mod variant;
mod views;
#[path = "../../tests/browser/visit.rs"]
#[allow(dead_code, reason = "the end-to-end tests do more in a visit")]
mod visit;
mod weight;
mod window;

use browser::Browser;
use figure::Figure;
use site::Site;
use std::error::Error;
use std::path::Path;
use std::{env, fs};
use variant::Variant;
use visit::Visit;

/// What a step of a measurement gives, or why it cannot go on.
type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// How often things are measured.
struct Effort {
    /// Timed rounds of a race.
    rounds: u32,
    /// Process starts.
    starts: u32,
    /// Presses of Stop.
    stops: u32,
}

const QUICK: Effort = Effort { rounds: 15, starts: 30, stops: 5 };
const FULL: Effort = Effort { rounds: 61, starts: 120, stops: 25 };

#[tokio::main]
async fn main() -> Outcome {
    let quick = env::args().any(|argument| argument == "--quick");
    let figures = measure(if quick { &QUICK } else { &FULL }).await?;
    let goals: Vec<_> = figures.iter().filter(|figure| figure.is_goal()).collect();
    let met = goals.iter().filter(|figure| figure.is_met()).count();
    println!("\n{met} of {} goals met", goals.len());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("race.json"), figure::json(&figures))?;
    Ok(())
}

async fn measure(effort: &Effort) -> Outcome<Vec<Figure>> {
    let mut figures = Vec::new();
    figure::heading();
    let mut note = |measured: Vec<Figure>| {
        measured.iter().for_each(|figure| println!("{figure}"));
        figures.extend(measured);
    };
    note(weight::measure()?);
    // In a browser of its own, so before there is another.
    note(lighthouse::measure()?);
    let browser = Browser::start(Variant::Chromium).await?;
    let visit = Visit::new(Site::open().await?, browser.session.clone(), Variant::Chromium);
    note(window::arrival(&visit).await?);
    note(start::measure(&visit, effort).await?);
    note(native::measure(effort)?);
    note(speed::measure(&visit, effort).await?);
    note(window::measure(&visit, effort).await?);
    note(views::measure(&visit, effort).await?);
    note(lessons::measure(&visit).await?);
    note(twins::measure(&visit, effort).await?);
    browser.end().await;
    Ok(figures)
}
