//! The settings as they are being entered: texts that may be wrong, each with its error.

use crate::settings::{
    Choice, FieldError, Settings, Theme, View, check_lanes, parse_processes, parse_repeats,
    parse_size, parse_threads, parse_workers,
};
use crate::strategy::{Strategy, Workers};
use crate::workload::{self, Workload};

/// A field that takes a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The size of the workload.
    Size,
    /// Threads of the thread strategies and processes of the process strategy.
    Workers,
    /// Processes of the combined strategy.
    Processes,
    /// Threads in each process of the combined strategy.
    Threads,
    /// Samples of each strategy.
    Repeats,
}

impl Field {
    /// Every field, in the order of the page.
    pub const ALL: [Self; 5] =
        [Self::Size, Self::Workers, Self::Processes, Self::Threads, Self::Repeats];

    /// Its stable name: the id of its element.
    pub fn id(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Workers => "workers",
            Self::Processes => "processes",
            Self::Threads => "threads",
            Self::Repeats => "repeats",
        }
    }
}

/// The id of the group of strategies, beside those of the fields.
pub const STRATEGIES: &str = "strategies";

/// The name of the list of workloads.
pub const WORKLOAD: &str = "workload";

/// The name of the list of colours.
pub const THEME: &str = "theme";

/// What is in the form. Settings that have no field of their own stay as the link gave them.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    settings: Settings,
    texts: [String; 5],
    chosen: Vec<Strategy>,
}

/// One change by the visitor.
#[derive(Clone)]
pub enum Edit {
    /// Another text in a field.
    Text(Field, String),
    /// Another workload; the size goes back to automatic, because it counts something else.
    Workload(&'static Workload),
    /// A strategy joins the race or leaves it.
    Toggle(Strategy),
    /// Other colours.
    Theme(Theme),
    /// Another view.
    View(View),
    /// A picture of the visitor's own, of this width in pixels, or the bundled one.
    Picture(Option<u32>),
}

impl Edit {
    /// The change that makes the control called `name` say `value`; none when there is no such
    /// control, or it cannot say that. A strategy changes sides whenever it is named.
    pub fn of(name: &str, value: String) -> Option<Self> {
        Some(match name {
            WORKLOAD => Self::Workload(workload::find(&value)?),
            STRATEGIES => Self::Toggle(Strategy::find(&value)?),
            THEME => Self::Theme(Theme::find(&value)?),
            _ => Self::Text(Field::ALL.into_iter().find(|field| field.id() == name)?, value),
        })
    }
}

impl Form {
    /// The form that shows `settings`.
    pub fn new(settings: Settings) -> Self {
        let Workers { workers, processes, threads } = settings.workers;
        let size = settings.size.map_or(String::new(), |size| size.to_string());
        let [workers, processes, threads, repeats] =
            [workers, processes, threads, settings.repeats].map(|number| number.to_string());
        let chosen = settings.strategies.clone();
        Self { settings, texts: [size, workers, processes, threads, repeats], chosen }
    }

    /// The workload chosen.
    pub fn workload(&self) -> &'static Workload {
        self.settings.workload
    }

    /// The colours chosen.
    pub fn theme(&self) -> Theme {
        self.settings.theme
    }

    /// The view that is open.
    pub fn view(&self) -> View {
        self.settings.view
    }

    /// Whether the visitor is asked for a guess before the race.
    pub fn predicts(&self) -> bool {
        self.settings.predict
    }

    /// Whether the page is part of somebody else's.
    pub fn embeds(&self) -> bool {
        self.settings.embed
    }

    /// What stands in `field`.
    pub fn text(&self, field: Field) -> &str {
        &self.texts[field as usize]
    }

    /// Whether `strategy` is in the race.
    pub fn has(&self, strategy: Strategy) -> bool {
        self.chosen.contains(&strategy)
    }

    /// The form after a change.
    pub fn after(mut self, edit: Edit) -> Self {
        match edit {
            Edit::Text(field, text) => self.texts[field as usize] = text,
            Edit::Workload(workload) => {
                self.settings.workload = workload;
                self.texts[Field::Size as usize].clear();
            }
            Edit::Toggle(strategy) => self.toggle(strategy),
            Edit::Theme(theme) => self.settings.theme = theme,
            Edit::View(view) => self.settings.view = view,
            Edit::Picture(width) => self.settings.picture = width,
        }
        self
    }

    fn toggle(&mut self, strategy: Strategy) {
        let had = self.has(strategy);
        let keep = |other: &Strategy| if *other == strategy { !had } else { self.has(*other) };
        self.chosen = Strategy::ALL.into_iter().filter(keep).collect();
    }

    /// Why what stands in `field` cannot be used.
    pub fn error(&self, field: Field) -> Option<FieldError> {
        let text = self.trimmed(field);
        match field {
            Field::Size => parse_size(self.settings.workload, text).err(),
            Field::Workers => parse_workers(text).err(),
            Field::Processes => parse_processes(text).err(),
            Field::Repeats => parse_repeats(text).err(),
            Field::Threads => {
                match (parse_processes(self.trimmed(Field::Processes)), parse_threads(text)) {
                    (_, Err(error)) => Some(error),
                    (Ok(processes), Ok(threads)) => check_lanes(processes, threads).err(),
                    (Err(_), Ok(_)) => None,
                }
            }
        }
    }

    /// Why the choice of strategies cannot be raced.
    pub fn strategies_error(&self) -> Option<&'static str> {
        self.chosen.is_empty().then_some("Choose at least one strategy.")
    }

    /// The settings to race.
    ///
    /// # Errors
    /// The id of the first element whose content cannot be used.
    pub fn settings(&self) -> Result<Settings, &'static str> {
        let parse = |field: Field, parse: fn(&str) -> Result<u32, FieldError>| {
            parse(self.trimmed(field)).map_err(|_| field.id())
        };
        let size = parse_size(self.settings.workload, self.trimmed(Field::Size));
        let size = size.map_err(|_| Field::Size.id())?;
        let workers = Workers {
            workers: parse(Field::Workers, parse_workers)?,
            processes: parse(Field::Processes, parse_processes)?,
            threads: parse(Field::Threads, parse_threads)?,
        };
        check_lanes(workers.processes, workers.threads).map_err(|_| Field::Threads.id())?;
        let repeats = parse(Field::Repeats, parse_repeats)?;
        if self.chosen.is_empty() {
            return Err(STRATEGIES);
        }
        let strategies = self.chosen.clone();
        Ok(Settings { size, workers, repeats, strategies, ..self.settings.clone() })
    }

    /// The settings as far as they can be used: of the rest, those that the page began with.
    pub fn usable(&self) -> Settings {
        self.settings().unwrap_or_else(|_| self.settings.clone())
    }

    fn trimmed(&self, field: Field) -> &str {
        self.text(field).trim_ascii()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form::new(Settings::defaults(4))
    }

    #[test]
    fn the_form_gives_back_what_it_was_given() {
        let (settings, _) =
            Settings::parse("workers=3&repeats=21&theme=dark&strategies=threads", 4);
        assert_eq!(Form::new(settings.clone()).settings(), Ok(settings));
    }

    #[test]
    fn a_bad_text_names_its_field() {
        for field in Field::ALL {
            for text in ["-1", "0", "1e12", "NaN", "9007199254740992", "abc"] {
                let form = form().after(Edit::Text(field, text.to_owned()));
                assert!(form.error(field).is_some(), "{field:?} {text}");
                assert_eq!(form.settings(), Err(field.id()), "{text}");
            }
        }
        let wide = form()
            .after(Edit::Text(Field::Processes, "64".to_owned()))
            .after(Edit::Text(Field::Threads, "64".to_owned()));
        assert_eq!(wide.settings(), Err("threads"));
        assert!(wide.error(Field::Threads).is_some());
    }

    #[test]
    fn strategies_keep_their_order_and_one_must_stay() {
        let none = Strategy::ALL.into_iter().map(Edit::Toggle).fold(form(), Form::after);
        assert_eq!(none.settings(), Err(STRATEGIES));
        let two =
            none.after(Edit::Toggle(Strategy::Processes)).after(Edit::Toggle(Strategy::Sequential));
        assert_eq!(two.settings().unwrap().strategies, [Strategy::Sequential, Strategy::Processes]);
    }

    #[test]
    fn a_control_says_what_changes() {
        let edit = |name, value: &str| Edit::of(name, value.to_owned());
        let after = |name, value| form().after(edit(name, value).unwrap());
        assert_eq!(after("workload", "sort").workload().id, "sort");
        assert_eq!(after("repeats", "x").text(Field::Repeats), "x");
        assert_eq!(after("theme", "dark").theme(), Theme::Dark);
        assert!(!after("strategies", "threads").has(Strategy::Threads));
        for (name, value) in [("workload", "none"), ("strategies", ""), ("theme", "?"), ("", "1")] {
            assert!(edit(name, value).is_none(), "{name}={value}");
        }
    }

    #[test]
    fn another_workload_takes_its_own_size() {
        let form = form().after(Edit::Text(Field::Size, "5000".to_owned()));
        let wait = crate::workload::find("wait").unwrap();
        assert_eq!(form.after(Edit::Workload(wait)).text(Field::Size), "");
    }
}
