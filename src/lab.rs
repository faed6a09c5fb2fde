//! The Python lab as far as it needs no browser: its programs and what is changed in them, links to
//! them, what a program has printed, where it failed, what its threads did.

pub mod contest;
pub mod lanes;
pub mod link;
pub mod marks;
pub mod program;
pub mod recording;
pub mod replay;
pub mod shelf;
pub mod trace;
pub mod traceback;
pub mod transcript;
pub mod twin;
pub mod voices;
