//! The inputs of a GitHub workflow that somebody started by hand.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::MakeError;
use super::environment::{Lines, Room};
use super::url::without_credentials;
use crate::encoding::json;

/// GitHub, webhook events and payloads: payloads are capped at 25 MB.
pub(super) const MAX_EVENT: usize = 25 * 1_024 * 1_024;

#[derive(Deserialize)]
struct Event {
    // null where the workflow declares none.
    inputs: Option<Map<String, Value>>,
}

/// The `inputs` of a `workflow_dispatch` event: text, numbers and booleans, without those that are null.
pub(super) fn inputs(event: &[u8]) -> Result<Map<String, Value>, MakeError> {
    if event.len() > MAX_EVENT {
        return Err(MakeError::EventSize);
    }
    let text = std::str::from_utf8(event).map_err(|error| MakeError::Event(serde::de::Error::custom(error)))?;
    let event: Event = json::from_str(text).map_err(MakeError::Event)?;
    let mut room = Room::default();
    let mut inputs = Map::new();
    for (name, value) in event.inputs.unwrap_or_default() {
        room.check(&name, &name, Lines::One)?;
        let value = match value {
            Value::Null => continue,
            Value::String(text) => {
                room.check(&name, &text, Lines::Many)?;
                Value::String(without_credentials(&text))
            }
            Value::Bool(_) | Value::Number(_) => value,
            Value::Array(_) | Value::Object(_) => return Err(MakeError::Input { name }),
        };
        inputs.insert(name, value);
    }
    Ok(inputs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_kept_as_github_has_them() {
        let event =
            br#"{"inputs":{"b":"x","a":true,"none":null,"url":"https://u:t0ken@h.example/"},"ref":"refs/heads/main"}"#;
        let inputs = Value::Object(inputs(event).unwrap()).to_string();
        assert_eq!(inputs, r#"{"a":true,"b":"x","url":"https://h.example/"}"#);
    }

    #[test]
    fn an_event_without_inputs_has_none() {
        assert!(inputs(b"{}").unwrap().is_empty());
        assert!(inputs(br#"{"inputs":null}"#).unwrap().is_empty());
    }

    #[test]
    fn what_github_does_not_write_is_refused() {
        assert!(matches!(inputs(br#"{"inputs":{"a":{}}}"#), Err(MakeError::Input { name }) if name == "a"));
        assert!(matches!(inputs(br#"{"inputs":{"a":1,"a":2}}"#), Err(MakeError::Event(_))));
        assert!(matches!(inputs(b"[]"), Err(MakeError::Event(_))));
        assert!(matches!(inputs(b"\xff"), Err(MakeError::Event(_))));
        assert!(matches!(inputs(br#"{"inputs":{"a":"\u0000"}}"#), Err(MakeError::ControlCharacter { .. })));
        assert!(matches!(inputs(&vec![b' '; MAX_EVENT + 1]), Err(MakeError::EventSize)));
    }
}
