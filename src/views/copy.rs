//! A button that copies a text, and shows it where the browser keeps the clipboard to itself.

use super::clipboard;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// What a button copies.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What stands on it.
    pub label: AttrValue,
    /// Its name for tests and for what belongs to it.
    pub action: AttrValue,
    /// Gives the text, or says why there is none.
    pub text: Callback<(), Result<String, String>>,
    /// What is said when it is copied.
    pub said: AttrValue,
    /// Whether there is nothing to copy.
    #[prop_or_default]
    pub disabled: bool,
    /// What changes when what was copied is no longer what would be copied now.
    #[prop_or_default]
    pub about: AttrValue,
}

/// What can happen.
pub enum Msg {
    /// The visitor wants the text.
    Copy,
    /// It is in the clipboard.
    Copied,
    /// It is not, so it is shown.
    Refused(String),
}

/// How the last press ended.
#[derive(Default, PartialEq)]
enum End {
    /// Not pressed yet.
    #[default]
    None,
    Copied,
    /// There was no text, for this reason.
    Nothing(String),
    /// The text is shown, to be copied by hand.
    Shown(String),
}

/// The button.
#[derive(Default)]
pub struct Copy {
    end: End,
    field: NodeRef,
    is_new: bool,
}

impl Component for Copy {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        self.end = match msg {
            Msg::Copy if ctx.props().disabled => End::None,
            Msg::Copy => match ctx.props().text.emit(()) {
                Ok(text) => {
                    let link = ctx.link().clone();
                    spawn_local(async move {
                        let written = clipboard::copy(&text).await;
                        link.send_message(if written { Msg::Copied } else { Msg::Refused(text) });
                    });
                    End::None
                }
                Err(words) => End::Nothing(words),
            },
            Msg::Copied => End::Copied,
            Msg::Refused(text) => {
                self.is_new = true;
                End::Shown(text)
            }
        };
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, before: &Props) -> bool {
        if ctx.props().about != before.about {
            self.end = End::None;
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { label, action, disabled, .. } = ctx.props();
        html! {
            <>
                <button type="button" class="quiet" data-action={action.clone()}
                    aria-disabled={disabled.to_string()}
                    onclick={ctx.link().callback(|_| Msg::Copy)}>{ label }</button>
                <span class="said" role="status" data-said={action.clone()}>{ self.said(ctx) }</span>
                if let End::Shown(text) = &self.end {
                    <textarea class="by-hand" readonly=true rows="2" ref={self.field.clone()}
                        aria-label={format!("{label}: the text")} value={text.clone()} />
                }
            </>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if std::mem::take(&mut self.is_new)
            && let Some(field) = self.field.cast::<HtmlTextAreaElement>()
        {
            // A field that cannot have the focus can be selected by hand.
            let _ = field.focus();
            field.select();
        }
    }
}

impl Copy {
    fn said(&self, ctx: &Context<Self>) -> String {
        match &self.end {
            End::None => String::new(),
            End::Copied => ctx.props().said.to_string(),
            End::Nothing(words) => words.clone(),
            End::Shown(_) => "This browser keeps the clipboard to itself; copy this:".to_owned(),
        }
    }
}
