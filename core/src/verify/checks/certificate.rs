//! The certificate: to whom it was issued, by which authority, and that this was made public.

use std::borrow::Cow;

use crate::bundle::Material;
use crate::check::{Check, Code, Explain, Value};
use crate::policy::SctDemand;
use crate::time::UnixTime;
use crate::verify::evidence::Evidence;
use crate::verify::verifier::Case;
use crate::x509::{Certificate, ChainError, Path, Purpose, verify_path, verify_scts};

#[derive(Debug, thiserror::Error)]
enum CertificateError {
    #[error("no authority was trusted when the certificate was used")]
    NoAuthority { issuer: String },
    #[error("too few certificate timestamps of trusted CT logs")]
    FewScts { wanted: u8, found: usize },
}

impl Explain for CertificateError {
    fn code(&self) -> Code {
        match self {
            Self::NoAuthority { .. } => Code::CertChain,
            Self::FewScts { .. } => Code::SctMissing,
        }
    }

    fn expected(&self) -> Option<Value> {
        Some(match self {
            Self::NoAuthority { .. } => "an authority of the trusted root, in its own time".into(),
            Self::FewScts { wanted, .. } => Value::Number(u64::from(*wanted)),
        })
    }

    fn found(&self) -> Option<Value> {
        Some(match self {
            Self::NoAuthority { issuer } => issuer.clone().into(),
            Self::FewScts { found, .. } => Value::Number(u64::try_from(*found).unwrap_or(u64::MAX)),
        })
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::NoAuthority { .. } => {
                "if it comes from another Sigstore instance that you trust, pass that instance's --trusted-root".into()
            }
            Self::FewScts { .. } => {
                "the certificate was not made public when it was issued; a private instance may have no CT log: \
                 its trusted root then names none"
                    .into()
            }
        })
    }
}

pub(in crate::verify) fn check(case: &Case<'_>, evidence: &mut Evidence) {
    let Material::Certificate { leaf, chain } = case.bundle.material() else { return };
    match leaf.identity() {
        // Which one it is stands in the evidence's signer.
        Ok(_) => evidence.checks.push(Check::pass(Code::CertIdentity, None)),
        Err(error) => evidence.checks.push(Check::fail(&error)),
    }
    let mut times: Vec<UnixTime> = evidence.times.iter().map(|time| time.at).collect();
    // Without a time (which is refused on its own) the chain is still checked, as of the certificate's first moment.
    if times.is_empty() {
        times.push(leaf.validity().start);
    }
    match path(case, leaf, chain, &times) {
        Ok(path) => {
            evidence.checks.push(Check::pass(Code::CertChain, None));
            let window = Value::Window(leaf.validity());
            evidence.checks.push(Check::pass(Code::CertValidity, Some(window)));
            scts(case, leaf, &path, evidence);
        }
        // A certificate for nobody is refused by its own name and by the path's rules: said once.
        Err(check) if check.code == Code::CertIdentity && evidence.has_failed(&[Code::CertIdentity]) => {}
        Err(check) => evidence.checks.push(*check),
    }
}

/// A path to one of the instance's authorities; if there is none, the failure that tells most.
fn path(case: &Case<'_>, leaf: &Certificate, chain: &[Certificate], times: &[UnixTime]) -> Result<Path, Box<Check>> {
    let mut best: Option<ChainError> = None;
    for authority in case.instance.authorities() {
        // Trusted root: an authority is trusted within its window only, both ends included.
        if !times.iter().all(|time| authority.validity().contains(*time)) {
            continue;
        }
        match verify_path(leaf, chain, authority.chain(), Purpose::CodeSigning, times, case.signatures) {
            Ok(path) => return Ok(path),
            // An authority that did issue the leaf knows better what is wrong than one that did not.
            Err(error) if best.as_ref().is_none_or(|known| known.rank() < error.rank()) => best = Some(error),
            Err(_) => {}
        }
    }
    Err(match best {
        Some(error) => Box::new(Check::fail(&error)),
        None => Box::new(Check::fail(&CertificateError::NoAuthority { issuer: leaf.issuer().to_string() })),
    })
}

fn scts(case: &Case<'_>, leaf: &Certificate, path: &Path, evidence: &mut Evidence) {
    let logs = case.instance.ct_logs();
    let wanted = match case.policy.evidence().sct {
        SctDemand::AsTheRootOffers => u8::from(!logs.is_empty()),
        SctDemand::AtLeast(n) => n.get(),
        SctDemand::NoneDangerous => 0,
    };
    let found = verify_scts(leaf, &path.issuer, logs, case.signatures).map(|scts| scts.verified().len());
    match found {
        Ok(found) if found < usize::from(wanted) => {
            evidence.checks.push(Check::fail(&CertificateError::FewScts { wanted, found }));
        }
        Ok(0) => evidence
            .checks
            .push(Check::skipped(Code::SctMissing, "neither the trusted root nor the policy asks for one")),
        Ok(found) => {
            let found = u64::try_from(found).unwrap_or(u64::MAX);
            evidence.checks.push(Check::pass(Code::SctSignature, Some(Value::Number(found))));
        }
        Err(error) => evidence.checks.push(Check::fail(&error)),
    }
}
