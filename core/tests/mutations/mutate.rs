//! One change at a time, in the JSON tree.

use serde_json::Value;

/// A way into a JSON tree.
type Path = Vec<Step>;

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

fn show(path: &[Step]) -> String {
    let steps = path.iter().map(|step| match step {
        Step::Key(key) => format!(".{key}"),
        Step::Index(index) => format!("[{index}]"),
    });
    steps.collect()
}

/// Every field dropped, doubled, emptied, and swapped with its neighbour.
pub(crate) fn fields(bundle: &[u8]) -> Vec<(String, String)> {
    let tree: Value = serde_json::from_slice(bundle).unwrap();
    let mut changed = Vec::new();
    for path in paths(&tree) {
        let place = show(&path);
        let mut edit = |what: &str, change: &dyn Fn(&mut Value, &Step)| {
            let mut copy = tree.clone();
            let (last, parents) = path.split_last().unwrap();
            change(at_mut(&mut copy, parents).unwrap(), last);
            changed.push((format!("{place} {what}"), copy.to_string()));
        };
        edit("dropped", &|parent, step| drop(take(parent, step)));
        edit("nulled", &|parent, step| *child_mut(parent, step).unwrap() = Value::Null);
        edit("emptied", &|parent, step| {
            let child = child_mut(parent, step).unwrap();
            *child = match child {
                Value::Object(_) => Value::Object(serde_json::Map::new()),
                Value::Array(_) => Value::Array(Vec::new()),
                Value::String(_) => Value::String(String::new()),
                _ => Value::from(0),
            };
        });
        edit("swapped with its neighbour", &swap);
        changed.push((format!("{place} doubled"), doubled(&tree, &path)));
    }
    changed
}

/// Each part that both have, taken from the other.
pub(crate) fn splices(bundle: &[u8], other: &[u8]) -> Vec<(String, String)> {
    let tree: Value = serde_json::from_slice(bundle).unwrap();
    let donor: Value = serde_json::from_slice(other).unwrap();
    let mut changed = Vec::new();
    for path in paths(&tree) {
        let (Some(mine), Some(theirs)) = (at(&tree, &path), at(&donor, &path)) else { continue };
        if mine != theirs {
            let mut copy = tree.clone();
            *at_mut(&mut copy, &path).unwrap() = theirs.clone();
            changed.push((show(&path), copy.to_string()));
        }
    }
    changed
}

fn paths(tree: &Value) -> Vec<Path> {
    let mut found = Vec::new();
    let mut open = vec![(Vec::new(), tree)];
    while let Some((path, value)) = open.pop() {
        let children: Vec<(Step, &Value)> = match value {
            Value::Object(map) => map.iter().map(|(k, v)| (Step::Key(k.clone()), v)).collect(),
            Value::Array(items) => items.iter().enumerate().map(|(i, v)| (Step::Index(i), v)).collect(),
            _ => Vec::new(),
        };
        for (step, child) in children {
            let path: Path = path.iter().cloned().chain([step]).collect();
            found.push(path.clone());
            open.push((path, child));
        }
    }
    found
}

fn child<'v>(value: &'v Value, step: &Step) -> Option<&'v Value> {
    match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    }
}

fn child_mut<'v>(value: &'v mut Value, step: &Step) -> Option<&'v mut Value> {
    match step {
        Step::Key(key) => value.get_mut(key),
        Step::Index(index) => value.get_mut(index),
    }
}

fn at<'v>(tree: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(tree, child)
}

fn at_mut<'v>(tree: &'v mut Value, path: &[Step]) -> Option<&'v mut Value> {
    path.iter().try_fold(tree, child_mut)
}

fn take(parent: &mut Value, step: &Step) -> Option<Value> {
    match (parent, step) {
        (Value::Object(map), Step::Key(key)) => map.remove(key),
        (Value::Array(items), Step::Index(index)) => Some(items.remove(*index)),
        _ => None,
    }
}

fn swap(parent: &mut Value, step: &Step) {
    match (parent, step) {
        (Value::Object(map), Step::Key(key)) => {
            let keys: Vec<_> = map.keys().cloned().collect();
            let here = keys.iter().position(|k| k == key).unwrap();
            let other = &keys[(here + 1) % keys.len()];
            let (mine, theirs) = (map[key].clone(), map[other].clone());
            map[key] = theirs;
            map[other] = mine;
        }
        (Value::Array(items), Step::Index(index)) => {
            let next = (index + 1) % items.len();
            items.swap(*index, next);
        }
        _ => {}
    }
}

/// The text with the field at `path` written twice: a map cannot hold that, so it is written by hand.
fn doubled(tree: &Value, path: &[Step]) -> String {
    fn write(value: &Value, here: &mut Path, target: &[Step], out: &mut String) {
        let (open, close, children): (_, _, Vec<(Step, &Value)>) = match value {
            Value::Object(map) => ('{', '}', map.iter().map(|(k, v)| (Step::Key(k.clone()), v)).collect()),
            Value::Array(items) => ('[', ']', items.iter().enumerate().map(|(i, v)| (Step::Index(i), v)).collect()),
            leaf => return out.push_str(&leaf.to_string()),
        };
        out.push(open);
        let mut first = true;
        for (step, child) in children {
            here.push(step.clone());
            let times = if here == target { 2 } else { 1 };
            for _ in 0..times {
                if !std::mem::take(&mut first) {
                    out.push(',');
                }
                if let Step::Key(key) = &step {
                    out.push_str(&Value::from(key.as_str()).to_string());
                    out.push(':');
                }
                write(child, here, target, out);
            }
            here.pop();
        }
        out.push(close);
    }
    let mut out = String::new();
    write(tree, &mut Vec::new(), path, &mut out);
    out
}
