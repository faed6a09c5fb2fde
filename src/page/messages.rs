//! What the visitor should know, and what went wrong.

use crate::failure::Failure;
use crate::notice::Notice;
use yew::prelude::*;

/// A sentence for each notice.
pub fn notices(notices: &[Notice]) -> Html {
    html! {
        { for notices.iter().map(|notice| {
            let role = if notice.is_alert() { "alert" } else { "status" };
            html! { <p class="notice" {role} data-notice={notice.kind()}>{ notice.to_string() }</p> }
        }) }
    }
}

/// What went wrong, and what to do about it.
pub fn failure_panel(failure: &Failure) -> Html {
    html! {
        <div class="failure" role="alert" data-notice={failure.kind()}>
            <p><strong>{ failure.to_string() }</strong></p>
            <p>{ failure.remedy() }</p>
        </div>
    }
}
