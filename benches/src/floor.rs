use std::collections::BTreeMap;
use std::fmt;

use crate::signature::{self, SignatureCheck};
use crate::{Case, Result};

/// The signature checks that a case cannot do without, at aws-lc-rs's speed: nothing that is parsed, hashed for a proof or compared.
#[derive(Debug)]
pub struct Floor(Vec<SignatureCheck>);

impl Floor {
    /// Cuts the signatures out of a bundle; every one of them is verified once.
    pub fn new(case: &Case) -> Result<Self> {
        let floor = Self(signature::checks(case)?);
        match floor.0.iter().find(|check| !check.verify()) {
            Some(wrong) => Err(format!("{}: the {} signature does not verify", case.name, wrong.what).into()),
            None => Ok(floor),
        }
    }

    /// Verifies all of them.
    pub fn verify(&self) -> Result<()> {
        self.0.iter().all(SignatureCheck::verify).then_some(()).ok_or_else(|| "a signature of the floor fails".into())
    }
}

/// As `1 P-384 + 4 P-256`.
impl fmt::Display for Floor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut kinds = BTreeMap::new();
        for check in &self.0 {
            *kinds.entry(check.kind).or_insert(0) += 1;
        }
        for (position, (kind, count)) in kinds.iter().rev().enumerate() {
            write!(f, "{}{count} {kind}", if position == 0 { "" } else { " + " })?;
        }
        Ok(())
    }
}
