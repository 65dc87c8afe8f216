//! Which of several instances a bundle speaks of.

use super::instance::Instance;
use super::root::TrustRoot;
use crate::bundle::{Bundle, Material};
use crate::timestamp::Timestamp;
use crate::tlog::LogId;
use crate::x509::Certificate;

/// Stands in where there is no instance, which cannot be; nothing verifies under it.
static NOBODY: Instance = Instance::nobody();

impl TrustRoot {
    /// The instance that the bundle names: by its certificate's issuer, else by its logs, else by its timestamps; the
    /// first where it names none.
    ///
    /// This trusts nothing: whichever it is, all evidence has to verify there. It is what keeps evidence of two
    /// instances from adding up to one verdict.
    pub(crate) fn choose(&self, bundle: &Bundle) -> &Instance {
        let instances = self.instances();
        let named = match instances {
            [only] => Some(only),
            _ => (instances.iter().find(|instance| instance.may_have_issued(bundle)))
                .or_else(|| instances.iter().find(|instance| instance.has_log_of(bundle)))
                .or_else(|| instances.iter().find(|instance| instance.may_have_stamped(bundle))),
        };
        named.or(instances.first()).unwrap_or(&NOBODY)
    }
}

impl Instance {
    /// Whether the leaf, or what the bundle has above it, names one of the authorities as its issuer.
    fn may_have_issued(&self, bundle: &Bundle) -> bool {
        let Material::Certificate { leaf, chain } = bundle.material() else { return false };
        let ours = || self.authorities.iter().flat_map(|authority| authority.chain().certificates());
        std::iter::once(leaf).chain(chain).any(|below| ours().any(|issuer| names_issuer(below, issuer)))
    }

    fn has_log_of(&self, bundle: &Bundle) -> bool {
        bundle.log_entries().iter().any(|entry| self.knows_log(entry.log_id()))
    }

    fn knows_log(&self, id: LogId) -> bool {
        self.logs.iter().any(|log| log.id() == id) || self.unusable_logs.iter().any(|log| log.id == id)
    }

    /// Whether a timestamp carries a certificate of one of the authorities.
    fn may_have_stamped(&self, bundle: &Bundle) -> bool {
        let ours = || self.timestamp_authorities.iter().flat_map(|authority| authority.chain().certificates());
        let carried = bundle.timestamps().iter().flat_map(Timestamp::embedded_certificates);
        carried.into_iter().any(|carried| ours().any(|own| own.der() == carried))
    }
}

/// RFC 5280 §4.1.2.4 and §4.2.1.1: the issuer's name, and its key id where both say one.
fn names_issuer(certificate: &Certificate, issuer: &Certificate) -> bool {
    let same_key = match (certificate.authority_key_id(), issuer.subject_key_id()) {
        (Some(named), Some(id)) => named == id,
        _ => true,
    };
    same_key && certificate.issuer_der() == issuer.subject_der()
}
