//! The three surfaces, compared with the one table `bindings/surface.tsv`: what the core offers and one language lacks
//! fails the build, and so does a name in the table that nobody offers any more.

mod core;
mod declared;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::run::{Outcome, root, say};
use declared::Declared;

const TABLE: &str = "bindings/surface.tsv";

/// One row: an item of the core, and what it is called elsewhere, or why it is not offered there.
struct Row {
    rust: String,
    python: Option<String>,
    node: Option<String>,
}

pub(crate) fn surface() -> Outcome {
    say("── surfaces");
    let rows = rows(&root())?;
    let mut complaints = compare_core(&rows, &core::items()?);
    let languages = [
        ("Python", declared::python(&root())?, names(&rows, |row| row.python.as_deref())),
        ("Node", declared::node(&root())?, names(&rows, |row| row.node.as_deref())),
    ];
    for (language, declared, names) in languages {
        match declared {
            Some(declared) => complaints.extend(missing(language, &declared, &names)),
            None => say(&format!("{language}: no package yet, nothing to compare")),
        }
    }
    say(&format!("{} items of the core, each named or excused in {TABLE}", rows.len()));
    complaints.iter().for_each(|complaint| say(complaint));
    if complaints.is_empty() { Ok(()) } else { Err("surfaces".to_owned()) }
}

fn rows(root: &Path) -> Result<Vec<Row>, String> {
    let text = fs::read_to_string(root.join(TABLE)).map_err(|error| format!("{TABLE}: {error}"))?;
    text.lines()
        .enumerate()
        .skip(1)
        .map(|(at, line)| row(line).ok_or(format!("{TABLE}:{}: {line:?}", at + 1)))
        .collect()
}

/// Four columns; a row without a name in one of the languages says why in the fourth.
fn row(line: &str) -> Option<Row> {
    let mut columns = line.split('\t');
    let rust = columns.next().filter(|rust| !rust.is_empty())?.to_owned();
    let mut name = || columns.next().filter(|name| !name.is_empty()).map(|name| (name != "-").then(|| name.to_owned()));
    let (python, node) = (name()?, name()?);
    let reason = columns.next().unwrap_or_default();
    let excused = python.is_some() && node.is_some() || !reason.trim().is_empty();
    excused.then_some(Row { rust, python, node })
}

fn compare_core(rows: &[Row], items: &BTreeSet<String>) -> Vec<String> {
    let named: BTreeMap<&str, usize> = rows.iter().fold(BTreeMap::new(), |mut named, row| {
        *named.entry(row.rust.as_str()).or_default() += 1;
        named
    });
    let excused = names(rows, |row| (row.python.is_none() && row.node.is_none()).then_some(row.rust.as_str()));
    let stands = |item: &str| named.contains_key(item) || above(item).any(|name| excused.contains(name));
    let unnamed = items.iter().filter(|item| !stands(item));
    let offered: BTreeSet<&str> = items.iter().flat_map(|item| above(item).chain([item.as_str()])).collect();
    let gone = named.keys().filter(|name| !offered.contains(**name));
    let twice = named.iter().filter(|(_, count)| **count > 1);
    let unnamed = unnamed.map(|item| format!("{item}: not in {TABLE}: say what it is called in Python and Node"));
    let gone = gone.map(|name| format!("{name}: in {TABLE}, but the core offers it no more"));
    unnamed.chain(gone).chain(twice.map(|(name, _)| format!("{name}: twice in {TABLE}"))).collect()
}

/// The module and the type of an item: what is said of them holds for it.
fn above(item: &str) -> impl Iterator<Item = &str> {
    item.rmatch_indices("::").filter_map(|(at, _)| item.get(..at))
}

fn names<'r>(rows: &'r [Row], name: impl Fn(&'r Row) -> Option<&'r str>) -> BTreeSet<&'r str> {
    rows.iter().filter_map(name).collect()
}

fn missing(language: &str, declared: &Declared, names: &BTreeSet<&str>) -> Vec<String> {
    let lacking = names.iter().filter(|name| !declared.has(name));
    lacking.map(|name| format!("{language}: {name} is in {TABLE}, but the package does not declare it")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_without_a_name_needs_a_reason() {
        assert!(row("Bundle::version\tBundle.version\tBundle.version").is_some());
        assert!(row("Name\t-\t-\ta text").is_some());
        assert!(row("Name\t-\t-").is_none());
        assert!(row("Name\t-\tName").is_none());
        assert!(row("Name\tName").is_none());
    }

    #[test]
    fn a_reason_for_a_module_or_a_type_holds_for_what_is_in_it() {
        let rows: Vec<Row> = ["m\t-\t-\twhy", "T\tT\tT"].iter().filter_map(|line| row(line)).collect();
        let items: BTreeSet<String> = ["m::A", "m::A::b", "T", "T::c"].map(str::to_owned).into();
        let complaints = compare_core(&rows, &items);
        assert_eq!(complaints.len(), 1, "{complaints:?}");
        assert!(complaints[0].starts_with("T::c: not in"));
    }

    #[test]
    fn what_is_missing_on_either_side_is_said() {
        let rows: Vec<Row> = ["A\tA\tA", "A::b\tA.b\tA.b", "Gone\tGone\tGone"].iter().filter_map(|l| row(l)).collect();
        let items: BTreeSet<String> = ["A", "A::b", "New"].map(str::to_owned).into();
        let complaints = compare_core(&rows, &items);
        assert_eq!(complaints.len(), 2, "{complaints:?}");
        assert!(complaints.iter().any(|complaint| complaint.starts_with("New: not in")));
        assert!(complaints.iter().any(|complaint| complaint.starts_with("Gone: in")));
    }
}
