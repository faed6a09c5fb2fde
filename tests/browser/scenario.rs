//! A scenario: what a visitor does, what must come of it, and in which browsers.

use crate::Outcome;
use crate::variant::Variant;
use crate::visit::Visit;
use std::pin::Pin;
use std::rc::Rc;

type Play = dyn Fn(Rc<Visit>) -> Pin<Box<dyn Future<Output = Outcome>>> + Send;

/// One thing that must work.
pub struct Scenario {
    /// What works.
    pub name: String,
    /// Where.
    pub on: Vec<Variant>,
    /// How it is tried. At its end no complaint may be left.
    pub play: Box<Play>,
}

impl Scenario {
    /// A scenario that is played by `play`.
    pub fn new<F, P>(name: impl Into<String>, on: &[Variant], play: P) -> Self
    where
        F: Future<Output = Outcome> + 'static,
        P: Fn(Rc<Visit>) -> F + Send + 'static,
    {
        let play =
            Box::new(move |visit| -> Pin<Box<dyn Future<Output = _>>> { Box::pin(play(visit)) });
        Self { name: name.into(), on: on.to_vec(), play }
    }
}

/// Scenarios under the names of the functions that play them, after that of their topic.
macro_rules! scenarios {
    ($($on:expr => $($play:ident),+;)+) => {
        vec![$($({
            let name = $crate::scenario::within(module_path!(), stringify!($play));
            $crate::scenario::Scenario::new(name, &$on, $play)
        }),+),+]
    };
}
pub(crate) use scenarios;

/// The name of a scenario after that of its topic, which is the module it is in.
pub fn within(module: &str, name: &str) -> String {
    format!("{}::{name}", module.rsplit("::").next().unwrap_or_default())
}
