//! What the server of a test does wrong, with which file, and with which requests for it.

use std::sync::Arc;

/// What is wrong with an answer.
#[derive(Clone)]
pub enum Harm {
    /// Nothing but this status.
    Status(u16),
    /// No answer until the site is healed.
    Stall,
    /// The first half of the file.
    Half,
    /// A connection that breaks in the middle of the file.
    Cut,
    /// Another type than the file's.
    Type(&'static str),
    /// Another text before or instead of the file's.
    Rewrite(Arc<dyn Fn(Vec<u8>) -> Vec<u8> + Send + Sync>),
}

/// One thing that is wrong with a site.
pub struct Fault {
    /// The name of the file, without folders and query; `*` stands for what a build adds to it.
    pub file: &'static str,
    /// How many requests are answered well before.
    pub spared: usize,
    /// How many are answered badly after those.
    pub harmed: usize,
    /// What is wrong from then on.
    pub harm: Harm,
}

impl Fault {
    /// A file that is harmed from the first request on.
    pub fn new(file: &'static str, harm: Harm) -> Self {
        Self { file, spared: 0, harmed: usize::MAX, harm }
    }

    /// A script that runs `code` before its own.
    pub fn before(file: &'static str, code: impl Into<String>) -> Self {
        let code = code.into();
        Self::rewritten(file, move |script| [code.as_bytes(), b"\n", &script].concat())
    }

    /// A file with another content.
    pub fn rewritten(
        file: &'static str,
        rewrite: impl Fn(Vec<u8>) -> Vec<u8> + Send + Sync + 'static,
    ) -> Self {
        Self::new(file, Harm::Rewrite(Arc::new(rewrite)))
    }

    /// The same, with the first requests answered well.
    pub fn after(self, spared: usize) -> Self {
        Self { spared, ..self }
    }

    /// The same, with no more than the first requests answered badly.
    pub fn until(self, harmed: usize) -> Self {
        Self { harmed, ..self }
    }

    /// Whether a file is the one that is harmed.
    pub fn is_about(&self, name: &str) -> bool {
        match self.file.split_once('*') {
            Some((start, end)) => name.starts_with(start) && name.ends_with(end),
            None => self.file == name,
        }
    }
}
