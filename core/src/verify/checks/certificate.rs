//! The certificate: to whom it was issued, by which authority, and that this was made public.

use std::borrow::Cow;

use super::independent;
use crate::bundle::Material;
use crate::check::{Check, Code, Explain, Value};
use crate::policy::SctDemand;
use crate::time::UnixTime;
use crate::trust::UnusableLog;
use crate::verify::evidence::Evidence;
use crate::verify::verifier::Case;
use crate::x509::{Certificate, ChainError, Path, Purpose, Scts, verify_path, verify_scts};

#[derive(Debug, thiserror::Error)]
enum CertificateError {
    #[error("no authority was trusted when the certificate was used")]
    NoAuthority { issuer: String },
    #[error("the bundle carries a certificate that has no part in this signature")]
    Stray { subject: String, place: usize },
    #[error("too few certificate timestamps of trusted CT logs")]
    FewScts { wanted: u8, found: usize, unusable: Option<String> },
}

impl Explain for CertificateError {
    fn code(&self) -> Code {
        match self {
            Self::NoAuthority { .. } | Self::Stray { .. } => Code::CertChain,
            Self::FewScts { .. } => Code::SctMissing,
        }
    }

    fn expected(&self) -> Option<Value> {
        Some(match self {
            Self::NoAuthority { .. } => "an authority of the trusted root, in its own time".into(),
            Self::Stray { .. } => "only certificates between the signer's and the trusted root".into(),
            Self::FewScts { wanted, .. } => Value::Number(u64::from(*wanted)),
        })
    }

    fn found(&self) -> Option<Value> {
        Some(match self {
            Self::NoAuthority { issuer } => issuer.clone().into(),
            Self::Stray { subject, .. } => subject.clone().into(),
            Self::FewScts { found, .. } => Value::Number(u64::try_from(*found).unwrap_or(u64::MAX)),
        })
    }

    fn at(&self) -> Option<Cow<'static, str>> {
        let Self::Stray { place, .. } = self else { return None };
        Some(format!("verificationMaterial.x509CertificateChain.certificates[{place}]").into())
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::NoAuthority { .. } => {
                "if it comes from another Sigstore instance that you trust, pass that instance's --trusted-root".into()
            }
            Self::Stray { .. } => {
                "the certificate was changed or put in after signing: fetch the bundle again; if its authority did \
                 issue it, the trusted root is older: update it"
                    .into()
            }
            Self::FewScts { unusable: Some(reason), .. } => {
                format!("a CT log that vouches for it cannot be used here: {reason}").into()
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
            evidence.checks.push(match stray(case, chain, &path) {
                Some(error) => Check::fail(&error),
                None => Check::pass(Code::CertChain, None),
            });
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

/// The first certificate above the leaf that neither leads to the trusted root nor belongs to it, or stands there twice.
///
/// sigstore_bundle.proto lets verifiers ignore such certificates; we do not, because nobody signed them: whatever is
/// read of a bundle is either verified or refused.
fn stray(case: &Case<'_>, chain: &[Certificate], path: &Path) -> Option<CertificateError> {
    let trusted = || case.instance.authorities().iter().flat_map(|authority| authority.chain().certificates());
    let belongs = |one: &Certificate| trusted().chain(&path.carried).any(|known| known.der() == one.der());
    let twice = |place, one: &Certificate| chain.iter().take(place).any(|earlier| earlier.der() == one.der());
    let mut places = chain.iter().enumerate();
    let (place, stray) = places.find(|(place, one)| !belongs(one) || twice(*place, one))?;
    let subject = stray.subject().to_string();
    // The bundle's first certificate is its leaf.
    Some(CertificateError::Stray { subject, place: place + 1 })
}

fn scts(case: &Case<'_>, leaf: &Certificate, path: &Path, evidence: &mut Evidence) {
    let logs = case.instance.ct_logs();
    let wanted = match case.policy.evidence().sct {
        SctDemand::AsTheRootOffers => u8::from(!logs.is_empty()),
        SctDemand::AtLeast(n) => n.get(),
        SctDemand::NoneDangerous => 0,
    };
    let scts = verify_scts(leaf, &path.issuer, logs, case.signatures);
    let operator = |id: &[u8; 32]| logs.iter().find(|log| log.id == *id).map_or("", |log| &log.operator);
    let count = |scts: &Scts| independent(scts.verified().iter().map(|sct| operator(&sct.log_id)));
    match scts.as_ref().map(count) {
        Ok(found) if found < usize::from(wanted) => {
            let unusable = scts.iter().find_map(|scts| unusable(case, scts));
            evidence.checks.push(Check::fail(&CertificateError::FewScts { wanted, found, unusable }));
        }
        Ok(0) => evidence
            .checks
            .push(Check::skipped(Code::SctMissing, "neither the trusted root nor the policy asks for one")),
        Ok(found) => {
            let found = u64::try_from(found).unwrap_or(u64::MAX);
            evidence.checks.push(Check::pass(Code::SctSignature, Some(Value::Number(found))));
        }
        Err(error) => evidence.checks.push(Check::fail(error)),
    }
}

/// Why a CT log that vouches cannot be used, if the trusted root names one such.
fn unusable(case: &Case<'_>, scts: &Scts) -> Option<String> {
    let vouches = |log: &&UnusableLog| scts.unknown_logs().contains(&log.id().0);
    let log = case.instance.unusable_logs().iter().find(vouches)?;
    Some(format!("{}: {}; update Sealwright", log.base_url(), log.reason()))
}
