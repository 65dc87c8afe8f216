use crate::crypto::sign::{PrivateKey, SignError};
use crate::local::authority::{Authority, lifetime, open_window};
use crate::local::extension::{CODE_SIGNING, DIGITAL_SIGNATURE, EXTENDED_KEY_USAGE, Extension, San, TIME_STAMPING};
use crate::local::hierarchy::Hierarchy;
use crate::local::log::{Log, LogStyle};
use crate::local::recipe::{BASE_TIME, Fault, Part, Recipe, after};
use crate::local::root::RootFacts;
use crate::time::{UnixTime, Validity};

const DAY: i64 = 86_400;

/// Who takes part: whom the trusted root lists, who acts, and strangers of the same names.
pub(super) struct Scene {
    pub(super) root: RootFacts,
    pub(super) acting: Authority,
    pub(super) stranger: Authority,
    /// The certificates are issued by the stranger.
    issued_by_stranger: bool,
}

impl Scene {
    pub(super) fn set(authority: &Authority, recipe: &Recipe) -> Result<Self, SignError> {
        let kind = authority.fulcio.root.key.public_key().kind();
        // Only what is wrong can need a stranger, and keys take time.
        let honest = recipe.faults.is_empty();
        let stranger = if honest { authority.clone() } else { Authority::with_certificate_keys(kind)? };
        let mut acting = authority.clone();
        if let Some(kind) = recipe.log_key {
            for style in [LogStyle::V1, LogStyle::V2] {
                if let Some(log) = acting.logs_mut(style).first_mut() {
                    *log = Log::new(PrivateKey::generate(kind)?, style, &log.host);
                }
            }
        }
        acting.fulcio = fulcio(&acting.fulcio, &stranger.fulcio, recipe)?;
        set_timestamping(&mut acting, recipe)?;
        let root = trusted_root(&acting, recipe);
        let theirs = |other: &Option<Authority>| other.clone().unwrap_or_else(|| acting.clone());
        let (logs, stamps, scts) = (theirs(&recipe.logged_by), theirs(&recipe.stamped_by), theirs(&recipe.promised_by));
        acting.rekor_v1 = logs.rekor_v1;
        acting.rekor_v2 = logs.rekor_v2;
        acting.timestamp_authorities = stamps.timestamp_authorities;
        acting.ct_logs = scts.ct_logs;
        Ok(Self { root, acting, stranger, issued_by_stranger: recipe.has(Fault::UntrustedAuthority) })
    }

    /// Who issues the signer's certificate.
    pub(super) fn issuer(&self) -> &Hierarchy {
        if self.issued_by_stranger { &self.stranger.fulcio } else { &self.acting.fulcio }
    }
}

/// The certificate authority with the intermediates that the recipe wants.
fn fulcio(honest: &Hierarchy, stranger: &Hierarchy, recipe: &Recipe) -> Result<Hierarchy, SignError> {
    let mut hierarchy = honest.clone();
    let mut facts = honest.member.certificate.facts.clone();
    let two = recipe.intermediates > 1 || recipe.has(Fault::PathLength);
    if recipe.intermediates > 1 {
        facts.set(Extension::basic_constraints(true, Some(1)));
    }
    if let Some(base) = &recipe.permitted {
        facts.set(Extension::permitted_subtrees(std::slice::from_ref(base)));
    }
    for fault in &recipe.faults {
        match fault {
            Fault::IntermediateExpired => facts.validity = before_base(),
            Fault::IntermediateNotAuthority => facts.set(Extension::basic_constraints(false, None)),
            Fault::IntermediateKeyUsage => facts.set(Extension::key_usage(&[DIGITAL_SIGNATURE])),
            Fault::IntermediateUsage => facts.set(Extension::extended_key_usage(&[TIME_STAMPING.to_vec()], false)),
            Fault::IntermediateUnknownCriticalExtension => facts.set(unknown_extension()),
            Fault::NameConstraints => facts.set(Extension::permitted_subtrees(&[
                San::Email("example.org".to_owned()),
                San::Uri("example.org".to_owned()),
                San::Dns("example.org".to_owned()),
            ])),
            _ => {}
        }
    }
    let root = if recipe.has(Fault::IntermediateSignature) { &stranger.root } else { &honest.root };
    hierarchy.member = honest.member.reissued(facts, root)?;
    if two {
        hierarchy = hierarchy.with_another_intermediate(lifetime())?;
    }
    hierarchy.root_only = !recipe.intermediate_in_root;
    Ok(hierarchy)
}

fn set_timestamping(acting: &mut Authority, recipe: &Recipe) -> Result<(), SignError> {
    for tsa in &mut acting.timestamp_authorities {
        tsa.root_only = !recipe.timestamp_leaf_in_root;
    }
    let Some(tsa) = acting.timestamp_authorities.first_mut() else { return Ok(()) };
    let mut facts = tsa.member.certificate.facts.clone();
    let usage = |purposes: &[&[u64]], critical| {
        let purposes: Vec<_> = purposes.iter().map(|arcs| arcs.to_vec()).collect();
        Extension::extended_key_usage(&purposes, critical)
    };
    for fault in &recipe.faults {
        match fault {
            Fault::TimestampUsageMissing => facts.remove(EXTENDED_KEY_USAGE),
            Fault::TimestampUsageOther => facts.set(usage(&[CODE_SIGNING], true)),
            Fault::TimestampUsageExtra => facts.set(usage(&[TIME_STAMPING, CODE_SIGNING], true)),
            Fault::TimestampUsageNotCritical => facts.set(usage(&[TIME_STAMPING], false)),
            Fault::TimestampCertificateExpired => facts.validity = before_base(),
            _ => {}
        }
    }
    let key = match recipe.timestamp_key {
        Some(kind) => PrivateKey::generate(kind)?,
        None => tsa.member.key.clone(),
    };
    facts.set_key(&key);
    tsa.member = tsa.root.certify(facts, key)?;
    Ok(())
}

fn trusted_root(acting: &Authority, recipe: &Recipe) -> RootFacts {
    let mut root = acting.root_facts();
    let late = Validity { start: after(DAY), end: None };
    let faulty = recipe.faults.iter().filter_map(|fault| match fault {
        Fault::SctOutsideWindow => Some((Part::CtLogs, late)),
        Fault::LogOutsideWindow => Some((Part::Logs, late)),
        Fault::TimestampOutsideWindow => Some((Part::TimestampAuthorities, late)),
        _ => None,
    });
    for (part, window) in recipe.windows.iter().copied().chain(faulty) {
        let windows: Vec<&mut Validity> = match part {
            Part::CertificateAuthorities => root.certificate_authorities.iter_mut().map(|(_, w)| w).take(1).collect(),
            Part::CtLogs => root.ct_logs.iter_mut().map(|(_, w)| w).take(1).collect(),
            Part::TimestampAuthorities => root.timestamp_authorities.iter_mut().map(|(_, w)| w).take(1).collect(),
            // Two of each style: the first and the third.
            Part::Logs => root.logs.iter_mut().map(|(_, w)| w).step_by(2).collect(),
        };
        windows.into_iter().for_each(|w| *w = window);
    }
    for part in &recipe.without {
        match part {
            Part::CertificateAuthorities => root.certificate_authorities.clear(),
            Part::CtLogs => root.ct_logs.clear(),
            Part::Logs => root.logs.clear(),
            Part::TimestampAuthorities => root.timestamp_authorities.clear(),
        }
    }
    for other in &recipe.beside {
        let other = other.root_facts();
        root.logs.extend(other.logs);
        root.ct_logs.extend(other.ct_logs);
        root.certificate_authorities.extend(other.certificate_authorities);
        root.timestamp_authorities.extend(other.timestamp_authorities);
    }
    root
}

/// A lifetime that ends a month before anything is signed.
fn before_base() -> Validity {
    Validity { start: open_window().start, end: Some(UnixTime::from_secs(BASE_TIME.secs() - 30 * DAY)) }
}

/// Critical, under an arc that RFC 5612 sets aside for examples.
pub(super) fn unknown_extension() -> Extension {
    Extension { oid: vec![1, 3, 6, 1, 4, 1, 32473, 1], critical: true, value: vec![0x05, 0x00] }
}
