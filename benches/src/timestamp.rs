use aws_lc_rs::digest;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{AnyRef, OctetString};
use der::{Decode, Encode, Reader as _};
use serde_json::Value;
use x509_cert::Certificate;

use crate::Result;
use crate::signature::{Hash, Message, SignatureCheck, bytes, list};

/// RFC 5652 §5.4: the signature of a token is over its signed attributes, as a SET.
pub(crate) fn check(token: &[u8], signed: &[u8], root: &Value) -> Result<SignatureCheck> {
    let content = AnyRef::from_der(token)?.sequence(|fields| {
        let _status: AnyRef<'_> = fields.decode()?;
        fields.decode::<ContentInfo>()
    })?;
    let data: SignedData = content.content.decode_as()?;
    let imprint = digest::digest(&digest::SHA256, signed);
    let info = data.encap_content_info.econtent.as_ref().ok_or("a token without its content")?;
    let info = info.decode_as::<OctetString>()?;
    if !info.as_bytes().windows(imprint.as_ref().len()).any(|window| window == imprint.as_ref()) {
        return Err("the token is of another signature".into());
    }
    let signer = data.signer_infos.0.iter().next().ok_or("a token without a signer")?;
    let attributes = signer.signed_attrs.as_ref().ok_or("a token without signed attributes")?.to_der()?;
    let key = signer_key(signer, root)?;
    let hash = Hash::of_ecdsa(signer.signature_algorithm.oid)?;
    SignatureCheck::new("timestamp", &key, hash, Message::Bytes(attributes), signer.signature.as_bytes())
}

/// The signer's certificate stands in the root, so the token costs one signature and no link.
fn signer_key(signer: &SignerInfo, root: &Value) -> Result<Vec<u8>> {
    let SignerIdentifier::IssuerAndSerialNumber(id) = &signer.sid else {
        return Err("the floor knows signers by issuer and serial number only".into());
    };
    for authority in list(root, "/timestampAuthorities") {
        for certificate in list(authority, "/certChain/certificates") {
            let certificate = Certificate::from_der(&bytes(certificate, "/rawBytes")?)?.tbs_certificate;
            if certificate.issuer == id.issuer && certificate.serial_number == id.serial_number {
                return Ok(certificate.subject_public_key_info.to_der()?);
            }
        }
    }
    Err("no authority of the root signed the timestamp".into())
}
