//! Who signs: a token that is given, or one of the system in which this runs.

use std::path::Path;

use sealwright::identity::{Token, TokenError, ambient};
use sealwright::net::Transport;

use crate::exit::Failure;
use crate::input;
use crate::user::Here;

/// The token of `--identity-token`, or what the environment offers.
pub(super) fn token(given: Option<&str>, transport: &dyn Transport) -> Result<Token, Failure> {
    let Some(given) = given else {
        let found = ambient(&Here, transport, input::now()).map_err(failed)?;
        return found.map(|found| found.token).ok_or_else(|| {
            Failure::unauthenticated("nothing here says who signs: no CI system offers an identity token")
                .help("name a token with --identity-token FILE")
        });
    };
    let text = match Path::new(given).is_file() {
        true => input::read_text(Path::new(given))?,
        false => given.to_owned(),
    };
    Token::parse(&text).map_err(failed)
}

fn failed(error: TokenError) -> Failure {
    Failure::unauthenticated(error)
}
