//! Elements of the page, made from what they are called, what they are marked with and what is in
//! them. A call takes a tenth of the room that the same element takes in `html!`.

use yew::prelude::*;
use yew::virtual_dom::{Key, VList, VTag, VText};

/// An element; of attributes with the same name the last one counts.
pub fn element(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    children: Vec<Html>,
) -> Html {
    with_attributes(VTag::new(tag), attributes, children)
}

/// An element that is kept when its neighbours change: `key` tells it from them.
pub fn keyed(
    key: &'static str,
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    children: Vec<Html>,
) -> Html {
    let mut tag = VTag::new(tag);
    tag.key = Some(Key::from(key));
    with_attributes(tag, attributes, children)
}

/// An element with a text in it.
pub fn worded(tag: &'static str, attributes: &[(&'static str, &str)], words: &str) -> Html {
    element(tag, attributes, vec![text(words)])
}

/// A text field; `value` is what stands in it.
pub fn text_input(attributes: &[(&'static str, &str)], value: &str) -> Html {
    let mut input = VTag::new("input");
    input.set_value(Some(AttrValue::from(value.to_owned())));
    with_attributes(input, attributes, vec![])
}

/// A box that is ticked or not.
pub fn checkbox(attributes: &[(&'static str, &str)], checked: bool) -> Html {
    let mut input = VTag::new("input");
    input.set_checked(checked);
    with_attributes(input, attributes, vec![])
}

/// Plain text.
pub fn text(words: &str) -> Html {
    Html::from(VText::new(words.to_owned()))
}

/// Several nodes in the place of one.
pub fn group(nodes: Vec<Html>) -> Html {
    Html::from(VList::with_children(nodes, None))
}

fn with_attributes(
    mut tag: VTag,
    attributes: &[(&'static str, &str)],
    children: Vec<Html>,
) -> Html {
    for (name, value) in attributes {
        tag.add_attribute(name, AttrValue::from((*value).to_owned()));
    }
    tag.add_children(children);
    Html::from(tag)
}
