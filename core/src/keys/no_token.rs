use super::error::LoadError;
use super::load::Asked;
use super::pkcs11_uri::Pkcs11Uri;
use crate::crypto::SigningKey;

pub(super) fn load(_: &Pkcs11Uri, _: &mut Asked<'_>) -> Result<Box<dyn SigningKey>, LoadError> {
    Err(LoadError::NoPkcs11)
}
