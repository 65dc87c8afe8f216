//! `Claims`: what Fulcio says about a signer.

use napi_derive::napi;

/// The claims of a certificate, extensions 1.3.6.1.4.1.57264.1.x; what it does not say is `null`.
#[napi]
pub struct Claims(pub(crate) sealwright::Certificate);

#[napi]
impl Claims {
    /// The identity provider, deprecated: see `issuer` (arc 1).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn deprecated_issuer(&self) -> Option<&str> {
        self.0.claims().deprecated_issuer()
    }

    /// The event that triggered the workflow, deprecated (arc 2).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn github_workflow_trigger(&self) -> Option<&str> {
        self.0.claims().github_workflow_trigger()
    }

    /// The commit that the workflow ran on, deprecated (arc 3).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn github_workflow_sha(&self) -> Option<&str> {
        self.0.claims().github_workflow_sha()
    }

    /// The name of the workflow, deprecated (arc 4).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn github_workflow_name(&self) -> Option<&str> {
        self.0.claims().github_workflow_name()
    }

    /// The repository of the workflow, deprecated (arc 5).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn github_workflow_repository(&self) -> Option<&str> {
        self.0.claims().github_workflow_repository()
    }

    /// The git reference that the workflow ran on, deprecated (arc 6).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn github_workflow_ref(&self) -> Option<&str> {
        self.0.claims().github_workflow_ref()
    }

    /// The identity provider: see `issuer` (arc 8).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn current_issuer(&self) -> Option<&str> {
        self.0.claims().current_issuer()
    }

    /// The build instructions that are responsible for signing (arc 9).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn build_signer_uri(&self) -> Option<&str> {
        self.0.claims().build_signer_uri()
    }

    /// The version of those build instructions (arc 10).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn build_signer_digest(&self) -> Option<&str> {
        self.0.claims().build_signer_digest()
    }

    /// Whether the build ran on the platform's machines or the customer's (arc 11).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn runner_environment(&self) -> Option<&str> {
        self.0.claims().runner_environment()
    }

    /// The source repository of the build (arc 12).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn source_repository_uri(&self) -> Option<&str> {
        self.0.claims().source_repository_uri()
    }

    /// The version of the source, usually a commit (arc 13).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn source_repository_digest(&self) -> Option<&str> {
        self.0.claims().source_repository_digest()
    }

    /// The git reference of the source (arc 14).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn source_repository_ref(&self) -> Option<&str> {
        self.0.claims().source_repository_ref()
    }

    /// The id of the source repository, which never changes (arc 15).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn source_repository_identifier(&self) -> Option<&str> {
        self.0.claims().source_repository_identifier()
    }

    /// The owner of the source repository (arc 16).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn source_repository_owner_uri(&self) -> Option<&str> {
        self.0.claims().source_repository_owner_uri()
    }

    /// The id of that owner, which never changes (arc 17).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn source_repository_owner_identifier(&self) -> Option<&str> {
        self.0.claims().source_repository_owner_identifier()
    }

    /// The top-level build instructions (arc 18).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn build_config_uri(&self) -> Option<&str> {
        self.0.claims().build_config_uri()
    }

    /// The version of those build instructions (arc 19).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn build_config_digest(&self) -> Option<&str> {
        self.0.claims().build_config_digest()
    }

    /// The event or action that started the build (arc 20).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn build_trigger(&self) -> Option<&str> {
        self.0.claims().build_trigger()
    }

    /// The run of the build (arc 21).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn run_invocation_uri(&self) -> Option<&str> {
        self.0.claims().run_invocation_uri()
    }

    /// Whether the source repository was public when the certificate was made (arc 22).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn source_repository_visibility_at_signing(&self) -> Option<&str> {
        self.0.claims().source_repository_visibility_at_signing()
    }

    /// The environment that the job deploys to (arc 23).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn deployment_environment(&self) -> Option<&str> {
        self.0.claims().deployment_environment()
    }

    /// The `sub` of the token that was presented for the certificate (arc 24).
    #[napi(getter, ts_return_type = "string | null")]
    pub fn token_subject(&self) -> Option<&str> {
        self.0.claims().token_subject()
    }

    /// The identity provider that vouched for the signer: extension .8, or .1 where that is missing.
    #[napi(getter, ts_return_type = "string | null")]
    pub fn issuer(&self) -> Option<&str> {
        self.0.claims().issuer()
    }

    /// The claim of that name as verdicts and policies write it, for example `source_repository_uri`.
    #[napi(catch_unwind, ts_return_type = "string | null")]
    pub fn get(&self, name: String) -> Option<&str> {
        self.0.claims().get(&name)
    }

    /// Every claim that is there, in the order of the identifiers.
    #[napi(catch_unwind)]
    pub fn iter(&self) -> Vec<Claim> {
        let claims = self.0.claims();
        claims.iter().map(|claim| Claim { name: claim.name, arc: claim.arc, value: claim.value.to_owned() }).collect()
    }
}

/// One claim of a certificate.
#[napi]
pub struct Claim {
    name: &'static str,
    arc: u8,
    value: String,
}

#[napi]
impl Claim {
    /// Its name in verdicts and policies.
    #[napi(getter)]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The last arc of its identifier 1.3.6.1.4.1.57264.1.x.
    #[napi(getter)]
    pub fn arc(&self) -> u8 {
        self.arc
    }

    /// What the certificate says.
    #[napi(getter)]
    pub fn value(&self) -> &str {
        &self.value
    }
}
