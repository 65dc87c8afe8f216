//! Makes what a recipe says: each step takes what an honest authority would say, changes what the recipe wants
//! changed, and signs that.

mod content;
mod log;
mod scene;
mod signer;
mod timestamp;

use serde_json::Value;

use self::content::Signed;
use self::scene::Scene;
use self::signer::Signer;
use super::authority::Authority;
use super::bundle::{BundleFacts, Material};
use super::recipe::{Chain, Recipe};
use crate::crypto::PublicKey;
use crate::crypto::sign::SignError;

/// What a recipe made: a bundle, and the trusted root by which it is right, or wrong.
#[derive(Clone, Debug)]
pub struct Made {
    bundle: Value,
    trusted_root: Value,
    artifact: Vec<u8>,
    signature: Vec<u8>,
    certificate: Option<Vec<u8>>,
    public_key: PublicKey,
}

impl Authority {
    /// Makes what the recipe says, for tests of verifiers.
    pub fn make(&self, recipe: &Recipe) -> Result<Made, SignError> {
        let scene = Scene::set(self, recipe)?;
        let signer = Signer::make(&scene, recipe)?;
        let signed = Signed::make(&signer, recipe)?;
        let bundle = BundleFacts {
            media_type: recipe.media_type,
            material: material(&scene, &signer, recipe),
            entries: log::entries(&scene, &signer, &signed, recipe)?,
            timestamps: timestamp::timestamps(&scene, &signed.signature, recipe)?,
            content: signed.content.clone(),
        };
        Ok(Made {
            bundle: bundle.json(),
            trusted_root: scene.root.json()?,
            artifact: recipe.artifact().to_vec(),
            signature: signed.signature,
            certificate: signer.certificate,
            public_key: signer.key.public_key().clone(),
        })
    }
}

fn material(scene: &Scene, signer: &Signer, recipe: &Recipe) -> Material {
    let Some(leaf) = &signer.certificate else {
        return Material::Key(recipe.managed.clone().flatten());
    };
    let fulcio = scene.issuer();
    let below_root = || [vec![leaf.clone()], fulcio.below_root()].concat();
    match recipe.chain {
        Chain::Usual if recipe.media_type.is_v03() => Material::Certificate(leaf.clone()),
        Chain::Certificate => Material::Certificate(leaf.clone()),
        Chain::Leaf => Material::Chain(vec![leaf.clone()]),
        Chain::Usual | Chain::Intermediate => Material::Chain(below_root()),
        Chain::Root => Material::Chain([below_root(), vec![fulcio.root.certificate.der.clone()]].concat()),
    }
}

/// Breaks a signature, or what ends in one, and keeps its form.
fn spoil(signature: &mut [u8]) {
    if let Some(last) = signature.last_mut() {
        *last ^= 1;
    }
}

impl Made {
    /// The bundle, JSON on one line.
    pub fn json(&self) -> String {
        self.bundle.to_string()
    }

    /// The bundle, to be changed further.
    pub fn bundle_mut(&mut self) -> &mut Value {
        &mut self.bundle
    }

    /// The trusted root, JSON on one line.
    pub fn trusted_root(&self) -> String {
        self.trusted_root.to_string()
    }

    /// The trusted root, to be changed further.
    pub fn trusted_root_mut(&mut self) -> &mut Value {
        &mut self.trusted_root
    }

    /// The bytes that the recipe is about.
    pub fn artifact(&self) -> &[u8] {
        &self.artifact
    }

    /// The signature in the bundle.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The signer's certificate, DER; none for a managed key.
    pub fn certificate(&self) -> Option<&[u8]> {
        self.certificate.as_deref()
    }

    /// The signer's key, as PEM.
    pub fn public_key_pem(&self) -> String {
        self.public_key.to_pem()
    }

    /// The signer's key.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }
}

#[cfg(test)]
mod tests;
