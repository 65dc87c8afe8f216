//! One subtree of a name constraint and the names in it: RFC 5280 section 4.2.1.10.

use super::name::{self, Attribute, Name};
use super::san::{GeneralName, general_name};
use crate::encoding::der::{DerResult, Reader, Tlv, tag};

/// Checks NameConstraints: at least one list, no list empty, every base well-formed.
pub(super) fn check(constraints: &Tlv<'_>) -> DerResult<()> {
    let mut fields = constraints.reader();
    let lists = [fields.optional(PERMITTED)?, fields.optional(EXCLUDED)?];
    fields.finish()?;
    if lists.iter().all(Option::is_none) {
        return Err(constraints.invalid("NameConstraints"));
    }
    for list in lists.iter().flatten() {
        if list.content.is_empty() {
            return Err(list.invalid("GeneralSubtrees"));
        }
        let mut reader = list.reader();
        while !reader.is_empty() {
            let mut subtree = reader.sequence()?;
            let base = subtree.any()?;
            // RFC 5280 §4.2.1.10: minimum is 0 (its default, not encoded) and maximum is absent.
            subtree.finish()?;
            if !is_well_formed(general_name(&base, true)?) {
                return Err(base.invalid("name constraint"));
            }
        }
    }
    Ok(())
}

const PERMITTED: u8 = tag::context_constructed(0);
const EXCLUDED: u8 = tag::context_constructed(1);

/// The bases of the permitted and of the excluded subtrees, given the content of NameConstraints.
pub(super) fn bases(content: &[u8]) -> (Bases<'_>, Bases<'_>) {
    let mut fields = Reader::new(content);
    let mut list = |tag| fields.optional(tag).ok().flatten().map_or(Reader::new(&[]), |tlv| tlv.reader());
    (Bases(list(PERMITTED)), Bases(list(EXCLUDED)))
}

#[derive(Clone)]
pub(super) struct Bases<'a>(Reader<'a>);

impl<'a> Iterator for Bases<'a> {
    type Item = GeneralName<'a>;

    fn next(&mut self) -> Option<GeneralName<'a>> {
        let base = self.0.sequence().ok()?.any().ok()?;
        general_name(&base, true).ok()
    }
}

fn is_well_formed(base: GeneralName<'_>) -> bool {
    match base {
        // A leading period is no part of a dNSName constraint, and nothing defines an asterisk.
        GeneralName::Dns(domain) => domain.is_empty() || is_host(domain),
        GeneralName::Email(text) => match text.rsplit_once('@') {
            Some((local, domain)) => is_local_part(local) && is_host(domain),
            None => is_host_or_subdomains(text),
        },
        GeneralName::Uri(text) => is_host_or_subdomains(text),
        GeneralName::Ip(octets) => is_network(octets),
        GeneralName::Directory(_) | GeneralName::Username(_) | GeneralName::Other(_) => true,
    }
}

fn is_host_or_subdomains(text: &str) -> bool {
    text.is_empty() || is_host(text.strip_prefix('.').unwrap_or(text))
}

/// Address and mask of one length; the mask is a run of ones.
fn is_network(octets: &[u8]) -> bool {
    let (8 | 32) = octets.len() else { return false };
    let (_, mask) = octets.split_at(octets.len() / 2);
    let ones: u32 = mask.iter().take_while(|octet| **octet == 0xff).map(|_| 8).sum();
    let rest = mask.iter().skip_while(|octet| **octet == 0xff);
    let mut rest = rest.map(|octet| (octet.leading_ones(), octet.count_ones()));
    let partial = rest.next().is_none_or(|(leading, all)| leading == all);
    ones <= 128 && partial && rest.all(|(_, all)| all == 0)
}

/// A host name in the preferred syntax (RFC 1034 §3.5), underscores allowed; not an IPv4 address.
pub(super) fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let numeric = text.rsplit('.').next().is_some_and(|last| last.bytes().all(|c| c.is_ascii_digit()));
    text.len() <= 253 && text.split('.').all(label) && !numeric
}

/// Before the at sign: a dot-string of RFC 5321 §4.1.2; a quoted one would need unquoting to be compared.
fn is_local_part(text: &str) -> bool {
    !text.is_empty()
        && !text
            .bytes()
            .any(|c| matches!(c, b'@' | b'"' | b'\\' | b'(' | b')' | b',' | b';' | b':' | b'<' | b'>' | b'[' | b']'))
}

/// How a name stands to a constraint of its own kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stands {
    Inside,
    Outside,
    /// The name cannot be compared: it is malformed, or its kind is not one that we process.
    Unknown,
}

/// How `name` stands to `base`; `None` if they are of different kinds, which never meet.
pub(super) fn compare(name: GeneralName<'_>, base: GeneralName<'_>) -> Option<Stands> {
    Some(match (name, base) {
        (GeneralName::Dns(host), GeneralName::Dns(domain)) => dns(host, domain),
        (GeneralName::Email(address), GeneralName::Email(base)) => email(address, base),
        (GeneralName::Uri(uri), GeneralName::Uri(base)) => match uri_host(uri) {
            Some(host) => inside(is_in_domain(host, base)),
            // RFC 5280 §4.2.1.10: a URI without an authority, or with an IP address, is refused.
            None => Stands::Unknown,
        },
        (GeneralName::Ip(address), GeneralName::Ip(network)) => inside(is_in_network(address, network)),
        (GeneralName::Directory(name), GeneralName::Directory(base)) => directory(name, base),
        // RFC 5280 §4.2.1.10: process the constraint or refuse the certificate; nothing says how a user name is in another.
        (GeneralName::Username(_) | GeneralName::Other(0), GeneralName::Username(_) | GeneralName::Other(0)) => {
            Stands::Unknown
        }
        (GeneralName::Other(a), GeneralName::Other(b)) if a == b => Stands::Unknown,
        _ => return None,
    })
}

fn inside(yes: bool) -> Stands {
    if yes { Stands::Inside } else { Stands::Outside }
}

fn dns(host: &str, domain: &str) -> Stands {
    // A wildcard stands for names inside and outside; nothing says how it meets a constraint.
    if !is_host(host) {
        return Stands::Unknown;
    }
    inside(domain.is_empty() || host.eq_ignore_ascii_case(domain) || is_below(host, domain))
}

/// Whether `host` is `domain` with labels before it.
fn is_below(host: &str, domain: &str) -> bool {
    let split = host.len().checked_sub(domain.len()).and_then(|at| host.split_at_checked(at));
    split.is_some_and(|(labels, tail)| labels.ends_with('.') && tail.eq_ignore_ascii_case(domain))
}

/// The rule of rfc822Name and URI: `.domain` holds what is below it, `domain` that host alone.
fn is_in_domain(host: &str, base: &str) -> bool {
    match base.strip_prefix('.') {
        Some(domain) => is_below(host, domain),
        None => base.is_empty() || host.eq_ignore_ascii_case(base),
    }
}

fn email(address: &str, base: &str) -> Stands {
    let Some((local, host)) = address.rsplit_once('@') else { return Stands::Unknown };
    if !is_local_part(local) || !is_host(host) {
        return Stands::Unknown;
    }
    match base.rsplit_once('@') {
        // RFC 5280 §7.5: the local part exactly, the host whatever its case.
        Some((mailbox, domain)) => inside(local == mailbox && host.eq_ignore_ascii_case(domain)),
        None => inside(is_in_domain(host, base)),
    }
}

/// The host of a URI, if it has one and that is a name.
fn uri_host(uri: &str) -> Option<&str> {
    let (scheme, rest) = uri.split_once("://")?;
    let mut scheme = scheme.bytes();
    let letters = scheme.next()?.is_ascii_alphabetic()
        && scheme.all(|c| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'-' | b'.'));
    // RFC 3986 §3.2: the authority ends at the first of these; a backslash is where parsers disagree.
    let authority = rest.split(['/', '?', '#']).next().filter(|authority| !authority.contains('\\'))?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = host.split_once(':').unwrap_or((host, ""));
    (letters && port.bytes().all(|c| c.is_ascii_digit()) && is_host(host)).then_some(host)
}

fn is_in_network(address: &[u8], network: &[u8]) -> bool {
    let (base, mask) = network.split_at(network.len() / 2);
    let masked = address.iter().zip(base).zip(mask).all(|((a, b), m)| a & m == b & m);
    address.len() == base.len() && masked
}

/// RFC 5280 §4.2.1.10, §7.1: the base is the beginning of the name, attribute by attribute.
fn directory(name: Name<'_>, base: Name<'_>) -> Stands {
    let mut relative = name.relative();
    let mut unknown = false;
    for wanted in base.relative() {
        let Some(found) = relative.next() else { return Stands::Outside };
        let same_size = name::attributes(&wanted).count() == name::attributes(&found).count();
        for want in name::attributes(&wanted) {
            let mut any = Some(false);
            for have in name::attributes(&found) {
                any = match (any, same(&have, &want)) {
                    (Some(true), _) | (_, Some(true)) => Some(true),
                    (None, _) | (_, None) => None,
                    _ => Some(false),
                };
            }
            match any {
                Some(true) if same_size => {}
                None => unknown = true,
                _ => return Stands::Outside,
            }
        }
    }
    if unknown { Stands::Unknown } else { Stands::Inside }
}

/// Whether two attributes are equal: letters in any case, runs of spaces as one; `None` if that cannot be said.
fn same(a: &Attribute<'_>, b: &Attribute<'_>) -> Option<bool> {
    if a.oid != b.oid {
        return Some(false);
    }
    if a.value.raw == b.value.raw {
        return Some(true);
    }
    let (a, b) = (name::text(&a.value)?, name::text(&b.value)?);
    let mut words = a.split_whitespace().zip(b.split_whitespace());
    let as_many = a.split_whitespace().count() == b.split_whitespace().count();
    let fold = |word: &str| word.to_lowercase();
    Some(as_many && words.all(|(a, b)| fold(a) == fold(b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use GeneralName::{Dns, Email, Ip, Other, Uri, Username};
    use Stands::{Inside, Outside, Unknown};

    #[test]
    fn host_names_are_compared_label_by_label_and_wildcards_not_at_all() {
        let stands = |host, base| compare(Dns(host), Dns(base)).unwrap();
        assert_eq!(stands("Example.com", "example.COM"), Inside);
        assert_eq!(stands("a.b.example.com", "example.com"), Inside);
        assert_eq!(stands("badexample.com", "example.com"), Outside);
        assert_eq!(stands("example.com", "a.example.com"), Outside);
        assert_eq!(stands("example.com", ""), Inside);
        for unclear in ["*.example.com", "*", "a..b", ".example.com", "example.com.", "1.2.3.4", "-a.b"] {
            assert_eq!(stands(unclear, "example.com"), Unknown, "{unclear}");
        }
    }

    #[test]
    fn a_mailbox_is_literal_and_its_host_is_whole() {
        let stands = |address, base| compare(Email(address), Email(base)).unwrap();
        assert_eq!(stands("dev@example.com", "dev@EXAMPLE.com"), Inside);
        assert_eq!(stands("Dev@example.com", "dev@example.com"), Outside);
        assert_eq!(stands("*@example.com", "*@example.com"), Inside);
        assert_eq!(stands("dev@example.com", "*@example.com"), Outside);
        assert_eq!(stands("dev@example.com", "example.com"), Inside);
        assert_eq!(stands("dev@a.example.com", "example.com"), Outside);
        assert_eq!(stands("dev@a.example.com", ".example.com"), Inside);
        assert_eq!(stands("dev@example.com", ".example.com"), Outside);
        for unclear in ["dev", "@example.com", "dev@", "\"a@b\"@example.com", "a@b@example.com", "dev@[192.0.2.1]"] {
            assert_eq!(stands(unclear, "example.com"), Unknown, "{unclear}");
        }
    }

    #[test]
    fn the_host_of_a_uri_is_what_a_client_would_connect_to() {
        let stands = |uri, base| compare(Uri(uri), Uri(base)).unwrap();
        assert_eq!(stands("https://github.com/o/r", "github.com"), Inside);
        assert_eq!(stands("https://user:p@GitHub.com:443/o/r", "github.com"), Inside);
        assert_eq!(stands("https://github.com@evil.test/", "github.com"), Outside);
        assert_eq!(stands("https://evil.test/?@github.com", "github.com"), Outside);
        assert_eq!(stands("https://evil.test#@github.com", "github.com"), Outside);
        assert_eq!(stands("https://a.github.com", "github.com"), Outside);
        assert_eq!(stands("https://a.github.com", ".github.com"), Inside);
        for unclear in
            ["urn:x:y", "https://192.0.2.1/", "https://[::1]/", "https:///x", "https://github.com\\@evil.test", "//a.b"]
        {
            assert_eq!(stands(unclear, "github.com"), Unknown, "{unclear}");
        }
    }

    #[test]
    fn an_address_is_compared_under_a_mask_that_is_a_prefix() {
        let network = [192, 0, 2, 0, 255, 255, 254, 0];
        assert_eq!(compare(Ip(&[192, 0, 3, 1]), Ip(&network)), Some(Inside));
        assert_eq!(compare(Ip(&[192, 0, 4, 1]), Ip(&network)), Some(Outside));
        assert_eq!(compare(Ip(&[0; 16]), Ip(&network)), Some(Outside));
        assert!(is_network(&network) && is_network(&[0; 8]) && is_network(&[255; 32]));
        for bad in [&[192, 0, 2, 0, 255, 0, 255, 0][..], &[0, 0, 0, 0, 255, 253, 0, 0], &[0; 4], &[0; 9]] {
            assert!(!is_network(bad), "{bad:?}");
        }
    }

    #[test]
    fn kinds_that_are_not_processed_are_never_taken_for_outside() {
        assert_eq!(compare(Username("a!b"), Other(0)), Some(Unknown));
        assert_eq!(compare(Username("a!b"), Username("a!b")), Some(Unknown));
        assert_eq!(compare(Other(8), Other(8)), Some(Unknown));
        assert_eq!(compare(Dns("a.b"), Uri("a.b")), None);
    }

    #[test]
    fn case_spaces_and_string_type_do_not_let_a_name_slip_out_of_an_excluded_subtree() {
        let attribute = |tag, text: &str| {
            let length = u8::try_from(text.len()).unwrap();
            [&[0x30, 7 + length, 6, 3, 0x55, 4, 3, tag, length], text.as_bytes()].concat()
        };
        let name = |tag, text: &str| {
            let attribute = attribute(tag, text);
            let length = u8::try_from(attribute.len()).unwrap();
            [&[0x30, length + 2, 0x31, length][..], &attribute].concat()
        };
        let base = name(0x0c, "Evil Corp");
        let stands = |der: &[u8]| directory(Name::of_checked(der), Name::of_checked(&base));
        assert_eq!(stands(&name(0x0c, "Evil Corp")), Inside);
        assert_eq!(stands(&name(0x13, "EVIL  corp ")), Inside);
        assert_eq!(stands(&name(0x0c, "Good Corp")), Outside);
        // A T61String cannot be compared with a UTF8String.
        assert_eq!(stands(&name(0x14, "Evil Corp")), Unknown);
        assert_eq!(stands(&[0x30, 0]), Outside);
    }
}
