//! GeneralName and the subject alternative names made of it: RFC 5280 section 4.2.1.6.

use std::fmt;
use std::net::IpAddr;

use super::name::{self, Name};
use crate::encoding::der::{self, DerResult, Reader, Tlv, tag};

/// 1.3.6.1.4.1.57264.1.7, the user name of Fulcio.
pub(super) const FULCIO_USERNAME: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xbf, 0x30, 0x01, 0x07];

/// A name for which a certificate stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum SubjectAltName<'a> {
    /// An e-mail address.
    Email(&'a str),
    /// A URI.
    Uri(&'a str),
    /// A host name.
    Dns(&'a str),
    /// An IP address.
    Ip(IpAddr),
    /// A user name: otherName 1.3.6.1.4.1.57264.1.7, `name!domain`.
    Username(&'a str),
    /// A distinguished name.
    Directory(Name<'a>),
    /// Another kind of name, by its tag number in GeneralName.
    Other(u8),
}

impl<'a> SubjectAltName<'a> {
    /// The text of the three kinds by which Fulcio names a signer; `None` for the other kinds.
    pub fn identity_text(&self) -> Option<&'a str> {
        match *self {
            Self::Email(text) | Self::Uri(text) | Self::Username(text) => Some(text),
            _ => None,
        }
    }
}

impl fmt::Display for SubjectAltName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Email(text) | Self::Uri(text) | Self::Dns(text) | Self::Username(text) => {
                write!(f, "{}", text.escape_debug())
            }
            Self::Ip(address) => address.fmt(f),
            Self::Directory(name) => name.fmt(f),
            Self::Other(kind) => write!(f, "a name of kind {kind}"),
        }
    }
}

/// A GeneralName as certificates and name constraints have it.
#[derive(Clone, Copy, Debug)]
pub(super) enum GeneralName<'a> {
    Email(&'a str),
    Uri(&'a str),
    Dns(&'a str),
    /// Four or sixteen octets; twice as many in a constraint.
    Ip(&'a [u8]),
    Directory(Name<'a>),
    Username(&'a str),
    Other(u8),
}

/// Reads one GeneralName. `allow_empty_text`: a constraint may be the empty text, which holds every name.
pub(super) fn general_name<'a>(tlv: &Tlv<'a>, allow_empty_text: bool) -> DerResult<GeneralName<'a>> {
    let text = |what| visible_ascii(tlv.content, allow_empty_text).ok_or(tlv.invalid(what));
    Ok(match tlv.tag {
        0xa0 => other_name(tlv)?,
        0x81 => GeneralName::Email(text("rfc822Name")?),
        0x82 => GeneralName::Dns(text("dNSName")?),
        0xa4 => {
            let mut fields = tlv.reader();
            let name = fields.read(tag::SEQUENCE)?;
            fields.finish()?;
            name::check(&name)?;
            GeneralName::Directory(Name::of_checked(name.raw))
        }
        0x86 => GeneralName::Uri(text("uniformResourceIdentifier")?),
        0x87 => GeneralName::Ip(tlv.content),
        0xa3 | 0xa5 => GeneralName::Other(tlv.tag & 0x1f),
        0x88 => {
            der::oid(tlv)?;
            GeneralName::Other(8)
        }
        _ => return Err(tlv.invalid("GeneralName")),
    })
}

/// IA5String without controls or spaces: no name has one, and a NUL in a name is an attack.
fn visible_ascii(content: &[u8], allow_empty: bool) -> Option<&str> {
    let visible = content.iter().all(u8::is_ascii_graphic) && (allow_empty || !content.is_empty());
    if visible { std::str::from_utf8(content).ok() } else { None }
}

fn other_name<'a>(tlv: &Tlv<'a>) -> DerResult<GeneralName<'a>> {
    let mut fields = tlv.reader();
    let oid = fields.read(tag::OID)?;
    let mut value = fields.read(tag::context_constructed(0))?.reader();
    fields.finish()?;
    let inner = value.any()?;
    value.finish()?;
    if der::oid(&oid)? != FULCIO_USERNAME {
        return Ok(GeneralName::Other(0));
    }
    // Fulcio oid-info.md, 1.3.6.1.4.1.57264.1.7: a DER UTF8String.
    let text = std::str::from_utf8(inner.content).ok().filter(|text| !text.is_empty());
    let text = text.filter(|text| !text.chars().any(char::is_control) && inner.tag == tag::UTF8_STRING);
    Ok(GeneralName::Username(text.ok_or(inner.invalid("Fulcio user name"))?))
}

/// Checks GeneralNames (at least one) and counts them.
pub(super) fn check(names: &Tlv<'_>) -> DerResult<usize> {
    let mut reader = names.reader();
    let mut count = 0;
    while !reader.is_empty() {
        let tlv = reader.any()?;
        if let GeneralName::Ip(octets) = general_name(&tlv, false)?
            && address(octets).is_none()
        {
            return Err(tlv.invalid("iPAddress"));
        }
        count += 1;
    }
    if count == 0 { Err(names.invalid("GeneralNames")) } else { Ok(count) }
}

/// The names of GeneralNames that [`check`] accepted, given their content.
pub(super) fn iter(content: &[u8]) -> impl Iterator<Item = GeneralName<'_>> {
    let mut reader = Reader::new(content);
    std::iter::from_fn(move || general_name(&reader.any().ok()?, false).ok())
}

impl<'a> From<GeneralName<'a>> for SubjectAltName<'a> {
    fn from(name: GeneralName<'a>) -> Self {
        match name {
            GeneralName::Email(text) => Self::Email(text),
            GeneralName::Uri(text) => Self::Uri(text),
            GeneralName::Dns(text) => Self::Dns(text),
            GeneralName::Ip(octets) => address(octets).map_or(Self::Other(7), Self::Ip),
            GeneralName::Directory(name) => Self::Directory(name),
            GeneralName::Username(text) => Self::Username(text),
            GeneralName::Other(kind) => Self::Other(kind),
        }
    }
}

fn address(octets: &[u8]) -> Option<IpAddr> {
    let v4 = <[u8; 4]>::try_from(octets).map(IpAddr::from);
    v4.or_else(|_| <[u8; 16]>::try_from(octets).map(IpAddr::from)).ok()
}
