//! The URL's query ↔ validated settings; every bad value becomes a notice.

pub mod choice;
pub mod field;
mod parameter;

pub use choice::{Choice, RunMode, Theme, View};
pub use field::{
    BYTES_CAP, FieldError, LANES_CAP, REPEATS, WORKERS, check_lanes, parse_processes,
    parse_repeats, parse_size, parse_strategies, parse_threads, parse_workers, parse_workload,
};

use crate::lesson::{self, Lesson};
use crate::notice::Notice;
use crate::strategy::{Strategy, Workers};
use crate::workload::{self, Workload};
use parameter::{PARAMETERS, Parameter};
use std::fmt;

/// What runs when a link names no workload. Links rely on it: it must not change with the list.
const DEFAULT_WORKLOAD: &str = "primes";

/// More notices than this about one link would hide the page.
const MOST_NOTICES: usize = 8;

/// Everything a link can say about the page and the race.
#[derive(Clone)]
pub struct Settings {
    /// The lesson whose race this is; its preset gives the defaults.
    pub lesson: Option<&'static Lesson>,
    /// What is computed.
    pub workload: &'static Workload,
    /// What races: at least one, each once, in the order of [`Strategy::ALL`].
    pub strategies: Vec<Strategy>,
    /// The size of the workload; `None` to find one that takes long enough to be timed.
    pub size: Option<u32>,
    /// How many threads and processes.
    pub workers: Workers,
    /// Samples of each strategy.
    pub repeats: u32,
    /// The width of the visitor's own picture, in pixels; none for the bundled one. No link brings a
    /// picture: it only says that there was one.
    pub picture: Option<u32>,
    /// How the results are shown.
    pub view: View,
    /// What starts the race.
    pub run: RunMode,
    /// Whether the visitor is asked for a guess before the race.
    pub predict: bool,
    /// Whether every lane records what it does when.
    pub record: bool,
    /// Whether the page is part of somebody else's.
    pub embed: bool,
    /// The colours of the page.
    pub theme: Theme,
}

impl Settings {
    /// What counts where a link says nothing, on a machine that reports `cores` cores: as many
    /// workers as cores, from 2, without which nothing runs side by side, to 8, beyond which the
    /// start of the workers is longer than a first race should be.
    pub fn defaults(cores: u32) -> Self {
        let workers = cores.clamp(2, 8);
        Self {
            lesson: None,
            workload: workload::find(DEFAULT_WORKLOAD).unwrap_or(workload::ALL[0]),
            strategies: Strategy::ALL.to_vec(),
            size: None,
            // Two of each at least, or the combined strategy would be one of the plain ones.
            workers: Workers { workers, processes: 2, threads: (workers / 2).max(2) },
            repeats: 9,
            picture: None,
            view: View::default(),
            run: RunMode::default(),
            predict: false,
            record: true,
            embed: false,
            theme: Theme::default(),
        }
    }

    /// What counts in a lesson where a link says nothing else.
    fn defaults_of(lesson: Option<&'static Lesson>, cores: u32) -> Self {
        let preset = lesson.map(Lesson::defaults).unwrap_or_default();
        // Presets are tested to be read without a notice.
        Self { lesson, ..Self::read(Self::defaults(cores), preset, cores).0 }
    }

    /// Reads a query, with or without its question mark. Where a value is not allowed the default
    /// stays, and a notice says so (at most 8 notices); of a repeated name the first value counts.
    pub fn parse(query: &str, cores: u32) -> (Self, Vec<Notice>) {
        let query = query.strip_prefix('?').unwrap_or(query);
        let mut given = form_urlencoded::parse(query.as_bytes());
        let lesson = given.find(|(name, _)| name == "lesson");
        let lesson = lesson.and_then(|(_, id)| lesson::find(&id));
        Self::read(Self::defaults_of(lesson, cores), query, cores)
    }

    /// What counts when a query changes `defaults`.
    fn read(defaults: Self, query: &str, cores: u32) -> (Self, Vec<Notice>) {
        let given: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        let mut settings = defaults;
        let mut notices = Vec::new();
        for parameter in PARAMETERS {
            let mut values = given.iter().filter(|(name, _)| name == parameter.name);
            let Some((_, value)) = values.next() else { continue };
            let outcome = (parameter.read)(&mut settings, value);
            notices.extend(outcome.err().map(|_| bad(parameter, value, &settings)));
            notices.extend(values.next().map(|_| repeated(parameter, &settings)));
        }
        notices.extend(settings.picture.take().map(|_| Notice::NoPicture));
        notices.extend(settings.cap_lanes(cores));
        notices.extend(given.iter().filter_map(|(name, _)| unknown(name)));
        notices.truncate(MOST_NOTICES);
        (settings, notices)
    }

    /// The query that says the same, without its question mark; defaults are left out.
    pub fn to_query(&self, cores: u32) -> String {
        let mut defaults = Self { lesson: None, ..Self::defaults_of(self.lesson, cores) };
        if defaults.workload.id != self.workload.id {
            defaults.size = None;
        }
        let changed = PARAMETERS.iter().filter_map(|parameter| {
            let value = (parameter.write)(self);
            (value != (parameter.write)(&defaults)).then(|| {
                // A comma needs no escape in a query, and a list is easier to read with it.
                let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
                format!("{}={}", parameter.name, value.replace("%2C", ","))
            })
        });
        changed.collect::<Vec<_>>().join("&")
    }

    /// Computes something else; a size counts something else then, so it is found anew.
    fn compute(&mut self, workload: &'static Workload) {
        if self.workload.id != workload.id {
            (self.workload, self.size) = (workload, None);
        }
    }

    /// The width of the visitor's own picture, where the workload takes one.
    pub fn own_picture(&self) -> Option<u32> {
        self.picture.filter(|_| workload::takes_picture(self.workload.id))
    }

    /// Goes back to the default shape of the combined strategy when it has too many lanes.
    fn cap_lanes(&mut self, cores: u32) -> Option<Notice> {
        let Workers { processes, threads, .. } = self.workers;
        check_lanes(processes, threads).err()?;
        let default = Self::defaults_of(self.lesson, cores).workers;
        self.workers.processes = default.processes;
        self.workers.threads = default.threads;
        Some(Notice::BadSetting {
            parameter: "processes × threads".to_owned(),
            value: format!("{processes} × {threads}"),
            used: format!("{} × {}", default.processes, default.threads),
        })
    }
}

fn bad(parameter: &Parameter, value: &str, settings: &Settings) -> Notice {
    let value = field::quoted(value);
    if parameter.name == "lesson" {
        return Notice::UnknownLesson { value };
    }
    Notice::BadSetting {
        parameter: parameter.name.to_owned(),
        value,
        used: used(parameter, settings),
    }
}

fn repeated(parameter: &Parameter, settings: &Settings) -> Notice {
    Notice::RepeatedSetting {
        parameter: parameter.name.to_owned(),
        used: used(parameter, settings),
    }
}

fn unknown(name: &str) -> Option<Notice> {
    let known = PARAMETERS.iter().any(|parameter| parameter.name == name);
    (!known).then(|| Notice::UnknownSetting { parameter: field::quoted(name) })
}

fn used(parameter: &Parameter, settings: &Settings) -> String {
    let value = (parameter.write)(settings);
    if value.is_empty() { "none".to_owned() } else { value }
}

impl Settings {
    /// All values as a link would write them: two settings are the same when these are.
    pub fn values(&self) -> impl Iterator<Item = (&'static str, String)> {
        PARAMETERS.iter().map(|parameter| (parameter.name, (parameter.write)(self)))
    }
}

// By hand, because a workload is made of functions, which compare and print as nothing useful.
impl PartialEq for Settings {
    fn eq(&self, other: &Self) -> bool {
        self.values().eq(other.values())
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.values()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use proptest::sample::{select, subsequence};
    use proptest::strategy::Strategy as Generator;

    fn kinds(query: &str) -> Vec<&'static str> {
        Settings::parse(query, 4).1.iter().map(Notice::kind).collect()
    }

    #[test]
    fn a_bare_link_means_the_defaults() {
        for cores in [0, 1, 2, 3, 8, 64, u32::MAX] {
            let defaults = Settings::defaults(cores);
            assert_eq!(defaults.workload.id, DEFAULT_WORKLOAD);
            assert_eq!(defaults.to_query(cores), "");
            assert!(check_lanes(defaults.workers.processes, defaults.workers.threads).is_ok());
            for query in ["", "?", "&&", "?v=1"] {
                assert_eq!(Settings::parse(query, cores), (defaults.clone(), vec![]), "{query}");
            }
        }
    }

    #[test]
    fn a_full_link_is_read() {
        let query = "?lesson=gil&workload=wait&strategies=threads,sequential&workers=3\
                     &processes=5&threads=6&repeats=21&view=table&run=auto&predict=1&record=0\
                     &embed=1&theme=dark&v=1";
        let (settings, notices) = Settings::parse(query, 4);
        assert_eq!(notices, []);
        assert_eq!(settings.lesson, lesson::find("gil"));
        assert_eq!(settings.workload.id, "wait");
        assert_eq!(settings.strategies, [Strategy::Sequential, Strategy::Threads]);
        assert_eq!(settings.workers, Workers { workers: 3, processes: 5, threads: 6 });
        assert_eq!((settings.repeats, settings.size), (21, None));
        assert_eq!((settings.view, settings.theme), (View::Table, Theme::Dark));
        assert_eq!(settings.run, RunMode::Auto);
        assert!(settings.predict && settings.embed && !settings.record);
        assert_eq!(
            Settings::parse("strategies=threads%2Cprocesses&%77orkers=%35", 4).0.to_query(4),
            "strategies=threads,processes&workers=5"
        );
    }

    #[test]
    fn a_bad_value_leaves_the_default_and_says_so() {
        for parameter in PARAMETERS {
            for value in ["-1", "%00", "%FF", "NaN%20", "9007199254740992", "%D9%A4", "1e12"] {
                let (settings, notices) =
                    Settings::parse(&format!("{}={value}", parameter.name), 4);
                assert_eq!(settings, Settings::defaults(4), "{}={value}", parameter.name);
                assert_eq!(notices.len(), 1, "{}={value}", parameter.name);
            }
        }
        let (_, notices) = Settings::parse("workers=%2B5", 4);
        assert_eq!(
            notices[0].to_string(),
            "The link sets workers to “+5”, which is not allowed; 4 is used instead."
        );
    }

    #[test]
    fn a_lesson_gives_the_defaults_and_a_link_changes_them() {
        let (settings, notices) = Settings::parse("lesson=waiting-together", 8);
        assert_eq!(notices, []);
        assert_eq!((settings.workload.id, settings.workers.workers), ("wait", 3));
        assert_eq!(settings.view, View::Timeline);
        assert_eq!(settings.to_query(8), "lesson=waiting-together");
        let (settings, _) = Settings::parse("workers=5&view=bars&lesson=waiting-together", 8);
        assert_eq!((settings.workload.id, settings.workers.workers), ("wait", 5));
        assert_eq!(settings.to_query(8), "lesson=waiting-together&workers=5&view=bars");
        assert_eq!(kinds("lesson=nothing"), ["bad-setting"]);
    }

    #[test]
    fn a_link_says_that_there_was_a_picture_and_brings_none() {
        let own = Settings { picture: Some(480), ..Settings::parse("workload=blur", 4).0 };
        assert_eq!(own.to_query(4), "workload=blur&picture=own");
        let (read, notices) = Settings::parse(&own.to_query(4), 4);
        assert_eq!(notices, [Notice::NoPicture]);
        assert_eq!((read.picture, read.to_query(4)), (None, "workload=blur".to_owned()));
        let primes = Settings { picture: Some(480), ..Settings::defaults(4) };
        assert_eq!((primes.own_picture(), &*primes.to_query(4)), (None, ""));
        assert_eq!(kinds("picture=mine"), ["bad-setting"]);
    }

    #[test]
    fn every_oddity_of_a_link_is_named() {
        assert_eq!(kinds("v=2"), ["bad-setting"]);
        assert_eq!(kinds("wrokers=3"), ["unknown-setting"]);
        assert_eq!(kinds("workers=3&workers=4"), ["repeated-setting"]);
        assert_eq!(kinds("processes=64&threads=64"), ["bad-setting"]);
        assert_eq!(kinds(&"x=1&".repeat(1000)).len(), MOST_NOTICES);
        let (settings, _) = Settings::parse("workers=3&workers=4&processes=64&threads=3", 4);
        assert_eq!(settings.workers, Workers { workers: 3, processes: 2, threads: 2 });
    }

    #[test]
    fn limits_of_the_size_follow_the_workload() {
        for workload in workload::ALL {
            let size = workload.sizes.min;
            let query = format!("size={size}&workload={}", workload.id);
            assert_eq!(Settings::parse(&query, 4).0.size, Some(size), "{}", workload.id);
        }
    }

    fn any_settings() -> impl Generator<Value = Settings> {
        let race = (
            0..workload::ALL.len(),
            subsequence(Strategy::ALL.to_vec(), 1..=5),
            proptest::option::of(0.0..1.0),
            (WORKERS, WORKERS, WORKERS).prop_filter("cap", |w| check_lanes(w.1, w.2).is_ok()),
            REPEATS,
        );
        let page = (
            proptest::option::of(select(lesson::ALL).prop_map(|it| lesson::find(it.id))),
            select(View::ALL),
            select(RunMode::ALL),
            any::<(bool, bool, bool)>(),
            select(Theme::ALL),
        );
        (race, page).prop_map(|(race, (lesson, view, run, (predict, record, embed), theme))| {
            let (workload, strategies, size, (workers, processes, threads), repeats) = race;
            let workload = workload::ALL[workload];
            let sizes = workload.sizes;
            let size = size
                .map(|share: f64| sizes.min + (f64::from(sizes.max - sizes.min) * share) as u32)
                .filter(|&size| (workload.bytes)(size) <= BYTES_CAP);
            let workers = Workers { workers, processes, threads };
            Settings {
                lesson: lesson.flatten(),
                workload,
                strategies,
                size,
                workers,
                repeats,
                picture: None,
                view,
                run,
                predict,
                record,
                embed,
                theme,
            }
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(settings in any_settings(), cores in 0u32..100) {
            let query = settings.to_query(cores);
            let (read, notices) = Settings::parse(&query, cores);
            prop_assert_eq!(&read, &settings);
            prop_assert_eq!(notices, []);
            prop_assert_eq!(read.to_query(cores), query);
        }

        #[test]
        fn any_text_gives_settings_that_may_run(query: String, cores: u32) {
            let (settings, notices) = Settings::parse(&query, cores);
            prop_assert!(notices.len() <= MOST_NOTICES);
            prop_assert_eq!(Settings::parse(&settings.to_query(cores), cores).0, settings);
        }

        #[test]
        fn any_value_gives_settings_that_may_run(
            pairs in proptest::collection::vec(
                (select(PARAMETERS.iter().map(|p| p.name).collect::<Vec<_>>()), "[0-9]{1,3}|\\PC*"),
                0..20,
            ),
            cores: u32,
        ) {
            let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let (settings, _) = Settings::parse(&pairs.join("&"), cores);
            let Workers { workers, processes, threads } = settings.workers;
            prop_assert!([workers, processes, threads].iter().all(|n| WORKERS.contains(n)));
            prop_assert!(processes * threads <= LANES_CAP);
            prop_assert!(REPEATS.contains(&settings.repeats));
            prop_assert!(!settings.strategies.is_empty());
            prop_assert_eq!(Settings::parse(&settings.to_query(cores), cores).0, settings);
        }
    }
}
