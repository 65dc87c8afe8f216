//! Checks: their stable codes, what each found, and how an error explains itself as a failed check.

mod code;
mod explain;

pub use code::Code;
pub use explain::{Check, Explain, Status, Value};
