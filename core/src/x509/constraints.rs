//! Name constraints of an authority against the certificates below it: RFC 5280 sections 4.2.1.10 and 6.1.3 (b), (c).

use std::cell::Cell;

use super::certificate::Certificate;
use super::name::Name;
use super::san::{GeneralName, SubjectAltName};
use super::subtree::{self, Stands};
use crate::encoding::der::tag;

/// Comparisons of a name with a constraint on the way to one root; rustls-webpki allows 250,000, Sigstore needs none.
const MAX_COMPARISONS: u32 = 50_000;

/// 1.2.840.113549.1.9.1, emailAddress in a subject.
const EMAIL_ADDRESS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x01];

/// How a name fails a name constraint.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NameConstraintError {
    /// The name lies in an excluded subtree.
    #[error("{name} is excluded")]
    Excluded {
        /// The name.
        name: String,
    },
    /// The name lies in none of the permitted subtrees of its kind.
    #[error("{name} is not permitted")]
    NotPermitted {
        /// The name.
        name: String,
    },
    /// The name cannot be compared with a constraint of its kind: a wildcard, a URI without a host, a malformed name.
    #[error("{name} cannot be compared with the constraint")]
    NotComparable {
        /// The name.
        name: String,
    },
    /// More names and constraints than anybody needs.
    #[error("more than {MAX_COMPARISONS} comparisons of names with constraints")]
    TooMany,
}

/// The comparisons that are left.
pub(super) struct Comparisons(Cell<u32>);

impl Comparisons {
    pub(super) fn new() -> Self {
        Self(Cell::new(MAX_COMPARISONS))
    }

    fn spend(&self) -> Result<(), NameConstraintError> {
        self.0.set(self.0.get().checked_sub(1).ok_or(NameConstraintError::TooMany)?);
        Ok(())
    }
}

/// Whether every name of `below` obeys the constraints of `authority`.
pub(super) fn check(
    authority: &Certificate,
    below: &Certificate,
    budget: &Comparisons,
) -> Result<(), NameConstraintError> {
    let Some((content, _)) = authority.extensions().name_constraints else { return Ok(()) };
    let (permitted, excluded) = subtree::bases(content.of(authority.der()));
    for name in names(below) {
        let text = || SubjectAltName::from(name).to_string();
        for base in excluded.clone() {
            budget.spend()?;
            match subtree::compare(name, base) {
                Some(Stands::Inside) => return Err(NameConstraintError::Excluded { name: text() }),
                Some(Stands::Unknown) => return Err(NameConstraintError::NotComparable { name: text() }),
                Some(Stands::Outside) | None => {}
            }
        }
        let mut allowed = None;
        for base in permitted.clone() {
            budget.spend()?;
            match subtree::compare(name, base) {
                Some(Stands::Unknown) => return Err(NameConstraintError::NotComparable { name: text() }),
                Some(stands) => allowed = Some(allowed.unwrap_or(false) || stands == Stands::Inside),
                None => {}
            }
        }
        if allowed == Some(false) {
            return Err(NameConstraintError::NotPermitted { name: text() });
        }
    }
    Ok(())
}

/// Every name to which constraints apply: the alternative names, the subject, and e-mail addresses in the subject.
fn names(certificate: &Certificate) -> impl Iterator<Item = GeneralName<'_>> {
    let subject = certificate.subject();
    let directory = certificate.has_subject().then_some(GeneralName::Directory(subject));
    certificate.general_names().chain(directory).chain(addresses(subject))
}

/// RFC 5280 §4.2.1.10: the constraint on rfc822Name also holds for emailAddress in the subject.
fn addresses(subject: Name<'_>) -> impl Iterator<Item = GeneralName<'_>> {
    subject.attributes().filter(|attribute| attribute.oid == EMAIL_ADDRESS).map(|attribute| {
        let ascii = attribute.value.tag == tag::IA5_STRING;
        let text = super::name::text(&attribute.value).filter(|_| ascii);
        // Not an IA5String: no address, so that a constraint on addresses refuses it.
        GeneralName::Email(text.unwrap_or_default())
    })
}
