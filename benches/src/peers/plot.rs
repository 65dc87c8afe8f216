//! The picture: a group of bars for each case, on a logarithmic scale. Text stays text, in the reader's own font and colours.

use std::fmt::Write as _;
use std::time::Duration;

use super::table::{cut, ours, oversight, time};
use super::{Ability, Client, SIDE_BY_SIDE, Side};
use crate::{micros, ratio};

const WIDTH: f64 = 880.0;
const BARS_FROM: f64 = 226.0;
const BARS_TO: f64 = 724.0;
const TOP: f64 = 134.0;
const ROW: f64 = 21.0;
const BAR: f64 = 13.0;
/// From the top of a bar to the line on which its text stands.
const MIDDLE: f64 = BAR / 2.0 + 4.2;
/// Between clients for different languages.
const GAP: f64 = 5.0;
const HEADING: f64 = 28.0;
const BETWEEN_GROUPS: f64 = 22.0;

/// Colours of the light scheme, then of the dark one; ours stands out, in both at 4.5 : 1 or more against the ground.
const STYLE: &str = "\
text { font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; font-size: 12px; fill: #24303d }
.ground { fill: #ffffff; stroke: #d8dee6 }
.title { font-size: 19px; font-weight: 650 }
.case { font-size: 14px; font-weight: 650 }
.quiet, .tick { fill: #5b6875 }
.tick { font-size: 11px; text-anchor: middle }
.name { text-anchor: end }
.value { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }
.ours-text { font-weight: 650; fill: #0a6c5f }
.grid { stroke: #e6eaef }
.peer { fill: #9aa7b5 }
.ours { fill: #0f9d8a }
.partial { fill: #9aa7b5; fill-opacity: .18; stroke: #7f8d9c; stroke-dasharray: 3 2 }
@media (prefers-color-scheme: dark) {
  text { fill: #e3e9ef }
  .ground { fill: #12181f; stroke: #2c3742 }
  .quiet, .tick { fill: #9aa8b6 }
  .ours-text { fill: #48d6c1 }
  .value { stroke: #12181f }
  .grid { stroke: #26303a }
  .peer { fill: #6b7a89 }
  .ours { fill: #22bfa9 }
  .partial { fill: #6b7a89; stroke: #8694a3 }
}
";

/// Draws what was measured; `pieces` names what was broken in each trial of a case, `measured` says when and where.
pub fn plot(clients: &[Client], pieces: &[Vec<String>], measured: &str) -> String {
    let Some(scale) = Scale::of(clients) else { return String::new() };
    let mut body = String::new();
    let mut y = TOP;
    for (case, (name, _)) in SIDE_BY_SIDE.into_iter().enumerate() {
        let _ = writeln!(body, r#"<text class="case" x="24" y="{:.0}">{}</text>"#, y + 14.0, escaped(name));
        y += HEADING;
        let mut language = None;
        for client in clients {
            if language != Some(client.language) {
                y += if language.is_some() { GAP } else { 0.0 };
                let middle = y + MIDDLE;
                let _ = writeln!(body, r#"<text class="quiet" x="24" y="{middle:.1}">{:?}</text>"#, client.language);
            }
            language = Some(client.language);
            bar(&mut body, &scale, clients, client, (case, pieces.get(case).map_or(&[], Vec::as_slice)), y);
            y += ROW;
        }
        y += BETWEEN_GROUPS;
    }
    let height = y + 22.0;
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0}" width="{WIDTH}" height="{height:.0}" role="img">
<title>CPU time of one verification, Sealwright and other Sigstore clients</title>
<style>
{STYLE}</style>
<rect class="ground" x=".5" y=".5" width="{:.0}" height="{:.0}" rx="10"/>
<text class="title" x="24" y="38">CPU time of one verification</text>
<text class="quiet" x="24" y="60">One thread; the bundle is parsed every time, the trusted root once. Shorter is faster, on a logarithmic scale.</text>
<text class="quiet" x="24" y="78">The factor is to Sealwright for the same language, or to its Rust core. Dashed bars leave out what is named beside them.</text>
<text class="quiet" x="24" y="96">{}</text>
"#,
        WIDTH - 1.0,
        height - 1.0,
        escaped(measured),
    );
    let bottom = y - BETWEEN_GROUPS + 6.0;
    let (from, above, below) = (TOP - 4.0, TOP - 10.0, bottom + 16.0);
    for tick in scale.ticks() {
        let (x, label) = (scale.x(tick), legible(tick));
        let _ = writeln!(
            svg,
            r#"<path class="grid" d="M{x:.1} {from:.0}V{bottom:.0}"/><text class="tick" x="{x:.1}" y="{above:.0}">{label}</text><text class="tick" x="{x:.1}" y="{below:.0}">{label}</text>"#
        );
    }
    svg + &body + "</svg>\n"
}

fn bar(
    body: &mut String,
    scale: &Scale,
    clients: &[Client],
    client: &Client,
    (case, pieces): (usize, &[String]),
    y: f64,
) {
    let middle = y + MIDDLE;
    let is_ours = client.side == Side::Ours;
    let name_class = if is_ours { "name ours-text" } else { "name" };
    // The language stands to the left of it.
    let name = escaped(&client.name.replace(&format!(" for {:?}", client.language), ""));
    let _ = writeln!(body, r#"<text class="{name_class}" x="{:.0}" y="{middle:.1}">{name}</text>"#, BARS_FROM - 10.0);
    let Some(taken) = time(client, case) else {
        let said = match client.ability.get(case) {
            Some(Ability::Refuses(message)) => format!("not supported: {}", escaped(&cut(message))),
            _ => "not measured".to_owned(),
        };
        let _ = writeln!(body, r#"<text class="quiet" x="{:.0}" y="{middle:.1}">{said}</text>"#, BARS_FROM + 6.0);
        return;
    };
    let oversight = oversight(client, case, pieces);
    let class = match (is_ours, &oversight) {
        (true, _) => "ours",
        (_, Some(_)) => "partial",
        _ => "peer",
    };
    let end = scale.x(taken);
    let length = end - BARS_FROM;
    let _ = writeln!(
        body,
        r#"<rect class="{class}" x="{BARS_FROM}" y="{y:.1}" width="{length:.1}" height="{BAR}" rx="2.5"/>"#
    );
    let factor = ours(clients, client).and_then(|ours| time(ours, case)).filter(|_| !is_ours);
    let factor = factor.map_or(String::new(), |ours| format!(" · {:.1}×", ratio(taken, ours)));
    let class = if is_ours { "value ours-text" } else { "value" };
    let said =
        oversight.map_or(String::new(), |what| format!(r#" <tspan class="quiet">without {}</tspan>"#, escaped(&what)));
    let _ = writeln!(
        body,
        r#"<text class="{class}" x="{:.1}" y="{middle:.1}">{}{factor}{said}</text>"#,
        end + 8.0,
        legible(taken),
    );
}

/// From the shortest time to the longest, with steps of 1, 2 and 5.
struct Scale {
    from: Duration,
    to: Duration,
}

impl Scale {
    fn of(clients: &[Client]) -> Option<Self> {
        let times = || clients.iter().flat_map(|client| client.least.iter().flatten().copied());
        let from = steps().take_while(|&step| Some(step) <= times().min()).last()?;
        let to = steps().find(|&step| Some(step) >= times().max())?;
        // A bar of no length would say that the fastest takes no time.
        Some(Self { from: from / 2, to })
    }

    fn x(&self, time: Duration) -> f64 {
        let span = ratio(self.to, self.from).ln();
        BARS_FROM + (BARS_TO - BARS_FROM) * ratio(time, self.from).ln() / span
    }

    fn ticks(&self) -> impl Iterator<Item = Duration> {
        steps().skip_while(|step| *step < self.from).take_while(|step| *step <= self.to)
    }
}

/// 10 µs, 20, 50 and so on to 5 s.
fn steps() -> impl Iterator<Item = Duration> {
    (1..=6).flat_map(|decade| [1, 2, 5].map(|step| Duration::from_micros(step * 10_u64.pow(decade))))
}

/// Three digits, in µs or ms.
fn legible(time: Duration) -> String {
    let micros = micros(time);
    match micros {
        ..999.5 => format!("{micros:.0} µs"),
        ..9_995.0 => trimmed(format!("{:.2}", micros / 1e3)) + " ms",
        _ => trimmed(format!("{:.1}", micros / 1e3)) + " ms",
    }
}

/// `2` for `2.00`: ticks are round.
fn trimmed(number: String) -> String {
    match number.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|digit| digit == b'0') => whole.to_owned(),
        _ => number,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
