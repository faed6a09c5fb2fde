//! The names a link may use, each with how its value is read and written.

use super::Settings;
use super::choice::Choice;
use super::field::{self, FieldError};

/// One name in the query: how its value is read, and how it is written.
pub(super) struct Parameter {
    /// The name.
    pub name: &'static str,
    /// Reads a value; leaves the settings alone when it is not allowed.
    pub read: fn(&mut Settings, &str) -> Result<(), FieldError>,
    /// Writes the value that counts.
    pub write: fn(&Settings) -> String,
}

/// In the order in which links are written; `workload` comes before `size`, whose limits are its.
pub(super) static PARAMETERS: &[Parameter] = &[
    Parameter {
        name: "lesson",
        read: |settings, text| {
            field::parse_lesson(text).map(|lesson| settings.lesson = Some(lesson))
        },
        write: |settings| settings.lesson.map(|lesson| lesson.id.to_owned()).unwrap_or_default(),
    },
    Parameter {
        name: "workload",
        read: |settings, text| {
            field::parse_workload(text).map(|workload| settings.compute(workload))
        },
        write: |settings| settings.workload.id.to_owned(),
    },
    Parameter {
        name: "strategies",
        read: |settings, text| field::parse_strategies(text).map(|list| settings.strategies = list),
        write: |settings| {
            settings.strategies.iter().map(|strategy| strategy.id()).collect::<Vec<_>>().join(",")
        },
    },
    Parameter {
        name: "size",
        read: |settings, text| {
            field::parse_size(settings.workload, text).map(|size| settings.size = size)
        },
        write: |settings| settings.size.map_or_else(|| "auto".to_owned(), |size| size.to_string()),
    },
    Parameter {
        name: "workers",
        read: |settings, text| {
            field::parse_workers(text).map(|count| settings.workers.workers = count)
        },
        write: |settings| settings.workers.workers.to_string(),
    },
    Parameter {
        name: "processes",
        read: |settings, text| {
            field::parse_processes(text).map(|count| settings.workers.processes = count)
        },
        write: |settings| settings.workers.processes.to_string(),
    },
    Parameter {
        name: "threads",
        read: |settings, text| {
            field::parse_threads(text).map(|count| settings.workers.threads = count)
        },
        write: |settings| settings.workers.threads.to_string(),
    },
    Parameter {
        name: "repeats",
        read: |settings, text| field::parse_repeats(text).map(|repeats| settings.repeats = repeats),
        write: |settings| settings.repeats.to_string(),
    },
    Parameter {
        name: "picture",
        read: |settings, text| {
            field::parse_picture(text).map(|own| settings.picture = own.then_some(0))
        },
        write: |settings| field::PICTURES[usize::from(settings.own_picture().is_some())].to_owned(),
    },
    Parameter {
        name: "view",
        read: |settings, text| field::parse_choice("View", text).map(|view| settings.view = view),
        write: |settings| settings.view.id().to_owned(),
    },
    Parameter {
        name: "run",
        read: |settings, text| field::parse_choice("Run", text).map(|run| settings.run = run),
        write: |settings| settings.run.id().to_owned(),
    },
    Parameter {
        name: "predict",
        read: |settings, text| field::parse_switch("Predict", text).map(|on| settings.predict = on),
        write: |settings| u8::from(settings.predict).to_string(),
    },
    Parameter {
        name: "record",
        read: |settings, text| field::parse_switch("Record", text).map(|on| settings.record = on),
        write: |settings| u8::from(settings.record).to_string(),
    },
    Parameter {
        name: "embed",
        read: |settings, text| field::parse_switch("Embed", text).map(|on| settings.embed = on),
        write: |settings| u8::from(settings.embed).to_string(),
    },
    Parameter {
        name: "theme",
        read: |settings, text| {
            field::parse_choice("Theme", text).map(|theme| settings.theme = theme)
        },
        write: |settings| settings.theme.id().to_owned(),
    },
    Parameter {
        name: "v",
        read: |_, text| field::parse_version(text),
        write: |_| field::VERSION.to_owned(),
    },
];
