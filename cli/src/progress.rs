//! How far it is, on standard error, where somebody watches.

use std::io;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::streams::Streams;

/// A bar, or nothing where nobody would see it.
pub(crate) struct Progress(Option<ProgressBar>);

impl Progress {
    /// For so many of a kind; one alone has no bar.
    pub(crate) fn new(what: &'static str, total: usize, streams: &Streams<'_>) -> Self {
        let total = u64::try_from(total).unwrap_or(u64::MAX);
        if !streams.shows_progress || total < 2 {
            return Self(None);
        }
        // Without colours, whatever the terminal has.
        let template = "{prefix} {bar:30} {pos}/{len}  {elapsed}";
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        Self(Some(bar.with_style(style.progress_chars("=> ")).with_prefix(what)))
    }

    /// None, whoever watches.
    pub(crate) fn none() -> Self {
        Self(None)
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    /// Says something above the bar.
    pub(crate) fn above<T>(&self, streams: &mut Streams<'_>, say: impl FnOnce(&mut Streams<'_>) -> T) -> io::Result<T> {
        let Some(bar) = &self.0 else { return Ok(say(streams)) };
        bar.suspend(|| {
            let said = say(streams);
            streams.flush().map(|()| said)
        })
    }
}

/// Nothing of it stays behind.
impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
