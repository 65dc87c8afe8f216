use std::fmt::Write as _;
use std::time::Duration;

use super::{Ability, Batches, Client, Import, Language, SIDE_BY_SIDE, Side, TRIALS};
use crate::{Bar, head, micros, ratio, row};

/// A message of another client is cut after so many characters.
const LONGEST_MESSAGE: usize = 90;

/// All that was measured, as Markdown. `pieces` names what was broken in each trial of a case.
pub fn tables(clients: &[Client], pieces: &[Vec<String>], batches: Option<Batches>, imports: &[Import]) -> String {
    let parts = [times(clients), oversights(clients, pieces), bars(clients, batches, imports)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The client that this one is compared with: ours in its language, or the core where there is none.
pub(super) fn ours<'c>(clients: &'c [Client], client: &Client) -> Option<&'c Client> {
    let of = |language| move |other: &&Client| other.side == Side::Ours && other.language == language;
    clients.iter().find(of(client.language)).or_else(|| clients.iter().find(of(Language::Rust)))
}

pub(super) fn time(client: &Client, case: usize) -> Option<Duration> {
    client.least.get(case).copied().flatten()
}

fn times(clients: &[Client]) -> String {
    let mut names = vec!["CPU time of one verification, µs (throughput, ours = 1)"];
    names.extend(SIDE_BY_SIDE.iter().map(|(name, _)| *name));
    let mut table = head(&names);
    for client in clients {
        let bold = if client.side == Side::Ours { "**" } else { "" };
        let mut line = format!("\n| {bold}{}{bold} |", client.name);
        for case in 0..SIDE_BY_SIDE.len() {
            line.push_str(&format!(" {} |", cell(clients, client, case)));
        }
        table.push_str(&line);
    }
    table.push('\n');
    table
}

fn cell(clients: &[Client], client: &Client, case: usize) -> String {
    if let Some(Ability::Refuses(message)) = client.ability.get(case) {
        return format!("not supported: {}", cut(message).replace('|', "\\|").replace('<', "&lt;"));
    }
    let Some(its) = time(client, case) else { return "not measured".to_owned() };
    match ours(clients, client).and_then(|ours| time(ours, case)) {
        Some(ours) if client.side == Side::Peer => format!("{:.0} ({:.2})", micros(its), ratio(ours, its)),
        _ => format!("**{:.0}**", micros(its)),
    }
}

/// Another client's message, not too long.
pub(super) fn cut(message: &str) -> String {
    let mut text: String = message.chars().take(LONGEST_MESSAGE).collect();
    if text.len() < message.len() {
        text.push('…');
    }
    text
}

/// The pieces of evidence that a client accepts though they are broken: what is not verified costs nothing.
pub(super) fn oversight(client: &Client, case: usize, pieces: &[String]) -> Option<String> {
    let Some(Ability::Verifies { overlooked }) = client.ability.get(case) else { return None };
    let names: Vec<&str> = overlooked.iter().filter_map(|&trial| pieces.get(trial)).map(String::as_str).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn oversights(clients: &[Client], pieces: &[Vec<String>]) -> String {
    let mut said = String::new();
    for client in clients {
        let mut found: Vec<(String, Vec<&str>)> = Vec::new();
        for (case, ((name, _), pieces)) in SIDE_BY_SIDE.into_iter().zip(pieces).enumerate() {
            let Some(overlooked) = oversight(client, case, pieces) else { continue };
            match found.iter_mut().find(|(known, _)| *known == overlooked) {
                Some((_, cases)) => cases.push(name),
                None => found.push((overlooked, vec![name])),
            }
        }
        for (overlooked, cases) in found {
            let _ = writeln!(said, "- {} does not notice a broken {overlooked}: {}.", client.name, cases.join("; "));
        }
    }
    let tried = TRIALS.get(1..).unwrap_or_default().join(" and ");
    let intro = format!(
        "Every client refused {tried} before it was measured. Then, with one piece of the evidence broken:\n\n"
    );
    if said.is_empty() { format!("{intro}- every client refused every bundle.\n") } else { intro + &said }
}

fn bars(clients: &[Client], batches: Option<Batches>, imports: &[Import]) -> String {
    let mut table = head(&["what must be reached", "found (bar)"]);
    let mut line = |what: &str, found: String| {
        table.push('\n');
        table.push_str(&row(&[&what, &found]));
    };
    let of = |side, language| clients.iter().find(|client| client.side == side && client.language == language);
    let core = of(Side::Ours, Language::Rust);
    for (language, plain, rekor_v2, cost) in [(Language::Python, 3.0, 4.5, 15.0), (Language::Node, 20.0, 20.0, 25.0)] {
        let Some(ours) = of(Side::Ours, language) else { continue };
        if let Some(peer) = of(Side::Peer, language) {
            for (case, (name, v2)) in SIDE_BY_SIDE.into_iter().enumerate() {
                if let (Some(ours), Some(its)) = (time(ours, case), time(peer, case)) {
                    let bar = Bar::AtLeast(if v2 { rekor_v2 } else { plain });
                    line(&format!("{language:?}, {name}: × {}", peer.name), bar.judge(ratio(its, ours), 2));
                }
            }
        }
        let core = core.into_iter().flat_map(|core| (0..).zip(&core.least));
        let beyond = core.filter_map(|(case, core)| Some(time(ours, case)?.saturating_sub((*core)?)));
        if let Some(most) = beyond.max() {
            let what = format!("{language:?}, beyond the core in the worst case, µs");
            line(&what, Bar::AtMost(cost).judge(micros(most), 1));
        }
    }
    if let Some(Batches { one, two, peer }) = batches {
        line("Python, verify_all, wall clock: two threads × one", Bar::AtLeast(1.8).judge(ratio(one, two), 2));
        if let Some(peer) = peer {
            let what = "Python, verify_all, wall clock: two threads × sigstore-python";
            line(what, Bar::AtLeast(5.4).judge(ratio(peer, two), 2));
        }
    }
    for import in imports {
        let millis = |time| micros(time) / 1000.0;
        let found = match import.side {
            Side::Ours => Bar::AtMost(15.0).judge(millis(import.wall), 1),
            Side::Peer => format!("{:.1}", millis(import.wall)),
        };
        line(&format!("`{}`, ms (CPU {:.1})", import.statement, millis(import.cpu)), found);
    }
    table.push('\n');
    table
}
