//! Side by side with other clients: each a process of its own that reads the same cases, all of them in one run.

mod batch;
mod cases;
mod client;
mod import;
mod plot;
mod process;
mod table;

pub use batch::Batches;
pub use cases::{SIDE_BY_SIDE, TRIALS, describe};
pub use client::{Client, Language, Side};
pub use import::{Import, imports};
pub use plot::plot;
pub use process::{Ability, Process, Taken};
pub use table::tables;
