//! How long hostile input may take.

use std::time::{Duration, Instant};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair, UnparsedPublicKey,
};

/// The design's limit, on a machine that has nothing else to do.
const LIMIT: Duration = Duration::from_millis(100);

/// So many P-256 signatures are verified in half of [`LIMIT`] by such a machine (60 us each). What takes longer now takes
/// longer for everything.
const SIGNATURES: usize = 800;

/// Runs it until it was fast enough once, at most twenty times, and says how long that took: a busy machine is nobody's
/// fault. Fast enough is within the limit, or on a machine that is slow just then, within the time of as many signature
/// checks as fit into the limit elsewhere.
///
/// # Panics
/// It was too slow every time.
pub(crate) fn in_time<T>(run: impl Fn() -> T) -> Duration {
    let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
    let signature = key.sign(&SystemRandom::new(), b"message").unwrap();
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, key.public_key().as_ref());
    let half = || (0..SIGNATURES).for_each(|_| key.verify(b"message", signature.as_ref()).unwrap());
    let mut seen = Vec::new();
    for _ in 0..20 {
        let took = time(&run);
        if took < LIMIT {
            return took;
        }
        let half = time(half);
        if took < half * 2 {
            return took;
        }
        seen.push((took, half));
    }
    panic!("too slow, each beside half of what it may take: {seen:?}");
}

fn time<T>(run: impl Fn() -> T) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}
