use serde::Serialize;
use serde_json::value::RawValue;

use super::statement::{Statement, StatementError, StatementVersion};

/// A subject of a statement that is being made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct NewSubject {
    /// What to call it; left out if empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its digests by the algorithm's in-toto name (`sha256`, `gitCommit`), in hexadecimal; in the order in which they
    /// are to stand.
    #[serde(rename = "digest", serialize_with = "as_object")]
    pub digests: Vec<(String, String)>,
}

fn as_object<S: serde::Serializer>(digests: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(digests.iter().map(|(algorithm, value)| (algorithm, value)))
}

/// In the order of the specification.
#[derive(Serialize)]
struct Wire<'a> {
    #[serde(rename = "_type")]
    type_: &'static str,
    subject: &'a [NewSubject],
    #[serde(rename = "predicateType")]
    predicate_type: &'a str,
    predicate: &'a RawValue,
}

impl Statement {
    /// Makes a statement v1 in compact JSON: the same input gives the same bytes.
    ///
    /// `predicate` is one JSON object. What is made is read back by [`Self::from_payload`], whose errors it gives: no
    /// statement can be made that it would refuse.
    pub fn new(subjects: &[NewSubject], predicate_type: &str, predicate: &str) -> Result<Self, StatementError> {
        let predicate: &RawValue = serde_json::from_str(predicate)?;
        let wire = Wire { type_: StatementVersion::V1.uri(), subject: subjects, predicate_type, predicate };
        Self::from_payload(&serde_json::to_vec(&wire)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(algorithm: &str, value: &str) -> NewSubject {
        NewSubject { name: "a".to_owned(), digests: vec![(algorithm.to_owned(), value.to_owned())] }
    }

    #[test]
    fn a_statement_is_written_in_the_order_of_the_specification() {
        let made =
            Statement::new(&[subject("sha256", &"ab".repeat(32))], "https://example.com/t", "{\"b\": 1}").unwrap();
        let expected = format!(
            r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[{{"name":"a","digest":{{"sha256":"{}"}}}}],"predicateType":"https://example.com/t","predicate":{{"b": 1}}}}"#,
            "ab".repeat(32)
        );
        assert_eq!(made.json(), expected);
    }

    #[test]
    fn a_statement_that_would_be_refused_cannot_be_made() {
        let good = [subject("sha256", &"ab".repeat(32))];
        assert!(matches!(Statement::new(&[], "t", "{}"), Err(StatementError::NoSubject)));
        assert!(matches!(Statement::new(&good, "", "{}"), Err(StatementError::NoPredicateType)));
        assert!(matches!(Statement::new(&good, "t", "[]"), Err(StatementError::Predicate)));
        assert!(matches!(Statement::new(&good, "t", r#"{"a":1,"a":2}"#), Err(StatementError::Json(_))));
        assert!(matches!(Statement::new(&[subject("sha256", "ab")], "t", "{}"), Err(StatementError::Digest { .. })));
    }
}
