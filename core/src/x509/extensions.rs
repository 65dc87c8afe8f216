//! The extensions of a certificate, each read once: RFC 5280 section 4.2.

use super::claims::ClaimSpans;
use super::error::CertificateError;
use super::name::Oid;
use super::span::Span;
use super::{san, subtree};
use crate::encoding::der::{self, DerError, DerErrorKind, DerResult, Reader, Tlv, tag};

/// More extensions than any certificate has; a Fulcio leaf has some 25.
const MAX_EXTENSIONS: usize = 64;

/// Extensions that are neither ours nor processed; they are compared with each other for duplicates.
const MAX_OTHERS: usize = 32;

const CE: &[u8] = &[0x55, 0x1d];
/// 1.3.6.1.4.1.11129.2.4.2, RFC 6962 §3.3.
const SCT_LIST: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0xd6, 0x79, 0x02, 0x04, 0x02];
/// 1.3.6.1.4.1.57264.1, Fulcio's own.
const FULCIO: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xbf, 0x30, 0x01];

/// What the extensions say.
#[derive(Default, Debug)]
pub(super) struct Extensions {
    /// The `[3]` that holds them all, whole.
    pub(super) outer: Option<Span>,
    /// Every Extension, one after the other.
    pub(super) list: Span,
    pub(super) basic_constraints: Option<BasicConstraints>,
    pub(super) key_usage: Option<KeyUsage>,
    pub(super) extended_key_usage: Option<ExtendedKeyUsage>,
    pub(super) subject_alt_names: Option<SubjectAltNames>,
    /// The content of NameConstraints, and whether it is critical.
    pub(super) name_constraints: Option<(Span, bool)>,
    pub(super) subject_key_id: Option<Span>,
    /// The extension is there; it may lack a key identifier.
    pub(super) authority_key_id: Option<Option<Span>>,
    /// The SCT list: the whole Extension, and the TLS structure in it.
    pub(super) scts: Option<(Span, Span)>,
    pub(super) claims: ClaimSpans,
    /// The first extension that is critical and that nothing here processes.
    pub(super) unknown_critical: Option<Span>,
    /// The first extension whose critical flag RFC 5280 does not allow, or that nothing here can honour.
    pub(super) out_of_profile: Option<Span>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct BasicConstraints {
    pub(super) ca: bool,
    pub(super) path_len: Option<u32>,
    pub(super) critical: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct KeyUsage {
    pub(super) digital_signature: bool,
    pub(super) content_commitment: bool,
    pub(super) key_cert_sign: bool,
    pub(super) crl_sign: bool,
}

#[derive(Clone, Copy, Default, Debug)]
pub(super) struct ExtendedKeyUsage {
    pub(super) code_signing: bool,
    pub(super) time_stamping: bool,
    pub(super) any: bool,
    pub(super) count: usize,
    pub(super) critical: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct SubjectAltNames {
    pub(super) names: Span,
    pub(super) count: usize,
    pub(super) critical: bool,
}

/// One Extension.
struct Extension<'a> {
    oid: Tlv<'a>,
    critical: bool,
    value: Tlv<'a>,
    raw: Span,
}

/// Reads the content of `[3]`; `der` is the whole certificate.
pub(super) fn read(outer: &Tlv<'_>) -> Result<Extensions, CertificateError> {
    let mut wrapped = outer.reader();
    let list = wrapped.read(tag::SEQUENCE)?;
    wrapped.finish()?;
    if list.content.is_empty() {
        return Err(list.invalid("Extensions").into());
    }
    let mut found = Extensions { outer: Some(Span::raw(outer)), list: Span::content(&list), ..Extensions::default() };
    let mut others = Others::default();
    let mut reader = list.reader();
    let mut count = 0;
    while !reader.is_empty() {
        count += 1;
        if count > MAX_EXTENSIONS {
            return Err(list.error(DerErrorKind::Limit("number of extensions")).into());
        }
        found.add(&extension(&mut reader)?, &mut others)?;
    }
    Ok(found)
}

fn extension<'a>(list: &mut Reader<'a>) -> DerResult<Extension<'a>> {
    let whole = list.read(tag::SEQUENCE)?;
    let mut fields = whole.reader();
    let oid = fields.read(tag::OID)?;
    der::oid(&oid)?;
    let critical = match fields.optional(tag::BOOLEAN)? {
        // X.690 §11.5: the default, FALSE, is not encoded.
        Some(flag) if !der::boolean(&flag)? => return Err(flag.invalid("critical flag")),
        flag => flag.is_some(),
    };
    let value = fields.read(tag::OCTET_STRING)?;
    fields.finish()?;
    // Of a value that nobody reads, this alone is asked: it need not be DER (Fulcio's first claims are not).
    if matches!(der::check_tree(value.content), Err(DerError { kind: DerErrorKind::Depth, .. })) {
        return Err(value.error(DerErrorKind::Depth));
    }
    Ok(Extension { oid, critical, value, raw: Span::raw(&whole) })
}

impl Extensions {
    fn add<'a>(&mut self, extension: &Extension<'a>, others: &mut Others<'a>) -> Result<(), CertificateError> {
        let Extension { oid, critical, value, raw } = extension;
        let critical = *critical;
        let fresh = match oid.content {
            [0x55, 0x1d, 14] => {
                // RFC 5280 §4.2.1.2: never critical.
                self.profile(!critical, oid);
                set(&mut self.subject_key_id, subject_key_id(value)?)
            }
            [0x55, 0x1d, 15] => set(&mut self.key_usage, key_usage(value)?),
            [0x55, 0x1d, 17] => {
                let names = single(value, tag::SEQUENCE)?;
                let count = san::check(&names)?;
                set(&mut self.subject_alt_names, SubjectAltNames { names: Span::content(&names), count, critical })
            }
            [0x55, 0x1d, 19] => set(&mut self.basic_constraints, basic_constraints(value, critical)?),
            [0x55, 0x1d, 30] => {
                let constraints = single(value, tag::SEQUENCE)?;
                subtree::check(&constraints)?;
                set(&mut self.name_constraints, (Span::content(&constraints), critical))
            }
            [0x55, 0x1d, 35] => {
                // RFC 5280 §4.2.1.1: never critical.
                self.profile(!critical, oid);
                set(&mut self.authority_key_id, authority_key_id(value)?)
            }
            [0x55, 0x1d, 37] => set(&mut self.extended_key_usage, extended_key_usage(value, critical)?),
            SCT_LIST => {
                let list = single(value, tag::OCTET_STRING)?;
                set(&mut self.scts, (*raw, Span::content(&list)))
            }
            [prefix @ .., arc @ 1..=24] if prefix == FULCIO && *arc != 7 => self.claims.add(*arc, value)?,
            other => {
                if critical {
                    self.unknown_critical.get_or_insert(Span::content(oid));
                }
                // RFC 5280 §4.2.1.11, §4.2.1.14: policyConstraints and inhibitAnyPolicy are always critical.
                if let Some([36 | 54]) = other.strip_prefix(CE) {
                    self.profile(critical, oid);
                }
                others.add(other, oid)?
            }
        };
        // RFC 5280 §4.2: one of each.
        if fresh { Ok(()) } else { Err(CertificateError::DuplicateExtension { oid: Oid(oid.content).to_string() }) }
    }

    fn profile(&mut self, holds: bool, oid: &Tlv<'_>) {
        if !holds {
            self.out_of_profile.get_or_insert(Span::content(oid));
        }
    }
}

/// Puts a value where none was; false if there was one.
fn set<T>(place: &mut Option<T>, value: T) -> bool {
    place.replace(value).is_none()
}

#[derive(Default)]
struct Others<'a> {
    seen: [&'a [u8]; MAX_OTHERS],
    count: usize,
}

impl<'a> Others<'a> {
    fn add(&mut self, oid: &'a [u8], at: &Tlv<'_>) -> Result<bool, DerError> {
        let fresh = !self.seen.iter().take(self.count).any(|seen| *seen == oid);
        *self.seen.get_mut(self.count).ok_or(at.error(DerErrorKind::Limit("number of unknown extensions")))? = oid;
        self.count += 1;
        Ok(fresh)
    }
}

/// The one value in an extension's OCTET STRING.
pub(super) fn single<'a>(value: &Tlv<'a>, tag: u8) -> DerResult<Tlv<'a>> {
    let mut reader = value.reader();
    let inner = reader.read(tag)?;
    reader.finish()?;
    Ok(inner)
}

fn subject_key_id(value: &Tlv<'_>) -> DerResult<Span> {
    let id = single(value, tag::OCTET_STRING)?;
    if id.content.is_empty() { Err(id.invalid("subject key identifier")) } else { Ok(Span::content(&id)) }
}

fn authority_key_id(value: &Tlv<'_>) -> DerResult<Option<Span>> {
    let mut fields = single(value, tag::SEQUENCE)?.reader();
    let id = fields.optional(tag::context(0))?;
    let issuer = fields.optional(tag::context_constructed(1))?;
    let serial = fields.optional(tag::context(2))?;
    fields.finish()?;
    if let Some(names) = &issuer {
        san::check(names)?;
    }
    match (issuer, &serial) {
        (Some(_), Some(serial)) => _ = der::integer(serial)?,
        (None, None) => {}
        // RFC 5280 §4.2.1.1: both or neither.
        _ => return Err(value.invalid("authority key identifier")),
    }
    Ok(id.filter(|id| !id.content.is_empty()).map(|id| Span::content(&id)))
}

fn basic_constraints(value: &Tlv<'_>, critical: bool) -> DerResult<BasicConstraints> {
    let mut fields = single(value, tag::SEQUENCE)?.reader();
    let ca = match fields.optional(tag::BOOLEAN)? {
        // X.690 §11.5: the default, FALSE, is not encoded.
        Some(flag) if !der::boolean(&flag)? => return Err(flag.invalid("cA flag")),
        flag => flag.is_some(),
    };
    let length = fields.optional(tag::INTEGER)?;
    fields.finish()?;
    match length {
        // RFC 5280 §4.2.1.9: a path length has a meaning for a CA only.
        Some(length) if !ca => Err(length.invalid("path length of a certificate that is no CA")),
        length => {
            let path_len = length.as_ref().map(der::small_uint).transpose()?;
            Ok(BasicConstraints { ca, path_len, critical })
        }
    }
}

fn key_usage(value: &Tlv<'_>) -> DerResult<KeyUsage> {
    let tlv = single(value, tag::BIT_STRING)?;
    let bits = der::bit_string(&tlv)?;
    // X.690 §11.2.2: no trailing zero bits; RFC 5280 §4.2.1.3: at least one bit is set.
    let last = bits.octets.last().copied().unwrap_or_default();
    if last & (1 << bits.unused) == 0 {
        return Err(tlv.invalid("key usage"));
    }
    Ok(KeyUsage {
        digital_signature: bits.bit(0),
        content_commitment: bits.bit(1),
        key_cert_sign: bits.bit(5),
        crl_sign: bits.bit(6),
    })
}

fn extended_key_usage(value: &Tlv<'_>, critical: bool) -> DerResult<ExtendedKeyUsage> {
    let tlv = single(value, tag::SEQUENCE)?;
    let mut purposes = tlv.reader();
    let mut usage = ExtendedKeyUsage { critical, ..ExtendedKeyUsage::default() };
    while !purposes.is_empty() {
        let purpose = purposes.read(tag::OID)?;
        match der::oid(&purpose)? {
            [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x03] => usage.code_signing = true,
            [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08] => usage.time_stamping = true,
            [0x55, 0x1d, 0x25, 0x00] => usage.any = true,
            _ => {}
        }
        usage.count += 1;
    }
    // RFC 5280 §4.2.1.12: SIZE (1..MAX).
    if usage.count == 0 { Err(tlv.invalid("extended key usage")) } else { Ok(usage) }
}
