//! The pages of `--explain`: for each code, what is checked and why, and what to do when it fails.

use sealwright::Code;

use super::{signing, slsa};

/// (What is checked and why, what to do.)
#[rustfmt::skip]
pub(super) fn page(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::BundleLimit => (
            "Every size, count and depth of a bundle is bounded before memory is spent on it, so that a hostile file can\n\
             neither exhaust the machine nor keep it busy. No client that makes bundles comes near these limits.",
            "do not trust where the bundle came from; fetch it again from the place where the artifact is published."),
        Code::BundleVersion => (
            "The media type says by which rules a bundle must be read. Versions 0.1, 0.2 and 0.3 exist, each in two\n\
             spellings; guessing at another would mean to verify something else than its maker meant.",
            "look at `mediaType` in the file; a bundle of a newer version needs a newer sealwright."),
        Code::BundleMalformed => (
            "A bundle must be well-formed and must not contradict itself: where it says one thing twice (an index, a\n\
             root hash, a digest), both must be the same, whichever of them the proof would have needed.",
            "fetch the bundle again as its maker wrote it; if it stays so, report it to the maker's signing client."),
        Code::TrustMalformed => (
            "The trusted root names the authorities and logs that are believed. Each has a key or a certificate and a\n\
             window of time with a start; one that cannot be read whole is not used in part.",
            "get the trusted root again from where your Sigstore instance distributes it (TUF), and pass that file."),
        Code::PolicyMalformed => (
            "A policy that cannot be read, or that any signer could satisfy, protects nothing: it is refused before\n\
             anything is verified.",
            "correct the policy at the place named; a pattern must name the owner, and `any` must be asked for by its name."),
        Code::PolicyDenied => (
            "A deny rule of the policy names this certificate, key, identity, run, log entry or time. Deny rules are how\n\
             evidence is withdrawn that was once good: they win over everything that allows. A policy that is past its\n\
             `expires` denies everything, so that nobody can bring back an old one.",
            "find out why the rule was written before you use this artifact; take the rule away only if it was a mistake.\n\
             Of an expired policy, get the current one."),
        Code::SignatureAlgorithm => (
            "Only the algorithms of Sigstore's registry are accepted, and only with a key that belongs to them: this closes\n\
             the door to weak digests and to keys that are used in two ways.",
            "sign again with an algorithm of the registry, for example ECDSA P-256 with SHA-256."),
        Code::SignatureArtifact => (
            "The signature is over the artifact's digest. That it does not verify means that these are not the bytes that\n\
             were signed, or not the signature of the bundle's certificate or key.",
            "check that artifact and bundle belong together; if they do, the artifact was changed: do not use it."),
        Code::SignatureEnvelope => (
            "An attestation's signature is over its payload and payload type together (DSSE pre-authentication encoding), so\n\
             that neither can be exchanged. That it does not verify means that one of them was changed.",
            "fetch the attestation again; if it stays so, it was changed after it was signed: do not believe it."),
        Code::StatementMalformed => (
            "The payload of an attestation is an in-toto statement: a type, subjects with digests, a predicate type and a\n\
             predicate. A key given twice, or a field of another type, would be read differently by different readers.",
            "report it to whoever made the attestation; it was signed as it is and cannot be repaired."),
        Code::SubjectMissing => (
            "A statement is about its subjects, by their digests. One without a subject that has a SHA-256, SHA-384 or\n\
             SHA-512 digest is about nothing that could be compared with an artifact.",
            "have the attestation made again with a SHA-2 digest of its subjects."),
        Code::SubjectDigest => (
            "An attestation says something about the artifacts that it names by digest. It is genuine, but it is about other\n\
             artifacts: without this check any attestation could be passed off for any file.",
            "check that the artifact is the one you meant, in this version and for this platform; otherwise fetch its own attestation."),
        Code::KeyMismatch => (
            "The policy demands the signature of a certain key. The bundle was signed by another, or by a short-lived\n\
             certificate rather than by a key.",
            "compare the key you passed with the one that the maker publishes; for a keyless bundle demand an identity instead."),
        Code::CertChain => (
            "The signing certificate must lead, signature by signature, to an authority of the trusted root. Otherwise\n\
             anybody could issue a certificate for any name.",
            "check which Sigstore instance made the bundle (`sealwright inspect`) and pass its trusted root with --trusted-root."),
        Code::CertUsage => (
            "Certificates are issued for a use: code signing for the signer, time stamping for an authority, issuing for an\n\
             intermediate. One that is made for another use proves nothing here.",
            "sign with a certificate of a Sigstore authority; a web server's or a personal one will not do."),
        Code::CertIdentity => (
            "The certificate must name exactly one identity: an e-mail address, a URI, or a name of Fulcio's own kind.\n\
             With none or several it would be open whom the signature speaks for.",
            "look at the certificate with `sealwright inspect`; it was not issued by the rules of Fulcio."),
        Code::CertValidity => (
            "Signing certificates live for minutes. Every time that a log or timestamp authority established must lie in the\n\
             validity of every certificate of the chain, otherwise the key may already have been in other hands.",
            "sign again, and have the signature logged or timestamped while the certificate is valid."),
        Code::KeyValidity => (
            "A trusted key has a window in which its signatures count. This signature was made outside of it.",
            "find out whether the key was retired; if it was, ask for an artifact that the present key signed."),
        Code::SctSignature => (
            "The certificate carries a promise of a certificate-transparency log that it was made public. The promise does\n\
             not verify with the log's key, so the certificate may have been issued in secret.",
            "do not use the artifact: the certificate was changed, or the trusted root is of another instance."),
        Code::SctMissing => (
            "Certificates that are issued in secret could not be noticed by the owner of the identity. That is why every\n\
             certificate must carry the promise of a trusted certificate-transparency log.",
            "pass the trusted root of the instance that issued the certificate; a private authority without such a log needs a policy that says so."),
        Code::LogEntry => (
            "The log's entry must be about this signature: same digest, same signature, same certificate or key. Otherwise an\n\
             entry of something else could lend its time and its publicity (CVE-2022-36056).",
            "do not use the bundle: its log entry belongs to another signature."),
        Code::LogPromise => (
            "The log promised, by a signature over entry, index and time, to include the entry. Only that signature makes\n\
             the time believable; it does not verify.",
            "do not believe the bundle's time; fetch the bundle again, or check whether the trusted root knows this log."),
        Code::LogCheckpoint => (
            "A checkpoint is the log's signature over its size and its root hash. The inclusion proof is worth nothing\n\
             without one that verifies with the key of a log of the trusted root.",
            "check whether the trusted root is as new as the log that the bundle names; fetch the bundle again."),
        Code::LogInclusion => (
            "The hashes of the inclusion proof must lead from the entry to the root that the log signed. They do not: the\n\
             entry is not in the log at this place, or the proof was changed.",
            "fetch the bundle again; if it stays so, the log does not hold what the bundle claims: do not use the artifact."),
        Code::LogMissing => (
            "A signature in a public log can be noticed by the one in whose name it was made. The bundle has no entry of a\n\
             log that the trusted root names.",
            "sign with the log, pass the trusted root that names it, or write a policy that asks for no log, if you mean that."),
        Code::LogThreshold => (
            "The policy demands that several distinct logs vouch for the signature; entries of one log count once.",
            "have the signature entered in as many trusted logs as the policy asks for, or ask for fewer."),
        Code::TimestampSignature => (
            "A timestamp is the signature of an authority over the time and a digest of the signature. It does not verify,\n\
             or it is about something else, so it establishes no time.",
            "fetch the bundle again; if it stays so, the timestamp was changed or belongs to another signature."),
        Code::TimestampAuthority => (
            "A timestamp counts when its signer chains to an authority of the trusted root, at a time in that same\n\
             authority's window. Another authority's window does not help.",
            "check which authority made it (`sealwright inspect`) and whether the trusted root names it for that time."),
        Code::TimestampThreshold => (
            "The policy, or the instance, asks for timestamps of so many distinct authorities; two of one authority count once.",
            "have the signature timestamped by as many trusted authorities as are asked for, or ask for fewer."),
        Code::TimeFuture => (
            "An established time lies later than now. Nothing that has not happened yet can be evidence.",
            "check the clock of this machine, or the time passed with --at."),
        Code::TimeMissing => (
            "A certificate that lived for minutes proves something only if it is known when the signature was made. Neither\n\
             a log's promise nor a timestamp that can be believed says so.",
            "sign again with a timestamp authority or a log that promises a time."),
        Code::IdentitySan => (
            "The evidence is genuine, but somebody else signed: the identity in the certificate is not the one demanded.",
            "compare both identities letter by letter; if the found one is who you trust, name it, otherwise do not use the artifact."),
        Code::IdentityIssuer => (
            "An identity counts only together with who vouches for it: another provider could hand out the same name to\n\
             somebody else.",
            "name the provider that the signer really uses, if you trust it."),
        Code::IdentityClaim => (
            "The certificate says more than a name: repository, workflow, reference, owner. One of these claims is not the one\n\
             demanded, for example another branch or a repository that changed hands.",
            "check that the artifact was built from the reference you expect; widen the demand only if you mean to."),
        Code::PredicateType => (
            "The attestation is genuine, but says something of another kind than was asked for: an SBOM is no provenance.",
            "fetch the attestation of the type you need, or name this type with --predicate-type."),
        Code::PredicateMalformed => (
            "The predicate type says which fields the predicate has. This one lacks a field, or has one of another type.",
            "report it to whoever made the predicate; ask for an attestation made again by the predicate's own schema."),
        other => slsa::page(other).or_else(|| signing::page(other)).unwrap_or((other.meaning(), other.spec())),
    }
}
