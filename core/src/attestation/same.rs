//! Whether a statement that people read says the same as the one that was signed.

use serde_json::{Map, Value};

/// Where two statements differ, for example `predicate.builder.id`; `None` if they say the same.
///
/// Google Cloud Build writes the text of its v0.1 provenance with `slsaProvenance` for `predicate`, and signs both names
/// with one value. The text has a `metadata.buildInvocationId` that what is signed may lack.
pub(super) fn difference(text: Value, signed: Value) -> Option<String> {
    let (Value::Object(mut text), Value::Object(mut signed)) = (text, signed) else { return Some(String::new()) };
    if single(&mut text).is_none() || single(&mut signed).is_none() {
        return Some("slsaProvenance".to_owned());
    }
    if invocation(&mut signed).is_none_or(|metadata| !metadata.contains_key(INVOCATION)) {
        invocation(&mut text).map(|metadata| metadata.remove(INVOCATION));
    }
    let mut path = Vec::new();
    of_objects(&text, &signed, &mut path).then(|| path.join("."))
}

const DOUBLE: &str = "slsaProvenance";
const PREDICATE: &str = "predicate";
const INVOCATION: &str = "buildInvocationId";

/// Leaves the predicate under its own name alone; `None` if its two names have different values.
fn single(statement: &mut Map<String, Value>) -> Option<()> {
    let Some(double) = statement.remove(DOUBLE) else { return Some(()) };
    match statement.get(PREDICATE) {
        Some(predicate) if *predicate != double => None,
        Some(_) => Some(()),
        None => {
            statement.insert(PREDICATE.to_owned(), double);
            Some(())
        }
    }
}

fn invocation(statement: &mut Map<String, Value>) -> Option<&mut Map<String, Value>> {
    statement.get_mut(PREDICATE)?.get_mut("metadata")?.as_object_mut()
}

/// Whether they differ, and then the path to the first difference. JSON's readers bound the depth.
fn of_values(text: &Value, signed: &Value, path: &mut Vec<String>) -> bool {
    match (text, signed) {
        (Value::Object(text), Value::Object(signed)) => of_objects(text, signed, path),
        (Value::Array(text), Value::Array(signed)) if text.len() == signed.len() => {
            text.iter().zip(signed).enumerate().any(|(index, (text, signed))| {
                path.push(index.to_string());
                let differs = of_values(text, signed, path);
                if !differs {
                    path.pop();
                }
                differs
            })
        }
        _ => text != signed,
    }
}

fn of_objects(text: &Map<String, Value>, signed: &Map<String, Value>, path: &mut Vec<String>) -> bool {
    let lacking = signed.keys().find(|name| !text.contains_key(*name));
    if let Some(name) = lacking {
        path.push(name.chars().take(80).collect());
        return true;
    }
    text.iter().any(|(name, text)| {
        path.push(name.chars().take(80).collect());
        let differs = signed.get(name).is_none_or(|signed| of_values(text, signed, path));
        if !differs {
            path.pop();
        }
        differs
    })
}
