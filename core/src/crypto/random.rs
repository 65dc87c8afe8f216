use aws_lc_rs::rand::{SecureRandom, SystemRandom};

use super::sign::SignError;

/// So many octets that nobody can guess.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], SignError> {
    let mut octets = [0; N];
    SystemRandom::new().fill(&mut octets)?;
    Ok(octets)
}
