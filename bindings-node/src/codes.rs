//! The codes of checks, and text for terminals.

use napi_derive::napi;
use sealwright::Code;

/// What a code means, and where the rule stands.
#[napi(object)]
pub struct Explanation {
    /// The code.
    #[napi(ts_type = "Code")]
    pub code: String,
    /// What it means when this check fails.
    pub meaning: String,
    /// The document and clause that ask for the check.
    pub spec: String,
}

/// Every code, in the order in which failures are reported.
#[napi(catch_unwind, ts_return_type = "Array<Code>")]
pub fn codes() -> Vec<&'static str> {
    Code::all().map(Code::as_str).collect()
}

/// What a code means, and where the rule stands; `null` for text that is no code.
#[napi(catch_unwind, ts_return_type = "Explanation | null")]
pub fn explain(code: String) -> Option<Explanation> {
    Code::from_text(&code).map(|code| Explanation {
        code: code.to_string(),
        meaning: code.meaning().to_owned(),
        spec: code.spec().to_owned(),
    })
}

/// The text with everything escaped that a terminal would obey rather than show.
#[napi(catch_unwind)]
pub fn escape(text: String) -> String {
    sealwright::escape(&text).to_string()
}
