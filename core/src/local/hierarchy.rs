//! Authorities with certificates: a root, and below it what signs.

use super::certificate::{Facts, Issued, name, no_name};
use super::extension::{self, CRL_SIGN, DIGITAL_SIGNATURE, Extension, KEY_CERT_SIGN, San};
use crate::crypto::sign::{PrivateKey, SignError};
use crate::crypto::{KeyKind, Scheme};
use crate::time::Validity;
use crate::x509::Certificate;

/// A certificate, its key, and how that key signs.
#[derive(Clone, Debug)]
pub(super) struct Holder {
    pub(super) key: PrivateKey,
    pub(super) scheme: Scheme,
    pub(super) certificate: Issued,
    pub(super) serial: Vec<u8>,
}

/// A root and the one certificate below it: Fulcio's intermediate, or a timestamp authority's signer.
#[derive(Clone, Debug)]
pub(super) struct Hierarchy {
    pub(super) root: Holder,
    /// Intermediates above the member, lowest first.
    pub(super) between: Vec<Holder>,
    pub(super) member: Holder,
    pub(super) organization: String,
    pub(super) common_name: String,
    /// The trusted root lists nothing below the root.
    pub(super) root_only: bool,
}

impl Hierarchy {
    /// A certificate authority as Fulcio's: the intermediate may sign end-entity certificates for code signing.
    pub(super) fn fulcio(common_name: &str, kind: KeyKind, validity: Validity) -> Result<Self, SignError> {
        let root = Holder::root(&name(ORGANIZATION, common_name), kind, validity)?;
        let subject = name(ORGANIZATION, &format!("{common_name}-intermediate"));
        let key = PrivateKey::generate(kind)?;
        let mut facts = root.facts_below(subject, &key, validity);
        facts.set(Extension::key_usage(&[KEY_CERT_SIGN, CRL_SIGN]));
        facts.set(Extension::extended_key_usage(&[extension::CODE_SIGNING.to_vec()], false));
        facts.set(Extension::basic_constraints(true, Some(0)));
        let member = root.certify(facts, key)?;
        Ok(Self::of(root, member, common_name))
    }

    /// A timestamp authority as Sigstore's: RFC 3161 §2.3, timeStamping alone and critical.
    pub(super) fn timestamping(
        common_name: &str,
        kind: KeyKind,
        signer: KeyKind,
        validity: Validity,
    ) -> Result<Self, SignError> {
        let root = Holder::root(&name(ORGANIZATION, &format!("{common_name}-selfsigned")), kind, validity)?;
        let key = PrivateKey::generate(signer)?;
        let mut facts = root.facts_below(name(ORGANIZATION, common_name), &key, validity);
        facts.set(Extension::key_usage(&[DIGITAL_SIGNATURE]));
        facts.set(Extension::extended_key_usage(&[extension::TIME_STAMPING.to_vec()], true));
        let member = root.certify(facts, key)?;
        Ok(Self::of(root, member, common_name))
    }

    fn of(root: Holder, member: Holder, common_name: &str) -> Self {
        let (organization, common_name) = (ORGANIZATION.to_owned(), common_name.to_owned());
        Self { root, between: Vec::new(), member, organization, common_name, root_only: false }
    }

    /// The same with one more intermediate below the last.
    pub(super) fn with_another_intermediate(mut self, validity: Validity) -> Result<Self, SignError> {
        let key = PrivateKey::generate(self.member.key.public_key().kind())?;
        let subject = name(ORGANIZATION, &format!("{}-regional", self.common_name));
        let mut facts = self.member.facts_below(subject, &key, validity);
        facts.set(Extension::key_usage(&[KEY_CERT_SIGN, CRL_SIGN]));
        facts.set(Extension::extended_key_usage(&[extension::CODE_SIGNING.to_vec()], false));
        facts.set(Extension::basic_constraints(true, Some(0)));
        let lower = self.member.certify(facts, key)?;
        self.between.insert(0, std::mem::replace(&mut self.member, lower));
        Ok(self)
    }

    /// What a Fulcio leaf for `key` says: nothing but whom it is for, and that it signs code.
    pub(super) fn code_signing_leaf(
        &self,
        key: &PrivateKey,
        validity: Validity,
        identities: &[San],
        claims: &[(u8, String)],
    ) -> Facts {
        self.member.code_signing_leaf(key, validity, identities, claims)
    }

    /// Every certificate but the root, lowest first.
    pub(super) fn below_root(&self) -> Vec<Vec<u8>> {
        std::iter::once(&self.member).chain(&self.between).map(|holder| holder.certificate.der.clone()).collect()
    }

    /// Lowest first, root last, as the trusted root lists them.
    pub(super) fn chain(&self) -> Vec<Vec<u8>> {
        let below = if self.root_only { Vec::new() } else { self.below_root() };
        [below, vec![self.root.certificate.der.clone()]].concat()
    }
}

const ORGANIZATION: &str = "sealwright.local";

impl Holder {
    fn root(name: &[u8], kind: KeyKind, validity: Validity) -> Result<Self, SignError> {
        let key = PrivateKey::generate(kind)?;
        let spki = key.public_key().spki_der().to_vec();
        let key_id = extension::key_id(&spki);
        let extensions = vec![
            Extension::key_usage(&[KEY_CERT_SIGN, CRL_SIGN]),
            Extension::basic_constraints(true, None),
            Extension::subject_key_id(&key_id),
        ];
        let facts = Facts { issuer: name.to_vec(), subject: name.to_vec(), validity, spki, extensions };
        let serial = facts.serial();
        let scheme = Scheme::of(kind);
        let certificate = facts.sign(&serial, &key, scheme)?;
        Ok(Self { key, scheme, certificate, serial })
    }

    /// The same certificate authority saying something else of itself: signed by `issuer` anew, with the same key.
    pub(super) fn reissued(&self, facts: Facts, issuer: &Self) -> Result<Self, SignError> {
        issuer.certify(facts, self.key.clone())
    }

    /// What a certificate that this one issues says before anything is added: names, times, key and key identifiers.
    pub(super) fn facts_below(&self, subject: Vec<u8>, key: &PrivateKey, validity: Validity) -> Facts {
        let spki = key.public_key().spki_der().to_vec();
        let extensions = vec![
            Extension::subject_key_id(&extension::key_id(&spki)),
            Extension::authority_key_id(&extension::key_id(&self.certificate.facts.spki)),
        ];
        Facts { issuer: self.certificate.facts.subject.clone(), subject, validity, spki, extensions }
    }

    /// What a Fulcio leaf for `key` says: nothing but whom it is for, and that it signs code.
    pub(super) fn code_signing_leaf(
        &self,
        key: &PrivateKey,
        validity: Validity,
        identities: &[San],
        claims: &[(u8, String)],
    ) -> Facts {
        let mut facts = self.facts_below(no_name(), key, validity);
        facts.set(Extension::key_usage(&[DIGITAL_SIGNATURE]));
        facts.set(Extension::extended_key_usage(&[extension::CODE_SIGNING.to_vec()], false));
        facts.set(Extension::subject_alt_name(identities));
        facts.extensions.extend(claims.iter().map(|(number, text)| Extension::claim(*number, text)));
        facts
    }

    /// Who holds this certificate, by the key to it. Its extensions are not read: nothing it signs repeats them.
    pub(super) fn restored(key: PrivateKey, certificate: &Certificate) -> Self {
        let facts = Facts {
            issuer: certificate.issuer_der().to_vec(),
            subject: certificate.subject_der().to_vec(),
            validity: certificate.validity(),
            spki: certificate.spki_der().to_vec(),
            extensions: Vec::new(),
        };
        let scheme = Scheme::of(key.public_key().kind());
        let serial = certificate.serial().to_vec();
        Self { key, scheme, certificate: Issued { facts, der: certificate.der().to_vec() }, serial }
    }

    /// Signs what a certificate for `key` says.
    pub(super) fn certify(&self, facts: Facts, key: PrivateKey) -> Result<Self, SignError> {
        let serial = facts.serial();
        let certificate = facts.sign(&serial, &self.key, self.scheme)?;
        let scheme = Scheme::of(key.public_key().kind());
        Ok(Self { key, scheme, certificate, serial })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::der as read;
    use crate::encoding::der::tag;
    use crate::local::authority::lifetime;

    /// TBSCertificate and signature of a certificate.
    fn parts(certificate: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let mut fields = read::single(certificate, tag::SEQUENCE).unwrap().reader();
        let tbs = fields.read(tag::SEQUENCE).unwrap().raw.to_vec();
        fields.read(tag::SEQUENCE).unwrap();
        let signature = fields.read(tag::BIT_STRING).unwrap();
        fields.finish().unwrap();
        (tbs, read::bit_string(&signature).unwrap().whole().unwrap().to_vec())
    }

    fn assert_signed_by(certificate: &[u8], issuer: &Holder) {
        let (tbs, signature) = parts(certificate);
        assert_eq!(issuer.key.public_key().verify(issuer.scheme, &tbs, &signature), Ok(()));
    }

    #[test]
    fn every_certificate_is_signed_by_the_one_above_it() {
        for kind in [KeyKind::EcdsaP256, KeyKind::EcdsaP384, KeyKind::Ed25519, KeyKind::MlDsa65] {
            let fulcio = Hierarchy::fulcio("fulcio", kind, lifetime()).unwrap();
            let fulcio = fulcio.with_another_intermediate(lifetime()).unwrap();
            assert_signed_by(&fulcio.root.certificate.der, &fulcio.root);
            assert_signed_by(&fulcio.between[0].certificate.der, &fulcio.root);
            assert_signed_by(&fulcio.member.certificate.der, &fulcio.between[0]);
            assert_eq!(fulcio.chain().len(), 3);
        }
        let tsa = Hierarchy::timestamping("tsa", KeyKind::EcdsaP256, KeyKind::Ed25519, lifetime()).unwrap();
        assert_signed_by(&tsa.member.certificate.der, &tsa.root);
    }

    #[test]
    fn a_certificate_that_says_something_else_has_another_serial() {
        let fulcio = Hierarchy::fulcio("fulcio", KeyKind::EcdsaP256, lifetime()).unwrap();
        let mut facts = fulcio.member.certificate.facts.clone();
        facts.set(Extension::basic_constraints(true, Some(1)));
        let reissued = fulcio.member.reissued(facts, &fulcio.root).unwrap();
        assert_ne!(reissued.serial, fulcio.member.serial);
        assert_signed_by(&reissued.certificate.der, &fulcio.root);
        assert_eq!(reissued.certificate.facts.spki, fulcio.member.certificate.facts.spki);
    }
}
