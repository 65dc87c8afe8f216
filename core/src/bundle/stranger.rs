//! What a file that is no bundle is instead. Looked at only after reading it as a bundle has failed.

use std::fmt;

use super::outline::Outline;

/// Something well known that is given by mistake where a bundle belongs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Stranger {
    /// A DSSE envelope on its own.
    Envelope,
    /// An in-toto statement on its own.
    Statement,
    /// The answer of npm's or GitHub's attestation service: `{"attestations": […]}`.
    Attestations,
    /// A PEP 740 attestation object.
    Pep740Attestation,
    /// A PEP 740 provenance object.
    Pep740Provenance,
    /// TUF metadata.
    Tuf,
    /// A trusted root.
    TrustedRoot,
    /// A signing config.
    SigningConfig,
    /// A client trust config: trusted root and signing config together.
    TrustConfig,
    /// What cosign wrote before there were bundles.
    CosignBundle,
    /// A log entry as the Rekor service answers.
    RekorEntry,
    /// An SBOM in SPDX or CycloneDX.
    Sbom,
    /// Several JSON values, one after the other.
    Lines,
    /// PEM: a certificate, key or signature.
    Pem,
}

/// A look at a hostile file shall cost milliseconds as well; the strangers that people have are smaller.
const MAX_LOOK: usize = 4 * 1024 * 1024;

impl Stranger {
    /// What the file is, if it is something that is known by its outermost fields.
    pub(crate) fn recognize(json: &str) -> Option<Self> {
        if json.len() > MAX_LOOK {
            return None;
        }
        if json.trim_start().starts_with("-----BEGIN ") {
            return Some(Self::Pem);
        }
        let mut values = serde_json::Deserializer::from_str(json).into_iter::<Outline>();
        let outline = values.next()?.ok()?;
        match values.next() {
            Some(Ok(_)) if outline.has("mediaType") => Some(Self::Lines),
            _ => Self::of(&outline),
        }
    }

    /// The same, of what was already looked at.
    pub(crate) fn of(outline: &Outline) -> Option<Self> {
        let all = |names: &[&str]| names.iter().all(|name| outline.has(name));
        let media = |part: &str| outline.media_type.starts_with(&format!("application/vnd.dev.sigstore.{part}"));
        Some(match () {
            () if media("bundle") => return None,
            () if media("trustedroot") || all(&["certificateAuthorities"]) => Stranger::TrustedRoot,
            () if media("signingconfig") || all(&["rekorTlogUrls"]) => Stranger::SigningConfig,
            () if media("clienttrustconfig") || all(&["trustedRoot"]) => Stranger::TrustConfig,
            () if all(&["payloadType", "payload", "signatures"]) => Stranger::Envelope,
            () if all(&["_type", "predicateType"]) => Stranger::Statement,
            () if all(&["attestations"]) => Stranger::Attestations,
            () if all(&["attestation_bundles"]) => Stranger::Pep740Provenance,
            () if all(&["version", "verification_material", "envelope"]) => Stranger::Pep740Attestation,
            () if all(&["signed", "signatures"]) => Stranger::Tuf,
            () if all(&["base64Signature"]) || all(&["SignedEntryTimestamp", "Payload"]) => Stranger::CosignBundle,
            () if all(&["body", "integratedTime", "logID"]) => Stranger::RekorEntry,
            () if all(&["spdxVersion"]) || all(&["bomFormat"]) || all(&["@context", "@graph"]) => Stranger::Sbom,
            () => return None,
        })
    }

    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::Envelope => {
                "a bare envelope has no certificate and no log entry: look for the bundle beside it (often \
                 .sigstore.json), or verify it as SLSA provenance, or against a key"
            }
            Self::Statement => "a statement alone is signed by nobody: pass the bundle that contains it",
            Self::Attestations => "pass one of its attestations: the value of its field `bundle`",
            Self::Pep740Attestation | Self::Pep740Provenance => {
                "PyPI's attestations hold the parts of a bundle under other names: convert them to bundles first"
            }
            Self::Tuf => "TUF metadata says what to trust and signs no artifact: pass the bundle",
            Self::TrustedRoot | Self::TrustConfig => "pass it as the trusted root, and the bundle as the bundle",
            Self::SigningConfig => "a signing config is for signing: pass the bundle",
            Self::CosignBundle => {
                "sign again with cosign 3, or with cosign 2.4 and --new-bundle-format, to get a Sigstore bundle"
            }
            Self::RekorEntry => "a log entry alone has no signature to verify: pass the bundle that contains it",
            Self::Sbom => "an SBOM is an artifact or a predicate: pass it as the artifact, with its bundle",
            Self::Lines => "it holds several bundles: read it as JSON lines",
            Self::Pem => "keys and certificates belong to the policy or the trusted root: pass the bundle",
        }
    }
}

impl fmt::Display for Stranger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Envelope => "a bare DSSE envelope, without a certificate or log entry",
            Self::Statement => "a bare in-toto statement, without a signature",
            Self::Attestations => "the answer of an attestation service, which wraps bundles",
            Self::Pep740Attestation => "a PEP 740 attestation",
            Self::Pep740Provenance => "a PEP 740 provenance object",
            Self::Tuf => "TUF metadata",
            Self::TrustedRoot => "a trusted root",
            Self::SigningConfig => "a signing config",
            Self::TrustConfig => "a client trust config",
            Self::CosignBundle => "a bundle in cosign's own older format",
            Self::RekorEntry => "a log entry of the Rekor service",
            Self::Sbom => "an SBOM",
            Self::Lines => "more than one JSON value",
            Self::Pem => "PEM, not JSON",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::Bundle;
    use crate::check::Explain;

    #[test]
    fn what_is_no_bundle_is_told_by_its_outermost_fields() {
        for (json, stranger) in [
            (r#"{"payload":"","payloadType":"x","signatures":[]}"#, Some(Stranger::Envelope)),
            (r#"{"attestations":[{"bundle":{}}]}"#, Some(Stranger::Attestations)),
            (r#"{"version":1,"attestation_bundles":[]}"#, Some(Stranger::Pep740Provenance)),
            (r#"{"version":1,"verification_material":{},"envelope":{}}"#, Some(Stranger::Pep740Attestation)),
            (r#"{"signed":{"_type":"root"},"signatures":[]}"#, Some(Stranger::Tuf)),
            (
                r#"{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}"#,
                Some(Stranger::TrustedRoot),
            ),
            (r#"{"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json"}"#, Some(Stranger::SigningConfig)),
            (r#"{"_type":"s","predicateType":"p","subject":[]}"#, Some(Stranger::Statement)),
            (r#"{"base64Signature":"","cert":"","rekorBundle":{}}"#, Some(Stranger::CosignBundle)),
            (r#"{"body":"","integratedTime":1,"logID":"","logIndex":1}"#, Some(Stranger::RekorEntry)),
            (r#"{"trustedRoot":{},"signingConfig":{}}"#, Some(Stranger::TrustConfig)),
            (r#"{"bomFormat":"CycloneDX","specVersion":"1.6"}"#, Some(Stranger::Sbom)),
            (r#"{"spdxVersion":"SPDX-2.3"}"#, Some(Stranger::Sbom)),
            (r#"{"@context":"","@graph":[]}"#, Some(Stranger::Sbom)),
            ("{\"mediaType\":\"x\"}\n{\"mediaType\":\"x\"}\n", Some(Stranger::Lines)),
            ("-----BEGIN CERTIFICATE-----\n", Some(Stranger::Pem)),
            (r#"{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","payload":1}"#, None),
            (r#"{"mediaType":7}"#, None),
            ("[]", None),
            ("{", None),
        ] {
            assert_eq!(Stranger::recognize(json), stranger, "{json}");
            let Some(stranger) = stranger else { continue };
            // The error says what it is, and what to do about it.
            let error = Bundle::from_json(json.as_bytes()).unwrap_err();
            assert_eq!(error.found().unwrap().to_string(), stranger.to_string(), "{json}");
            assert_eq!(error.hint().unwrap(), stranger.hint(), "{json}");
        }
    }
}
