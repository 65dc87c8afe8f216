//! Who signs: a token that is given, one of the system in which this runs, or that of whoever signs in.

use std::path::Path;

use sealwright::SigningConfig;
use sealwright::identity::{Token, TokenError, ambient};
use sealwright::net::Transport;

use super::login::{How, login};
use crate::args::SigningArgs;
use crate::exit::Failure;
use crate::streams::Streams;
use crate::user::Here;
use crate::{input, net};

/// The token of `--identity-token`; else what the environment offers, unless `--login` asks for a person; else a person's.
pub(super) fn token(
    args: &SigningArgs,
    config: Option<&SigningConfig>,
    transport: &dyn Transport,
    streams: &mut Streams<'_>,
) -> Result<Token, Failure> {
    let how = How::from_option(args.login);
    let found = match &args.identity_token {
        Some(given) => Some(parse(given)?),
        None if how.is_asked_for() => None,
        None => ambient(&Here, transport, input::now()).map_err(failed)?.map(|found| found.token),
    };
    match found {
        Some(token) => Ok(match &args.oidc_client_id {
            Some(client) => token.for_audience(client),
            None => token,
        }),
        None => login(how, args, config, transport, streams),
    }
}

fn parse(given: &str) -> Result<Token, Failure> {
    let text = match Path::new(given).is_file() {
        true => input::read_text(Path::new(given))?,
        false => given.to_owned(),
    };
    Token::parse(&text).map_err(failed)
}

pub(super) fn failed(error: TokenError) -> Failure {
    let help = match &error {
        TokenError::Net { error, .. } => net::help(error),
        _ => None,
    };
    let failure = Failure::unauthenticated(error);
    match help {
        Some(help) => failure.help(help),
        None => failure,
    }
}
