use std::fmt;

use zeroize::Zeroizing;

/// A password or PIN; wiped from memory when it is dropped, and never shown.
#[derive(Clone)]
pub struct Password(Zeroizing<Vec<u8>>);

impl Password {
    /// A password of these bytes; a text is taken as its UTF-8.
    pub fn new(password: impl Into<Vec<u8>>) -> Self {
        Self(Zeroizing::new(password.into()))
    }

    /// Whether it has no bytes, which is a password too: cosign encrypts with it when asked for none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Only for whoever asks twice; takes the same time for all passwords of one length.
impl PartialEq for Password {
    fn eq(&self, other: &Self) -> bool {
        let different = self.0.iter().zip(other.0.iter()).fold(0, |all, (a, b)| all | (a ^ b));
        self.0.len() == other.0.len() && different == 0
    }
}

impl Eq for Password {}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(format!("{:?}", Password::new("hunter2")), "Password(…)");
        assert_eq!(Password::new("a"), Password::new(b"a".to_vec()));
        assert_ne!(Password::new("a"), Password::new("b"));
        assert_ne!(Password::new("a"), Password::new("ab"));
        assert!(Password::new("").is_empty());
    }
}
