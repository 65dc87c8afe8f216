use std::path::Path;

use serde::Deserialize;

use super::ci::{ask, parse};
use super::{Surroundings, set, text};
use crate::identity::error::TokenError;
use crate::identity::{AUDIENCE, form};
use crate::net::{Request, Transport};

/// The link-local address of the metadata server: no name, which anybody might answer to.
const METADATA: &str = "169.254.169.254";

/// What says that the machine is one of Google's (Google Cloud docs, "Detect if a VM is running in Compute Engine").
const PRODUCT: &str = "/sys/class/dmi/id/product_name";

/// What may make tokens of other accounts (IAM Service Account Credentials API).
const CREDENTIALS: &str = "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts";

const SCOPE: &str = "https://www.googleapis.com/auth/cloud-platform";

/// The token of the service account that the machine runs as, or that it may act for: `GOOGLE_SERVICE_ACCOUNT_NAME`.
/// `GCE_METADATA_HOST` takes the metadata server's place.
pub(super) fn find(
    surroundings: &dyn Surroundings,
    transport: &dyn Transport,
) -> Result<Option<(String, &'static str)>, TokenError> {
    let host = set(surroundings, "GCE_METADATA_HOST");
    if host.is_none() && !is_google(surroundings) {
        return Ok(None);
    }
    let host = host.as_deref().map_or(METADATA, str::trim);
    if host.contains(['/', '@', '?', '#']) {
        return Err(TokenError::Variable { name: "GCE_METADATA_HOST", reason: "it must be HOST or HOST:PORT" });
    }
    let own = format!("http://{host}/computeMetadata/v1/instance/service-accounts/default");
    let token = match set(surroundings, "GOOGLE_SERVICE_ACCOUNT_NAME") {
        Some(account) => of_another(transport, &own, account.trim())?,
        None => of_the_machine(transport, &own)?,
    };
    Ok(Some((token, "Google Cloud")))
}

fn is_google(surroundings: &dyn Surroundings) -> bool {
    surroundings.read(Path::new(PRODUCT)).is_ok_and(|name| String::from_utf8_lossy(&name).contains("Google"))
}

/// Google Cloud docs, "Verify VM identity": `audience` says whom it is for; `format=full` puts the address into it.
fn of_the_machine(transport: &dyn Transport, own: &str) -> Result<String, TokenError> {
    let url = form::with_query(&format!("{own}/identity"), &[("audience", AUDIENCE), ("format", "full")]);
    text(metadata(transport, url)?)
}

/// IAM Service Account Credentials API, `generateIdToken`: with the machine's access token, which goes there alone.
fn of_another(transport: &dyn Transport, own: &str, account: &str) -> Result<String, TokenError> {
    #[derive(Deserialize)]
    struct Access {
        access_token: String,
    }
    #[derive(Deserialize)]
    struct Made {
        token: String,
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._@".contains(c);
    if !account.chars().all(plain) {
        let reason = "it must be NAME@PROJECT.iam.gserviceaccount.com";
        return Err(TokenError::Variable { name: "GOOGLE_SERVICE_ACCOUNT_NAME", reason });
    }
    let body = metadata(transport, form::with_query(&format!("{own}/token"), &[("scopes", SCOPE)]))?;
    let access: Access = parse(&body, "Google's metadata server", "it gave no access_token")?;

    let wanted = format!("{{\"audience\":\"{AUDIENCE}\",\"includeEmail\":true}}");
    let request = Request::post(format!("{CREDENTIALS}/{account}:generateIdToken"), "application/json", wanted.into())
        .bearer(&access.access_token)
        .repeatable();
    let whom = "Google for an identity token (may the machine's account make tokens of GOOGLE_SERVICE_ACCOUNT_NAME?)";
    let made: Made = parse(&ask(transport, &request, whom)?, "Google", "it has no text `token`")?;
    Ok(made.token)
}

fn metadata(transport: &dyn Transport, url: String) -> Result<Vec<u8>, TokenError> {
    ask(transport, &Request::get(url).header("metadata-flavor", "Google"), "Google's metadata server")
}
