//! What the signer's certificate says about the build (sigstore/fulcio docs/oid-info.md).

use super::facts::{Fact, Place, Said, run_in};
use super::git;
use crate::x509::Certificate;

/// Whose workflow signed: the certificate's identity, and its reference after the last `@`.
pub(super) fn identity(certificate: &Certificate) -> Option<(&str, Option<&str>)> {
    let san = certificate.identity().ok()?.identity_text()?;
    Some(san.rsplit_once('@').map_or((san, None), |(workflow, reference)| (workflow, Some(reference))))
}

/// Every fact that the certificate states.
pub(super) fn read<'a>(certificate: &'a Certificate, said: &mut Vec<Said<'a>>) {
    let claims = certificate.claims();
    let mut add = |fact, claim, value: Option<&'a str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            said.push(Said { fact, value: value.into(), at: Place::Certificate(claim) });
        }
    };
    add(Fact::Ref, "source_repository_ref", claims.source_repository_ref());
    add(Fact::Ref, "github_workflow_ref", claims.github_workflow_ref());
    add(Fact::Commit, "source_repository_digest", claims.source_repository_digest());
    add(Fact::Commit, "github_workflow_sha", claims.github_workflow_sha());
    add(Fact::Event, "build_trigger", claims.build_trigger());
    add(Fact::Event, "github_workflow_trigger", claims.github_workflow_trigger());
    add(Fact::RepositoryId, "source_repository_identifier", claims.source_repository_identifier());
    add(Fact::OwnerId, "source_repository_owner_identifier", claims.source_repository_owner_identifier());
    add(Fact::Runner, "runner_environment", claims.runner_environment());
    add(Fact::Run, "run_invocation_uri", claims.run_invocation_uri().and_then(run_in));
    let source = claims.source_repository_uri();
    add(Fact::Repository, "source_repository_uri", source);
    // `https://github.com/octo/app/.github/workflows/release.yml@refs/heads/main`
    let config = claims.build_config_uri().and_then(|uri| uri.strip_prefix(source?)?.strip_prefix('/'));
    add(Fact::Workflow, "build_config_uri", config.map(|path| path.rsplit_once('@').map_or(path, |(path, _)| path)));
    if let Some(slug) = claims.github_workflow_repository().filter(|slug| !slug.is_empty()) {
        // Claim .5 is GitHub's and names no server; certificates from before claim .12 have it alone.
        let repository = match source {
            Some(uri) if uri.ends_with(slug) => git::repository(uri),
            _ => format!("https://github.com/{slug}").into(),
        };
        let at = Place::Certificate("github_workflow_repository");
        said.push(Said { fact: Fact::Repository, value: repository, at });
    }
}
