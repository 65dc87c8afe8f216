//! What the errors of keys are as failed checks. Their messages say what to do.

use super::error::{PrivateKeyError, SignError, TokenError};
use crate::check::{Code, Explain};

impl Explain for SignError {
    fn code(&self) -> Code {
        use TokenError::{PinLocked, PinNeeded, WrongPin};
        match self {
            Self::Token { reason: PinLocked | PinNeeded | WrongPin, .. } => Code::KeyPassword,
            _ => Code::SignKey,
        }
    }
}

impl Explain for PrivateKeyError {
    fn code(&self) -> Code {
        match self {
            Self::PasswordNeeded | Self::WrongPassword => Code::KeyPassword,
            _ => Code::KeyMalformed,
        }
    }
}
