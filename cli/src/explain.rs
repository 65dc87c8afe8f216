//! `--explain`: what a check means, why it is made and what to do when it fails.

mod pages;
mod signing;
mod slsa;

use std::io::Write;

use sealwright::Code;

use crate::exit::{Exit, Failure};
use crate::streams::Streams;

/// The page of one code, or the list of all.
pub(crate) fn explain(code: Option<&str>, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let Some(text) = code else {
        for code in Code::all() {
            writeln!(streams.out, "{:<22} {}", code.as_str(), code.meaning())?;
        }
        return Ok(Exit::Done);
    };
    let Some(code) = Code::from_text(text) else {
        let failure = Failure::usage(format_args!("there is no check {text:?}"));
        return Err(failure.help(near(text)));
    };
    page(code, streams)?;
    Ok(Exit::Done)
}

/// Writes the page of a code.
pub(crate) fn page(code: Code, streams: &mut Streams<'_>) -> std::io::Result<()> {
    let (why, act) = pages::page(code);
    let out = &mut streams.out;
    writeln!(out, "{code}: {}\n\n{why}\n\nWhat to do: {act}\n\nRule: {}", code.meaning(), code.spec())
}

/// Codes of the same room, or how to see all.
fn near(text: &str) -> String {
    let room = text.split(['.', '-', '_']).next().unwrap_or_default();
    let same: Vec<&str> = Code::all().map(Code::as_str).filter(|code| code.split('.').next() == Some(room)).collect();
    if same.is_empty() {
        "`sealwright --explain` lists all codes".to_owned()
    } else {
        format!("one of {}", same.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_of_its_own() {
        let mut seen = std::collections::HashSet::new();
        for code in Code::all() {
            let (why, act) = pages::page(code);
            assert!(why.len() > 60 && act.len() > 40, "{code}");
            assert!(seen.insert(why) && seen.insert(act), "{code} shares its page");
        }
    }
}
