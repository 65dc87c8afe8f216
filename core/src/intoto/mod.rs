//! in-toto statements: which artifacts a predicate is about (in-toto/attestation: spec/v1/statement.md).

mod descriptor;
mod make;
pub mod predicate;
mod statement;
mod subject;
mod wire;

pub use descriptor::ResourceDescriptor;
pub use make::NewSubject;
pub use predicate::{Predicate, PredicateError};
pub(crate) use statement::{MAX_SUBJECTS, PAYLOAD_TYPE};
pub use statement::{Statement, StatementError, StatementVersion};
pub use subject::{Subject, SubjectError, Unlike};
