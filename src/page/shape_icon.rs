//! The picture of a strategy's shape: a box is a memory, a dot is a thread.

use crate::element::element;
use crate::strategy::Strategy;
use yew::prelude::*;

/// A small picture in the colour of the strategy, which index.html draws. Says nothing to a screen
/// reader: the name of the strategy always stands beside it.
pub fn shape_icon(strategy: Strategy) -> Html {
    let drawing = element("use", &[("href", &["#shape-", strategy.id()].concat())], vec![]);
    let class = ["shape ", strategy.id()].concat();
    let attributes =
        [("class", class.as_str()), ("width", "32"), ("height", "20"), ("aria-hidden", "true")];
    element("svg", &attributes, vec![drawing])
}
