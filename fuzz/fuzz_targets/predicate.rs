//! The predicate of a statement, by its type: what was read is written and read again as the same.
#![no_main]

use sealwright::{Predicate, Statement};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(statement) = Statement::from_payload(data) else { return };
    let Ok(predicate) = Predicate::of(&statement) else { return };
    let again = Predicate::from_json(predicate.predicate_type(), &predicate.to_json());
    assert!(again.is_ok_and(|again| again == predicate || statement.predicate_json().is_none()));
});
