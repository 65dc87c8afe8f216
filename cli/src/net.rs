//! The way to servers.

use std::path::Path;
use std::sync::Arc;

use sealwright::net::{Http, NetError, NetErrorKind};

use crate::exit::Failure;
use crate::{input, user};

/// Through the proxies that the environment names, to servers that this machine's authorities vouch for, or those of the
/// file.
pub(crate) fn transport(ca_file: Option<&Path>) -> Result<Arc<Http>, Failure> {
    let config = user::http().map_err(Failure::usage)?;
    let config = match ca_file {
        Some(file) => config.roots_pem(&input::read(file)?).map_err(|error| {
            Failure::usage(format_args!("{}: {error}", file.display()))
                .help("--ca-file is a PEM file with the certificates of authorities")
        })?,
        None => config,
    };
    Ok(Arc::new(Http::new(config)))
}

/// What to do about what only this program's options mend.
pub(crate) fn help(error: &NetError) -> Option<&'static str> {
    match error.kind() {
        NetErrorKind::Tls(_) => Some(
            "if the server is right, and has its certificate of an authority that this machine does not know: --ca-file FILE",
        ),
        _ => None,
    }
}
