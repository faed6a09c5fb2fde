//! What a lesson shows that no other does: drawn from what really happened in this browser.

/// A live figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A counter that two threads raise at once.
    LostUpdate,
    /// Two threads that wait for each other.
    Deadlock,
    /// What is in which memory while threads and processes append.
    SharedList,
    /// Messages between memories.
    Messages,
    /// How many things wait in a bounded queue.
    QueueDepth,
    /// A list that lives in a process of its own.
    ManagedList,
    /// What the page feels like when its own thread computes.
    Freeze,
}

impl Figure {
    /// Every figure.
    pub const ALL: [Self; 7] = [
        Self::LostUpdate,
        Self::Deadlock,
        Self::SharedList,
        Self::Messages,
        Self::QueueDepth,
        Self::ManagedList,
        Self::Freeze,
    ];

    /// Its stable name: what `data-figure` of its place in the page says.
    pub fn id(self) -> &'static str {
        match self {
            Self::LostUpdate => "lost-update",
            Self::Deadlock => "deadlock",
            Self::SharedList => "shared-list",
            Self::Messages => "messages",
            Self::QueueDepth => "queue-depth",
            Self::ManagedList => "managed-list",
            Self::Freeze => "freeze",
        }
    }

    /// The figure with this name.
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.id() == id)
    }
}
