use std::path::Path;

use super::ci::ask;
use super::{Surroundings, set, text};
use crate::identity::error::TokenError;
use crate::identity::{AUDIENCE, form};
use crate::net::{Request, Transport};

/// The link-local address of the metadata server: no name, which anybody might answer to.
const METADATA: &str = "169.254.169.254";

/// What says that the machine is one of Google's (Google Cloud docs, "Detect if a VM is running in Compute Engine").
const PRODUCT: &str = "/sys/class/dmi/id/product_name";

/// The token of the service account that the machine runs as. `GCE_METADATA_HOST` takes the server's place.
///
/// Google Cloud docs, "Verify VM identity": `audience` says whom it is for; `format=full` puts the address into it.
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
    let url = format!("http://{host}/computeMetadata/v1/instance/service-accounts/default/identity");
    let url = form::with_query(&url, &[("audience", AUDIENCE), ("format", "full")]);
    let body = ask(transport, &Request::get(url).header("metadata-flavor", "Google"), "Google's metadata server")?;
    Ok(Some((text(body)?, "Google Cloud")))
}

fn is_google(surroundings: &dyn Surroundings) -> bool {
    surroundings.read(Path::new(PRODUCT)).is_ok_and(|name| String::from_utf8_lossy(&name).contains("Google"))
}
