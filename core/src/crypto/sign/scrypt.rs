//! scrypt (RFC 7914), bounded before memory is spent.

use zeroize::Zeroizing;

use super::error::PrivateKeyError;
use super::password::Password;

pub(super) const NAME: &str = "scrypt";

/// 128·N·r·p octets. scrypt holds 128·N·r of them in memory, and computes for all.
///
/// Twice OWASP's strongest recommendation (N = 2^17, r = 8, p = 1), which is also the most that cosign writes.
const MAX_COST: u64 = 256 * 1024 * 1024;

/// RFC 7914 §2.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Parameters {
    /// CPU and memory cost: a power of two.
    #[serde(rename = "N")]
    pub(super) n: u32,
    /// Block size.
    pub(super) r: u32,
    /// Parallelization.
    pub(super) p: u32,
}

impl Parameters {
    /// A key of N octets.
    pub(super) fn derive<const N: usize>(
        self,
        password: &Password,
        salt: &[u8],
    ) -> Result<Zeroizing<[u8; N]>, PrivateKeyError> {
        let log_n = self.check()?;
        let out_of_bounds = |_| PrivateKeyError::scrypt(format_args!("{self:?}"));
        let parameters = scrypt::Params::new(log_n, self.r, self.p, N.clamp(10, 64)).map_err(out_of_bounds)?;
        let mut key = Zeroizing::new([0; N]);
        scrypt::scrypt(password.as_bytes(), salt, &parameters, key.as_mut_slice())
            .map_err(|_| PrivateKeyError::Failed)?;
        Ok(key)
    }

    /// The logarithm of N, if all three are within bounds.
    fn check(self) -> Result<u8, PrivateKeyError> {
        let Self { n, r, p } = self;
        if !n.is_power_of_two() || n < 2 || r == 0 || p == 0 {
            return Err(PrivateKeyError::scrypt(format_args!("N={n}, r={r}, p={p}")));
        }
        let cost = [n, r, p].into_iter().try_fold(128_u64, |cost, factor| cost.checked_mul(u64::from(factor)));
        if cost.is_none_or(|cost| cost > MAX_COST) {
            return Err(PrivateKeyError::scrypt(format_args!(
                "N={n}, r={r}, p={p}; 128*N*r*p may be at most {MAX_COST}"
            )));
        }
        u8::try_from(n.ilog2()).map_err(|_| PrivateKeyError::Failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::hex;

    #[test]
    fn keys_are_those_of_rfc_7914() {
        // RFC 7914 §12, the second vector.
        let parameters = Parameters { n: 1024, r: 8, p: 16 };
        let key: Zeroizing<[u8; 64]> = parameters.derive(&Password::new("password"), b"NaCl").unwrap();
        assert!(
            hex::encode(key.as_slice()).starts_with("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162")
        );
    }

    #[test]
    fn parameters_out_of_bounds_are_refused_before_memory_is_spent() {
        let at = |n, r, p| Parameters { n, r, p }.check();
        assert_eq!(at(1 << 18, 8, 1), Ok(18));
        assert_eq!(at(1 << 14, 8, 16), Ok(14));
        for (n, r, p) in [
            (1 << 18, 8, 2),
            (1 << 19, 8, 1),
            (1 << 18, 9, 1),
            (1 << 31, u32::MAX, u32::MAX),
            (0, 8, 1),
            (1, 8, 1),
            (3, 8, 1),
            (16, 0, 1),
            (16, 8, 0),
        ] {
            assert!(matches!(at(n, r, p), Err(PrivateKeyError::Cost { .. })), "{n} {r} {p}");
        }
    }
}
