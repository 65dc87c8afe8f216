use std::ffi::OsString;
use std::fmt;
use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Signed, checked, scheme_for};
use crate::crypto::{CommandError, PublicKey, Scheme, SignError, SigningKey, key_details};
use crate::digest::Digest;
use crate::encoding::{base64, json};

/// Bytes that a command may write on its standard output, and that are read of its standard error.
pub const MAX_ANSWER: usize = 64 * 1024;

/// What of its standard error is repeated.
const MAX_SAID: usize = 200;
const SCHEMA: &str = "sealwright/sign/v1";
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);
/// How long output is waited for after the program has ended: somebody else may hold its pipes.
const AFTER_END: Duration = Duration::from_secs(2);

/// A key that a program signs with: the way to any KMS or service that has a command line.
///
/// The program is run once for each signature, without a shell, in this environment. On its standard input it gets one
/// JSON object in a line:
///
/// ```json
/// {"schema": "sealwright/sign/v1", "algorithm": "PKIX_ECDSA_P256_SHA_256", "digest": {"sha256": "<hex>"}}
/// ```
///
/// `algorithm` is a name of Sigstore's algorithm registry; for `PKIX_ED25519` and ML-DSA there is `"message"` (base64)
/// instead of `digest`. It answers `{"signature": "<base64>"}` on its standard output, at most 64 KiB, and ends with
/// status 0. ECDSA signatures are DER (RFC 3279 section 2.2.3). Of a failure, the first line of standard error is shown.
#[derive(Clone)]
pub struct CommandKey {
    program: OsString,
    arguments: Vec<OsString>,
    public: PublicKey,
    timeout: Duration,
}

#[derive(Serialize)]
struct Request<'a> {
    schema: &'a str,
    algorithm: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<std::collections::BTreeMap<&'a str, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    signature: String,
}

impl CommandKey {
    /// The key whose private half this program has, or reaches.
    pub fn new(
        program: impl Into<OsString>,
        arguments: impl IntoIterator<Item = impl Into<OsString>>,
        public: PublicKey,
    ) -> Self {
        let arguments = arguments.into_iter().map(Into::into).collect();
        Self { program: program.into(), arguments, public, timeout: DEFAULT_TIMEOUT }
    }

    /// Ends the program when it takes longer; 60 seconds unless told.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    fn sign(&self, scheme: Scheme, signed: Signed<'_>) -> Result<Vec<u8>, SignError> {
        let kind = self.public.kind();
        let algorithm = key_details(kind, scheme).ok_or(SignError::Scheme { scheme, kind })?;
        let digest = |digest: &Digest| [(digest.algorithm().name(), digest.to_hex())].into();
        let request = match signed {
            Signed::Digest(one) => Request { schema: SCHEMA, algorithm, digest: Some(digest(one)), message: None },
            Signed::Message(message) => {
                Request { schema: SCHEMA, algorithm, digest: None, message: Some(base64::encode(message)) }
            }
        };
        let answer = self.ask(&request).map_err(|reason| SignError::Command { program: self.name(), reason })?;
        checked(&self.name(), &self.public, scheme, signed, answer)
    }

    fn ask(&self, request: &Request<'_>) -> Result<Vec<u8>, CommandError> {
        let wrong = |reason: &str| CommandError::Answer(reason.to_owned());
        let mut line = serde_json::to_vec(request).map_err(|_| wrong("the request cannot be written"))?;
        line.push(b'\n');
        let output = self.run(line)?;
        let text = std::str::from_utf8(&output).map_err(|_| wrong("it is not text"))?;
        // What it says is not repeated: nobody knows what it is.
        let answer: Answer = json::from_str(text.trim()).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => wrong("its fields are others"),
            _ => wrong("it is not JSON"),
        })?;
        base64::decode(&answer.signature).map_err(|_| wrong("the signature is not base64"))
    }

    fn run(&self, input: Vec<u8>) -> Result<Vec<u8>, CommandError> {
        let start = |error: io::Error| CommandError::Start(error.to_string());
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(start)?;
        if let Some(mut stdin) = child.stdin.take() {
            // It may not read, and so never take it.
            thread::spawn(move || stdin.write_all(&input));
        }
        let (out, err) = (child.stdout.take().map(read_all), child.stderr.take().map(read_all));
        let Some(status) = wait(&mut child, self.timeout).map_err(start)? else {
            return Err(CommandError::Timeout { seconds: self.timeout.as_secs() });
        };
        let received = |from: Option<Receiver<Vec<u8>>>| from.and_then(|from| from.recv_timeout(AFTER_END).ok());
        if !status.success() {
            let said = first_line(&received(err).unwrap_or_default());
            return Err(CommandError::Failed { status: status.to_string(), said });
        }
        let held = || CommandError::Answer("it ended, and something that it started keeps its output open".to_owned());
        let output = received(out).ok_or_else(held)?;
        if output.len() > MAX_ANSWER { Err(CommandError::TooLong { limit: MAX_ANSWER }) } else { Ok(output) }
    }

    fn name(&self) -> String {
        escaped(&self.program.to_string_lossy())
    }
}

impl SigningKey for CommandKey {
    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign_digest(&self, digest: &Digest) -> Result<Vec<u8>, SignError> {
        let kind = self.public.kind();
        let scheme = scheme_for(&self.public, digest).ok_or(SignError::Scheme { scheme: Scheme::MlDsa, kind })?;
        self.sign(scheme, Signed::Digest(digest))
    }

    fn sign_message(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        match Scheme::of(self.public.kind()) {
            scheme @ (Scheme::Ed25519 | Scheme::MlDsa) => self.sign(scheme, Signed::Message(message)),
            _ => self.sign_digest(&self.digest_algorithm().digest(message)),
        }
    }
}

impl fmt::Debug for CommandKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Arguments may be anybody's secrets.
        f.debug_struct("CommandKey")
            .field("program", &self.program)
            .field("public", &self.public)
            .finish_non_exhaustive()
    }
}

/// Everything, up to one byte over the limit; then the pipe is closed.
fn read_all(from: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let limit = u64::try_from(MAX_ANSWER).unwrap_or(u64::MAX).saturating_add(1);
        // What was read until an error is all that there is.
        let _ = from.take(limit).read_to_end(&mut bytes);
        let _ = sender.send(bytes);
    });
    receiver
}

/// Waits for the end; after the limit it is ended, and `None`. Time is counted in naps: there is no clock here.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let (mut waited, mut nap) = (Duration::ZERO, Duration::from_millis(1));
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if waited >= limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(nap);
        waited += nap;
        nap = (nap * 2).min(Duration::from_millis(20));
    }
}

fn first_line(bytes: &[u8]) -> String {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    escaped(String::from_utf8_lossy(line).trim())
}

/// Nothing that a terminal would obey.
fn escaped(text: &str) -> String {
    let printable = |c: char| if c.is_control() { c.escape_unicode().to_string() } else { c.to_string() };
    text.chars().take(MAX_SAID).map(printable).collect()
}
