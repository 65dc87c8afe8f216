//! Keys behind a program: shell scripts stand in for the command line of a KMS.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sealwright::keys::CommandKey;
use sealwright::{CommandError, DigestAlgorithm, PrivateKey, SignError, SigningKey};

use super::{private, scratch, signs_for};

/// What was asked of a command that gives this answer, and what came of it.
struct Kms {
    folder: PathBuf,
}

impl Kms {
    fn new(name: &str) -> Self {
        Self { folder: scratch(&format!("command-{name}")) }
    }

    /// A key behind `sh`, which keeps the request and then runs the script in the folder.
    fn key(&self, of: &PrivateKey, script: &str) -> CommandKey {
        let folder = self.folder.display();
        let script = format!("cd '{folder}' && cat > request && {script}");
        CommandKey::new("sh", ["-c", &script], of.public_key().clone())
    }

    fn answers(&self, signature: &[u8]) {
        std::fs::write(self.folder.join("signature"), signature).unwrap();
    }

    fn request(&self) -> String {
        std::fs::read_to_string(self.folder.join("request")).unwrap()
    }
}

/// Writes the answer from the file `signature`.
const ANSWER: &str = r#"printf '{"signature": "%s"}\n' "$(base64 < signature | tr -d '\n')""#;

fn digest() -> sealwright::Digest {
    DigestAlgorithm::Sha256.digest(b"message")
}

fn failure(result: Result<Vec<u8>, SignError>) -> CommandError {
    match result {
        Err(SignError::Command { program, reason }) => {
            assert_eq!(program, "sh");
            reason
        }
        other => panic!("{other:?}"),
    }
}

#[cfg(unix)]
#[test]
fn a_program_is_given_the_digest_and_its_signature_is_taken() {
    let (kms, own) = (Kms::new("digest"), private("p256.pem"));
    kms.answers(&own.sign_digest(&digest()).unwrap());
    let key = kms.key(&own, ANSWER);
    signs_for(&key, own.public_key());
    let hex = digest().to_hex();
    let algorithm = r#""algorithm":"PKIX_ECDSA_P256_SHA_256""#;
    assert_eq!(
        kms.request(),
        format!("{{\"schema\":\"sealwright/sign/v1\",{algorithm},\"digest\":{{\"sha256\":\"{hex}\"}}}}\n")
    );
}

#[cfg(unix)]
#[test]
fn a_key_that_signs_messages_is_given_the_message() {
    let (kms, own) = (Kms::new("message"), private("ed25519.pem"));
    kms.answers(&own.sign_message(b"message").unwrap());
    signs_for(&kms.key(&own, ANSWER), own.public_key());
    let rest = r#""algorithm":"PKIX_ED25519","message":"bWVzc2FnZQ=="}"#;
    assert_eq!(kms.request(), format!("{{\"schema\":\"sealwright/sign/v1\",{rest}\n"));
    let digest = DigestAlgorithm::Sha512.digest(b"message");
    kms.answers(&own.sign_digest(&digest).unwrap());
    assert!(kms.key(&own, ANSWER).sign_digest(&digest).is_ok());
    assert!(kms.request().contains("PKIX_ED25519_PH"));
}

#[cfg(unix)]
#[test]
fn a_signature_of_another_key_or_digest_is_not_given_out() {
    let (kms, own) = (Kms::new("other"), private("p256.pem"));
    let other = PrivateKey::generate(own.public_key().kind()).unwrap();
    for signature in [
        other.sign_digest(&digest()).unwrap(),
        own.sign_digest(&DigestAlgorithm::Sha256.digest(b"massage")).unwrap(),
        Vec::new(),
    ] {
        kms.answers(&signature);
        let result = kms.key(&own, ANSWER).sign_digest(&digest());
        assert!(matches!(result, Err(SignError::NotItsSignature { .. })), "{result:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_program_that_fails_is_quoted_with_its_status_and_first_line() {
    let (kms, own) = (Kms::new("fails"), private("p256.pem"));
    let key = kms.key(&own, "printf 'no \\033[31mkey\\nsecond line' >&2; exit 3");
    let reason = failure(key.sign_digest(&digest()));
    assert_eq!(reason, CommandError::Failed { status: "exit status: 3".into(), said: "no \\u{1b}[31mkey".into() });
    let silent = failure(kms.key(&own, "exit 1").sign_digest(&digest()));
    assert_eq!(silent.to_string(), "ended with exit status: 1");
    let long = kms.key(&own, "head -c 100000 /dev/zero | tr '\\0' x >&2; exit 1");
    let CommandError::Failed { said, .. } = failure(long.sign_digest(&digest())) else { panic!() };
    assert_eq!(said.len(), 200);
}

#[cfg(unix)]
#[test]
fn a_program_that_hangs_is_ended() {
    let (kms, own) = (Kms::new("hangs"), private("p256.pem"));
    let started = Instant::now();
    let key = kms.key(&own, "exec sleep 60").timeout(Duration::from_secs(1));
    assert_eq!(failure(key.sign_digest(&digest())), CommandError::Timeout { seconds: 1 });
    // It has ended, and somebody it started still holds its output.
    let key = kms.key(&own, "(sleep 60 &) ; exit 0");
    let held = failure(key.sign_digest(&digest()));
    assert!(matches!(&held, CommandError::Answer(why) if why.contains("keeps its output open")), "{held}");
    assert!(started.elapsed() < Duration::from_secs(50));
}

#[cfg(unix)]
#[test]
fn an_answer_that_is_too_long_or_none_is_refused() {
    let (kms, own) = (Kms::new("answers"), private("p256.pem"));
    kms.answers(&own.sign_digest(&digest()).unwrap());
    let sized = |bytes: usize| {
        let answer =
            format!("answer=$({ANSWER}); printf '%s' \"$answer\"; printf '%*s' $(({bytes} - ${{#answer}})) ''");
        kms.key(&own, &answer).sign_digest(&digest())
    };
    assert!(sized(64 * 1024).is_ok());
    assert_eq!(failure(sized(64 * 1024 + 1)), CommandError::TooLong { limit: 64 * 1024 });
    for answer in [
        "",
        "no",
        r#"{"signature": "!"}"#,
        r#"{"signature": 1}"#,
        r#"{"signature": "AA==", "signature": "AA=="}"#,
        r#"{"signature": "AA==", "more": 1}"#,
        r#"{"signature": "AA=="} {}"#,
    ] {
        let reason = failure(kms.key(&own, &format!("printf '%s' '{answer}'")).sign_digest(&digest()));
        assert!(matches!(reason, CommandError::Answer(_)), "{answer}: {reason:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_program_that_reads_nothing_may_still_answer() {
    let own = private("p256.pem");
    let kms = Kms::new("deaf");
    kms.answers(&own.sign_digest(&digest()).unwrap());
    let script = format!("cd '{}' && {ANSWER}", kms.folder.display());
    let key = CommandKey::new("sh", ["-c", &script], own.public_key().clone());
    assert!(key.sign_digest(&digest()).is_ok());
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let key = CommandKey::new(Path::new("/no/such/kms"), [""; 0], private("p256.pem").public_key().clone());
    let error = key.sign_digest(&digest()).unwrap_err();
    assert!(error.to_string().starts_with("the signing command /no/such/kms: cannot be started: "), "{error}");
}

#[test]
fn arguments_are_not_shown() {
    let key = CommandKey::new("kms", ["--token", "hunter2"], private("p256.pem").public_key().clone());
    assert!(!format!("{key:?}").contains("hunter2"));
}
