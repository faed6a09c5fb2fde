//! The ways to look at a run, one click apart.

use crate::element::{element, worded};
use crate::settings::{Choice, View};
use yew::prelude::*;

/// The views that have a tab, and its words.
const TABS: [(View, &str); 7] = [
    (View::Bars, "Bars"),
    (View::Receipt, "Receipt"),
    (View::Timeline, "Timeline"),
    (View::Scaling, "Scaling"),
    (View::Crossover, "Crossover"),
    (View::Table, "Table"),
    (View::Python, "Python"),
];

/// Links to all views; the one that is open is marked. `listeners` hears the clicks.
pub fn tabs(open: View) -> Html {
    let tab = |(view, words): (View, &str)| {
        let address = ["?view=", view.id()].concat();
        let link = [("href", address.as_str()), ("data-open", view.id())];
        let link = if view == open {
            worded("a", &[link[0], link[1], ("aria-current", "page")], words)
        } else {
            worded("a", &link, words)
        };
        element("li", &[], vec![link])
    };
    let list = element("ul", &[], TABS.map(tab).into());
    element("nav", &[("class", "tabs"), ("aria-label", "Ways to look at the run")], vec![list])
}
