//! The page: what it knows, and what changes that.

use super::course::Course;
use super::director::{Director, Signal};
use super::gallery::Gallery;
use super::listeners::{is_hidden, listeners};
use super::paint::painted;
use super::renewal;
use super::sight::Sight;
use super::views::{Missing, Module, ViewsModule};
use super::{address, capability, layout};
use crate::environment::Environment;
use crate::form::{Edit, Form};
use crate::notice::Notice;
use crate::reference::{Reference, link};
use crate::run::{Action, State};
use crate::settings::{RunMode, Settings, View};
use crate::snapshot::Request;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Typing settles for this long before it is written into the address.
const ADDRESS_MS: u32 = 300;

/// The width of the chart before its place is known, in pixels.
const FIRST_WIDTH: i32 = 640;

/// What can happen.
pub enum Msg {
    /// The visitor changed a setting.
    Edit(Edit),
    /// The visitor wants another view, from somewhere else in the page.
    Show(View),
    /// The visitor has made the guess of the lesson.
    Guessed,
    /// The visitor wants a race.
    Run,
    /// The visitor wants it to stop.
    Stop,
    /// It is known what the browser gives.
    Found(Environment),
    /// Something for the director.
    Signal(Signal),
    /// The page is on the screen and the visitor can use it.
    Painted,
    /// The embedded page is in view.
    Seen,
    /// The address has another fragment.
    Linked,
    /// The page was hidden or shown.
    Hidden(bool),
    /// The visitor wants the views before there is anything to explain.
    Explain,
    /// The views are there, or could not be loaded.
    Views(Result<Module, Missing>),
    /// The views ask for something.
    Asked(Request),
    /// Time to tell the views what has changed.
    Tell,
    /// Time to show what has changed.
    Redraw,
    /// Time to write the address.
    Address,
    /// The page is going away.
    Leave,
}

/// The page.
pub struct App {
    pub(super) say: Callback<Msg>,
    pub(super) form: Form,
    pub(super) cores: u32,
    pub(super) link_notices: Vec<Notice>,
    pub(super) environment: Option<Environment>,
    pub(super) state: State,
    pub(super) director: Director,
    pub(super) gallery: Gallery,
    pub(super) views: ViewsModule,
    pub(super) course: Course,
    pub(super) auto: bool,
    /// Results from elsewhere that are laid beside the visitor's own.
    pub(super) reference: Option<Box<Reference>>,
    /// Whether the address holds such results.
    pub(super) linked_result: bool,
    /// Whether a Python program runs in the lab.
    pub(super) python: bool,
    /// The width of the chart, in pixels.
    pub(super) width: i32,
    /// Whether the race should be brought into view.
    pub(super) reveal: bool,
    pub(super) redraw: Option<Timeout>,
    address: Option<Timeout>,
    telling: Option<Timeout>,
    sight: Option<Sight>,
    _listeners: Vec<EventListener>,
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let say = ctx.link().callback(|msg| msg);
        let cores = capability::reported_cores();
        let (mut settings, link_notices) = Settings::parse(&address::query(), cores);
        settings.view = address::view_of_fragment().unwrap_or(settings.view);
        address::paint(settings.theme);
        let found = say.clone();
        spawn_local(async move { found.emit(Msg::Found(capability::probe().await)) });
        let seen = say.clone();
        spawn_local(async move {
            painted().await;
            seen.emit(Msg::Painted);
        });
        Self {
            reference: None,
            linked_result: link::is_result(&address::fragment()),
            course: Course::open(settings.lesson),
            // A part of somebody else's page starts nothing by itself.
            auto: renewal::resumes() || (settings.run == RunMode::Auto && !settings.embed),
            python: false,
            form: Form::new(settings),
            cores,
            link_notices,
            environment: None,
            state: State::default().after(Action::Hidden(is_hidden())),
            director: Director::new(say.reform(Msg::Signal)),
            gallery: Gallery::default(),
            views: ViewsModule::default(),
            width: FIRST_WIDTH,
            reveal: false,
            redraw: None,
            address: None,
            telling: None,
            sight: None,
            _listeners: listeners(&say),
            say,
        }
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Edit(edit) => self.edit(edit),
            Msg::Show(view) => {
                self.edit(Edit::View(view));
                self.reveal = true;
            }
            Msg::Guessed => {
                self.course.guess();
                return false;
            }
            Msg::Run => self.start(),
            Msg::Stop => self.stop(),
            Msg::Found(environment) => {
                self.environment = Some(environment);
                self.begin();
                self.start_by_itself();
            }
            Msg::Signal(signal) => {
                let report = self.director.heed(signal);
                return self.report(report);
            }
            Msg::Painted => {
                self.sight = self.form.embeds().then(|| Sight::watch(&self.say)).flatten();
                if self.sight.is_none() {
                    self.director.fetch();
                }
                self.want_views();
            }
            Msg::Seen => {
                self.sight = None;
                self.director.fetch();
                return false;
            }
            Msg::Linked => self.take_link(),
            Msg::Explain => self.load_views(),
            Msg::Views(loaded) => self.take_views(loaded),
            Msg::Asked(request) => self.heed(request),
            Msg::Hidden(hidden) => {
                self.act(Action::Hidden(hidden));
                self.start_by_itself();
            }
            Msg::Tell => {
                self.telling = None;
                self.tell_views();
                return false;
            }
            Msg::Redraw => self.redraw = None,
            Msg::Address => {
                self.write_address();
                return false;
            }
            Msg::Leave => self.leave(),
        }
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        layout::page(self)
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        let width = layout::chart_width().unwrap_or(self.width);
        if std::mem::replace(&mut self.width, width) != width {
            self.say.emit(Msg::Redraw);
        }
        if std::mem::take(&mut self.reveal) {
            layout::reveal_race();
        }
        // What explains a change may wait until the change itself is on the screen.
        if self.telling.is_none() {
            self.telling = Some(later(&self.say, 0, Msg::Tell));
        }
    }
}

impl App {
    pub(super) fn edit(&mut self, edit: Edit) {
        self.form = self.form.clone().after(edit);
        self.settle_edit();
    }

    /// What every change of the form brings about.
    pub(super) fn settle_edit(&mut self) {
        self.want_views();
        address::paint(self.form.theme());
        self.address = Some(later(&self.say, ADDRESS_MS, Msg::Address));
    }

    /// A link that differs from the address in its fragment alone loads no page.
    fn take_link(&mut self) {
        self.linked_result = link::is_result(&address::fragment());
        address::view_of_fragment().into_iter().for_each(|view| self.edit(Edit::View(view)));
        self.want_views();
    }

    fn write_address(&mut self) {
        self.address = None;
        if let Ok(settings) = self.form.settings() {
            address::keep(&settings, self.cores);
        }
    }
}

/// Says `msg` after so many milliseconds, unless what is returned is dropped before.
pub(super) fn later(say: &Callback<Msg>, ms: u32, msg: Msg) -> Timeout {
    let say = say.clone();
    Timeout::new(ms, move || say.emit(msg))
}
