//! in-toto statements: which artifacts a predicate is about (in-toto/attestation: spec/v1/statement.md).

mod make;
mod statement;
mod subject;
mod wire;

pub use make::NewSubject;
pub(crate) use statement::{MAX_SUBJECTS, PAYLOAD_TYPE};
pub use statement::{Statement, StatementError, StatementVersion};
pub use subject::{Subject, SubjectError, Unlike};
