//! Signing in: by way of a browser on this machine, or of one on any device.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};

use sealwright::identity::{DevicePrompt, Login, Token, TokenError};
use sealwright::net::Transport;
use sealwright::{SigningConfig, escape};

use super::browser;
use super::token::failed;
use crate::args::{LoginWith, SigningArgs};
use crate::exit::Failure;
use crate::input;
use crate::streams::Streams;
use crate::user::first;

/// How somebody signs in, or that nobody can.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// By an option: there is somebody, terminal or not.
    Asked(With),
    /// Because somebody sits there.
    Offered(With),
    Never,
    /// There is no terminal.
    Nobody,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum With {
    Browser,
    Device,
}

impl How {
    pub(super) fn from_option(option: Option<LoginWith>) -> Self {
        match option {
            Some(LoginWith::Browser) => Self::Asked(With::Browser),
            Some(LoginWith::Device) => Self::Asked(With::Device),
            Some(LoginWith::Never) => Self::Never,
            None if !io::stdin().is_terminal() || !io::stderr().is_terminal() => Self::Nobody,
            None if has_browser() => Self::Offered(With::Browser),
            None => Self::Offered(With::Device),
        }
    }

    pub(super) fn is_asked_for(self) -> bool {
        matches!(self, Self::Asked(_))
    }
}

/// Whether a browser here is in front of whoever sits there.
fn has_browser() -> bool {
    if first(&["BROWSER"]).is_some() {
        return true;
    }
    // One that is opened over there comes back to a port that is over there.
    let is_remote = first(&["SSH_CONNECTION", "SSH_TTY"]).is_some();
    let has_display = cfg!(windows) || cfg!(target_os = "macos") || first(&["DISPLAY", "WAYLAND_DISPLAY"]).is_some();
    has_display && !is_remote
}

/// The token of whoever signs in.
pub(super) fn login(
    how: How,
    args: &SigningArgs,
    config: Option<&SigningConfig>,
    transport: &dyn Transport,
    streams: &mut Streams<'_>,
) -> Result<Token, Failure> {
    let with = match how {
        How::Asked(with) | How::Offered(with) => with,
        How::Never | How::Nobody => return Err(nobody()),
    };
    let login = Login::new(issuer(args, config)?);
    let login = args.oidc_client_id.iter().fold(login, |login, client| login.client(client));
    let now = input::now();
    writeln!(streams.err, "{PUBLISHED}\n")?;
    let err = RefCell::new(&mut streams.err);
    let token = match with {
        With::Browser => login.in_browser(transport, &|url| open(url, &mut **err.borrow_mut()), now),
        With::Device => {
            let show = |prompt: &DevicePrompt| tell(prompt, &mut **err.borrow_mut());
            let pause = |time| {
                std::thread::sleep(time);
                true
            };
            login.on_device(transport, &show, &pause, now)
        }
    };
    let token = token.map_err(|error| match error {
        TokenError::Browser | TokenError::Timeout => failed(error)
            .help("sign in on another device with --login device, or name a token with --identity-token FILE"),
        error => failed(error),
    })?;
    let who = token.certified_identity().unwrap_or_else(|| token.subject().to_owned());
    writeln!(streams.err, "signed in as {}", escape(&who))?;
    Ok(token)
}

/// Nobody should learn this afterwards.
const PUBLISHED: &str = "Whom you sign in as, an e-mail address for most, is published for good with what you sign: in the certificate\n\
                         and in the log.";

fn nobody() -> Failure {
    Failure::unauthenticated(
        "nothing here says who signs: no CI system offers an identity token, and nobody can sign in here",
    )
    .help(
        "name a token with --identity-token FILE, sign in with --login browser or --login device, or sign without an \
             identity: --key KEY, --local",
    )
}

fn issuer(args: &SigningArgs, config: Option<&SigningConfig>) -> Result<String, Failure> {
    if let Some(issuer) = &args.oidc_issuer {
        return Ok(issuer.clone());
    }
    let missing =
        || Failure::undecided("nothing says with whom to sign in").help("name the issuer with --oidc-issuer URL");
    let issuer = config.ok_or_else(missing)?.issuer(input::now());
    issuer
        .map(|issuer| issuer.url.clone())
        .map_err(|error| Failure::undecided(error).help("name one with --oidc-issuer URL"))
}

/// Opens the page; whoever sees the address may open it, too.
fn open(url: &str, err: &mut dyn Write) -> bool {
    // The address is the issuer's: nothing else than a page is opened, and nothing that looks like an option.
    let is_page = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    if !is_page || url.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return false;
    }
    let _ = writeln!(err, "Sign in with your browser, on this machine:\n\n    {}\n", escape(url));
    let _ = err.flush();
    if browser::open(url) {
        return true;
    }
    let is_seen = io::stderr().is_terminal();
    if is_seen {
        let _ =
            writeln!(err, "No browser could be opened: go there yourself, or sign in elsewhere with --login device.\n");
    }
    is_seen
}

fn tell(prompt: &DevicePrompt, err: &mut dyn Write) {
    let _ = writeln!(err, "Sign in with a browser on any device:\n\n    {}", escape(&prompt.address));
    let _ = writeln!(err, "    code: {}\n", escape(&prompt.code));
    if let Some(address) = &prompt.address_with_code {
        let _ = writeln!(err, "or go to {}\n", escape(address));
    }
    let _ = err.flush();
}
