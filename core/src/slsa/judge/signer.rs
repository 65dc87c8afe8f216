//! Who signed, as an entry of the registry recognises it.

use super::error::Miss;
use crate::check::{Check, Code, Status};
use crate::slsa::builders::{RefRule, Signer, Workflow};
use crate::slsa::certificate;
use crate::verify::{Evidence, SignerEvidence};

/// A workflow that signed with a certificate, and what the entry says of such.
pub(super) struct Certified<'a> {
    pub(super) name: &'a str,
    pub(super) reference: Option<&'a str>,
    pub(super) workflow: &'a Workflow,
    pub(super) refs: &'a [RefRule],
    pub(super) of_source: bool,
}

/// The signer, if it is the one of the entry; nothing more is known of one that has a key.
pub(super) fn who<'a>(
    signer: &'a Signer,
    evidence: &'a Evidence,
    is_builder: impl FnOnce(&str) -> bool,
) -> Result<Option<Certified<'a>>, Miss> {
    match (signer, &evidence.signer) {
        (Signer::Certificate { issuer, workflow, refs, of_source }, Some(SignerEvidence::Certificate(leaf))) => {
            let (name, reference) = certificate::identity(leaf).ok_or(Miss::Nobody)?;
            let is_workflow = match workflow {
                Workflow::Builder => is_builder(name),
                Workflow::Any => true,
                Workflow::Of(wanted) => wanted.matches(name),
            };
            if leaf.claims().issuer() != Some(&**issuer) || !is_workflow {
                return Err(Miss::Signer);
            }
            Ok(Some(Certified { name, reference, workflow, refs, of_source: *of_source }))
        }
        (Signer::Keys(keys), Some(SignerEvidence::Key(key))) if keys.iter().any(|known| known.key() == key) => Ok(None),
        (Signer::Policy, Some(_)) if policy_named_the_signer(evidence) => Ok(None),
        _ => Err(Miss::Nobody),
    }
}

/// Whether the reference is one of these, if there are any.
pub(super) fn within(rules: &[RefRule], reference: Option<&str>) -> bool {
    rules.is_empty() || reference.is_some_and(|reference| rules.iter().any(|rule| rule.allows(reference)))
}

/// Whether this is the identity of a workflow in that repository.
pub(super) fn is_of(identity: &str, repository: &str) -> bool {
    identity.strip_prefix(repository).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether the evidence was verified under a policy that says who must have signed.
fn policy_named_the_signer(evidence: &Evidence) -> bool {
    let named =
        |check: &Check| matches!(check.code, Code::IdentitySan | Code::KeyMismatch) && check.status == Status::Pass;
    evidence.checks.iter().any(named)
}
