//! The Python lab as far as it needs no browser: its programs, links to them, what typing a key
//! does, what a program has printed.

pub mod contest;
pub mod lanes;
pub mod link;
pub mod marks;
pub mod program;
pub mod recording;
pub mod trace;
pub mod transcript;
pub mod twin;
pub mod typing;
