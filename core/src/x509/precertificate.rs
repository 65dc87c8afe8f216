//! What a CT log signed: the certificate without its SCT list. RFC 6962 sections 3.1 and 3.2.

use super::certificate::Certificate;
use crate::digest::Sha256;

/// The bytes that SCTs of one certificate sign, made once; timestamp and extensions are put in for each.
pub(super) struct SignedEntry {
    bytes: Vec<u8>,
    /// Where the extensions of an SCT begin.
    entry_end: usize,
}

/// version v1, signature_type certificate_timestamp, timestamp, entry_type precert_entry, issuer_key_hash.
const TIMESTAMP: std::ops::Range<usize> = 2..10;
const PREAMBLE: usize = 2 + 8 + 2 + 32;
const TBS_LENGTH: usize = 3;

impl SignedEntry {
    /// `None` if the certificate has no SCT list or would not fit the structure.
    pub(super) fn new(leaf: &Certificate, issuer: &Certificate) -> Option<Self> {
        let extensions = leaf.extensions();
        let (scts, _) = extensions.scts?;
        let outer = extensions.outer?;
        let list = extensions.list;
        let content = leaf.tbs_content();
        let der = leaf.der();
        let part = |start: usize, end: usize| der.get(start..end);

        // The lengths, innermost first, of what is left when one extension goes.
        let list_length = (list.end() - list.start()).checked_sub(scts.end() - scts.start())?;
        let outer_length = if list_length == 0 { 0 } else { size(list_length)? };
        let before = part(content.start(), outer.start())?;
        let tbs_length = before.len() + if outer_length == 0 { 0 } else { size(outer_length)? };
        let total = size(tbs_length)?;

        let mut bytes = Vec::with_capacity(PREAMBLE + TBS_LENGTH + total + 2);
        bytes.extend_from_slice(&[0, 0]);
        bytes.extend_from_slice(&[0; 8]);
        bytes.extend_from_slice(&[0, 1]);
        bytes.extend_from_slice(&Sha256::of(issuer.spki_der()).0);
        bytes.extend_from_slice(u32::try_from(total).ok()?.to_be_bytes().get(1..)?);
        header(&mut bytes, 0x30, tbs_length)?;
        bytes.extend_from_slice(before);
        // RFC 5280 §4.1.2.9: without any extension there is no list either.
        if outer_length > 0 {
            header(&mut bytes, 0xa3, outer_length)?;
            header(&mut bytes, 0x30, list_length)?;
            bytes.extend_from_slice(part(list.start(), scts.start())?);
            bytes.extend_from_slice(part(scts.end(), list.end())?);
        }
        let entry_end = bytes.len();
        Some(Self { bytes, entry_end })
    }

    /// The bytes that an SCT with this timestamp and these extensions signs.
    pub(super) fn with(&mut self, timestamp: u64, extensions: &[u8]) -> Option<&[u8]> {
        self.bytes.truncate(self.entry_end);
        self.bytes.extend_from_slice(&u16::try_from(extensions.len()).ok()?.to_be_bytes());
        self.bytes.extend_from_slice(extensions);
        self.bytes.get_mut(TIMESTAMP)?.copy_from_slice(&timestamp.to_be_bytes());
        Some(&self.bytes)
    }
}

/// Octets of a value with that much content.
fn size(content: usize) -> Option<usize> {
    let length_octets = match content {
        0..0x80 => 1,
        0x80..0x100 => 2,
        0x100..0x1_0000 => 3,
        0x1_0000..0x100_0000 => 4,
        _ => return None,
    };
    Some(1 + length_octets + content)
}

fn header(out: &mut Vec<u8>, tag: u8, content: usize) -> Option<()> {
    out.push(tag);
    let octets = u32::try_from(content).ok()?.to_be_bytes();
    let more = size(content)?.checked_sub(content + 2)?;
    if more > 0 {
        out.push(0x80 | u8::try_from(more).ok()?);
    }
    out.extend_from_slice(octets.get(octets.len().checked_sub(more.max(1))?..)?);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::der::{self, Reader, tag};

    #[test]
    fn lengths_have_their_one_form_at_every_boundary() {
        for content in [0, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x1_0000] {
            let mut out = Vec::new();
            header(&mut out, 0x30, content).unwrap();
            out.resize(out.len() + content, 0);
            assert_eq!(size(content), Some(out.len()));
            assert_eq!(der::single(&out, tag::SEQUENCE).unwrap().content.len(), content);
        }
        assert_eq!(size(0x100_0000), None);
    }

    #[test]
    fn the_entry_is_the_certificate_without_its_sct_list() {
        let bundle = include_str!("../../../testdata/bundles/happy-path.json");
        let bundle: serde_json::Value = serde_json::from_str(bundle).unwrap();
        let der = bundle["verificationMaterial"]["certificate"]["rawBytes"].as_str().unwrap();
        let leaf = Certificate::from_der(crate::encoding::base64::decode(der).unwrap()).unwrap();
        let mut entry = SignedEntry::new(&leaf, &leaf).unwrap();
        let capacity = entry.bytes.capacity();
        let signed = entry.with(7, &[]).unwrap().to_vec();
        assert_eq!(entry.bytes.capacity(), capacity, "one buffer");

        let (head, tbs) = signed.split_at(PREAMBLE + TBS_LENGTH);
        assert_eq!(head[..12], [0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 1]);
        let (tbs, extensions) = tbs.split_at(tbs.len() - 2);
        assert_eq!((head[44..].to_vec(), extensions), (tbs.len().to_be_bytes()[5..].to_vec(), &[0, 0][..]));
        der::check_tree(tbs).unwrap();
        // Every extension but the list is there, in its order.
        let (list, scts) = (leaf.extensions().list, leaf.extensions().scts.unwrap().0);
        let kept = [&leaf.der()[list.start()..scts.start()], &leaf.der()[scts.end()..list.end()]].concat();
        assert!(tbs.ends_with(&kept));
        let mut fields = Reader::new(tbs).sequence().unwrap();
        assert!(std::iter::from_fn(|| fields.any().ok()).count() == 8);

        // Another timestamp and extensions, in the same buffer.
        let again = entry.with(u64::MAX, b"ext").unwrap();
        assert_eq!(again[2..10], [0xff; 8]);
        assert!(again.ends_with(b"\x00\x03ext"));
    }
}
