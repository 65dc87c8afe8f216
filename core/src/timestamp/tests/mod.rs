//! The tokens of `testdata/timestamp`, and those of real bundles.

mod advisories;
mod cases;
mod mutations;
mod real;

use std::path::{Path, PathBuf};

use super::{Timestamp, TimestampError, verify_timestamp};
use crate::crypto::SignatureChecks;
use crate::encoding::pem;
use crate::time::{UnixTime, Validity};
use crate::x509::{Certificate, CertificateAuthority, TrustedChain};

/// What every token of `testdata/timestamp` was made over.
const MESSAGE: &[u8] = b"the bytes that were timestamped\n";

/// One row of `cases.tsv`.
struct Case {
    token: String,
    chain: String,
    window: Validity,
    expected: String,
}

impl Case {
    fn der(&self) -> Vec<u8> {
        token(&self.token)
    }

    fn authority(&self) -> CertificateAuthority {
        authority(&self.chain, self.window)
    }
}

fn cases() -> Vec<Case> {
    let table = std::fs::read_to_string(testdata("timestamp/cases.tsv")).unwrap();
    table.lines().skip(1).map(case).collect()
}

fn case(row: &str) -> Case {
    let [token, chain, start, end, expected, _what] =
        row.split('\t').map(str::to_owned).collect::<Vec<_>>().try_into().unwrap();
    let time = |text: &str| UnixTime::parse_rfc3339(text).unwrap();
    let window = Validity { start: time(&start), end: (!end.is_empty()).then(|| time(&end)) };
    Case { token, chain, window, expected }
}

fn testdata(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata").join(path)
}

fn token(name: &str) -> Vec<u8> {
    std::fs::read(testdata(&format!("timestamp/tokens/{name}.tsr"))).unwrap()
}

fn authority(chain: &str, window: Validity) -> CertificateAuthority {
    let text = std::fs::read_to_string(testdata(&format!("timestamp/chains/{chain}.pem"))).unwrap();
    let certificates =
        pem::decode_all(text.as_bytes()).unwrap().into_iter().map(|(_, der)| Certificate::from_der(der).unwrap());
    let chain_of = TrustedChain::new(certificates.collect()).unwrap();
    CertificateAuthority::new(chain_of, window, format!("https://{chain}.test"), "")
}

/// Trusted since 1970.
fn always() -> Validity {
    Validity { start: UnixTime::from_secs(0), end: None }
}

/// Parses and verifies; the URI of the authority.
fn verify(der: &[u8], signed: &[u8], authorities: &[CertificateAuthority]) -> Result<String, TimestampError> {
    let token = Timestamp::from_der(der)?;
    verify_timestamp(&token, signed, authorities, &SignatureChecks::new()).map(|found| found.uri().to_owned())
}

/// The name of the error's variant.
fn variant(error: &TimestampError) -> String {
    format!("{error:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}
