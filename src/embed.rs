//! The conversation between an embedded page and the page around it: what comes in, what goes out,
//! and who says what when.

mod incoming;
mod outgoing;
mod pace;
pub mod snippet;
mod talk;

pub use incoming::{Id, Incoming, Refusal};
pub use outgoing::{Outgoing, height_for_hosts};
pub use pace::{Admission, Pace};
pub use talk::{Deed, Now, Talk};

/// The version of the conversation: what the key `makespan` of every message says.
pub const VERSION: u32 = 1;

/// The longest message that is read, in UTF-16 units of its JSON: room for the longest program of
/// a link, written in escapes.
pub const LONGEST: u32 = 600_000;
