//! What can happen in the lab, and how far it has come.

use super::host::{Event, Host};
use crate::lab::program::Program;

/// What can happen.
pub enum Msg {
    /// The module that makes a lab is there, or did not arrive.
    Host(Result<Host, String>),
    /// The lab with this number reports.
    Heard((u32, Event)),
    /// The visitor wants the program to run, or, when true, its variants to be timed.
    Run(bool),
    /// The visitor wants it to stop.
    Stop,
    /// The visitor wants the program as it was.
    Reset,
    /// The visitor wants the program as it was before that.
    BringBack,
    /// The visitor wants another program of the list.
    Choose(&'static Program),
    /// The visitor wants a program that was opened before, by its number.
    GoTo(usize),
    /// The program was changed.
    Edit(String),
    /// How processes start.
    Spawn(bool),
    /// Show when each line was printed, or no longer.
    Times,
    /// Hide the lines of this lane, or show them again.
    Lane(usize),
    /// The visitor has written a line for the program.
    Line(String),
    /// The address has another fragment.
    Linked,
    /// The visitor wants to see what the program printed when it was recorded.
    Recall,
    /// The recording of the program with this number is there, or did not arrive.
    Recalled(usize, Result<String, String>),
    /// Time to draw what was printed.
    Draw,
    /// What was ended holds no core any more.
    Cooled,
}

/// How far the lab has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// Nothing runs.
    #[default]
    Idle,
    /// Python is on its way.
    Loading,
    /// A program runs.
    Running,
    /// It is over: its exit code, how long it took in milliseconds, whether it was stopped.
    Done(i32, f64, bool),
    /// The lab cannot be used, for this reason.
    Failed(String),
}
