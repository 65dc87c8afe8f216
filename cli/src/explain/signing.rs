//! The pages of what keeps something from being signed or fetched.

use sealwright::Code;

/// (What is checked and why, what to do), if the code is one of these.
#[rustfmt::skip]
pub(super) fn page(code: Code) -> Option<(&'static str, &'static str)> {
    Some(match code {
        Code::NetFailed => (
            "Certificates, log entries, timestamps and new trust metadata come from servers. This one was not reached, or its\n\
             answer was none that was asked for. Nothing of it was used.",
            "open the address that the error names; look at the proxy (HTTPS_PROXY, NO_PROXY), and name an authority of your\n\
             own with --ca-file. What was only busy can be asked again."),
        Code::NetConfig => (
            "How servers are reached was given in a way that cannot be followed: a proxy that is no address, or certificates\n\
             that cannot be read. Nobody was asked.",
            "correct HTTPS_PROXY, HTTP_PROXY or ALL_PROXY (http://HOST:PORT), or the PEM file of --ca-file."),
        Code::TrustSignature => (
            "A trust repository (The Update Framework) is believed because enough of its keys sign its metadata, beginning\n\
             with a root that you got from elsewhere. Here too few did.",
            "compare the root that you began with with the operator's; until they agree, do not take anything from this\n\
             repository."),
        Code::TrustRollback => (
            "A repository only ever goes forward. Somebody who serves an older state could bring back keys that were\n\
             withdrawn since, so an older one than was seen before is refused.",
            "try from another network; if it persists, tell the operator of the repository. What is in the cache stays as it\n\
             is."),
        Code::TrustExpired => (
            "Metadata are good for days, so that nobody can hold back newer ones for long. These have expired: either they\n\
             are old, or newer ones are being withheld.",
            "look at this machine's clock, then run `sealwright trust update`. If it persists, the repository is not\n\
             maintained or something between you and it withholds updates."),
        Code::TrustMismatch => (
            "Signed metadata name the version, the length and the hash of every file. This file is another one: of two\n\
             updates mixed, damaged on its way, or changed.",
            "update again a little later; if it persists, tell the operator that the repository is inconsistent."),
        Code::TrustMissing => (
            "Something that the repository should have, or the cache after an update, is not there, or the cache's folder\n\
             cannot be used.",
            "update once with a network; after that the cache suffices. Make its folder one that can be written, or name\n\
             another with SEALWRIGHT_HOME."),
        Code::KeyMalformed => (
            "To sign, a private key is needed that can be read: PKCS#8, SEC 1 or PKCS#1 in PEM, cosign's own format, a\n\
             PKCS#11 URI, or a command. This is none of them, or its numbers are no key.",
            "convert it with `openssl pkcs8 -topk8`, or make one with `sealwright key new`. No part of the key is ever shown."),
        Code::KeyPassword => (
            "The key is there, but closed: it is encrypted, or on a token that asks for a PIN. The password or PIN was\n\
             missing or wrong.",
            "give it when asked, or in SEALWRIGHT_PASSWORD, for cosign's format also in COSIGN_PASSWORD. A token locks itself\n\
             after a few wrong PINs."),
        Code::LocalAuthority => (
            "`--local` signs with an authority in your own data directory. Its log must never fork and its clock never run\n\
             backwards, so it signs nothing when its files are not as it left them.",
            "read which file the error names. Restore the whole directory from a backup, set the clock right, or move the\n\
             directory away and begin a new authority, which others then have to be told of."),
        Code::SignConfig => (
            "A signing config names the certificate authority, the logs and the timestamp authorities, each with the time in\n\
             which it is to be used. None that is needed is in use now.",
            "get the newest one with `sealwright trust update` or --signing-config FILE, or name the services: --fulcio-url,\n\
             --rekor-url, --timestamp-url."),
        Code::SignToken => (
            "Keyless signing needs an identity token that is for sigstore, is not older than some minutes and names somebody.\n\
             It is looked at before it is sent anywhere.",
            "get a new one right before signing. In GitHub Actions the job needs `permissions: id-token: write`; in GitLab,\n\
             `id_tokens:` with the audience sigstore."),
        Code::SignCertificate => (
            "The certificate authority binds the key of this one signature to the identity in the token. It gave no\n\
             certificate, or one that is not for this key.",
            "if it answers 400, 401 or 403, the token is expired, for another audience, or of an issuer that this authority\n\
             does not know. Else look at its address."),
        Code::SignKey => (
            "The key, the token or the program that holds it gave no signature, or one that its own public key does not\n\
             verify. Nothing is given out that others would refuse.",
            "see that the public and the private half belong together, and that the key is of a kind that Sigstore's\n\
             algorithm registry knows."),
        Code::SignTimestamp => (
            "A timestamp says when a short-lived certificate was used. The authority gave none for this signature. Nothing\n\
             had been logged yet.",
            "look at the address, which is that of the timestamp service itself and ends in /api/v1/timestamp at most\n\
             authorities; then sign again."),
        Code::SignLog => (
            "The log makes a signature public. It took no entry, or what it answered is no proof of one. A request that it\n\
             may have got is never sent twice.",
            "sign again: a new signature is a new entry. If the log takes only other kinds, name another with --rekor-url and\n\
             --rekor-version."),
        _ => return None,
    })
}
