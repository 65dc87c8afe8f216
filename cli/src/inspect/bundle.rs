//! What is in a Sigstore bundle.

use sealwright::{Attestation, Bundle, BundleContent, Checkpoint, LogEntry, Material, Publisher, Timestamp};

use super::facts::Parts;
use super::{attestation, certificate};

pub(super) fn facts(bundle: &Bundle) -> Parts {
    contents(Parts::of("Sigstore bundle").text("version", bundle.version()), bundle)
}

/// What a registry or a builder publishes: what it says beside the bundle, and the bundle's parts.
pub(super) fn attestation(found: &Attestation) -> Parts {
    let parts = Parts::of(&found.kind().to_string());
    let parts = match found.publisher() {
        Some(publisher) => parts.parts("publisher", publisher_facts(publisher)),
        None => parts,
    };
    contents(parts, found.bundle())
}

/// docs.pypi.org/trusted-publishers: what the index knows of each kind.
fn publisher_facts(publisher: &Publisher) -> Parts {
    Parts::of(publisher.kind())
        .maybe("repository", publisher.field("repository"))
        .maybe("workflow", publisher.field("workflow").or_else(|| publisher.field("workflow_filepath")))
        .maybe("environment", publisher.field("environment"))
        .maybe("email", publisher.field("email"))
        .maybe("project", publisher.field("project_id"))
}

fn contents(parts: Parts, bundle: &Bundle) -> Parts {
    let parts = match bundle.content() {
        BundleContent::Message { digest, signature } => {
            let bytes = u64::try_from(signature.len()).unwrap_or(u64::MAX);
            let message = Parts::of("message signature").maybe("digest", digest.as_ref()).number("bytes", bytes);
            parts.parts("content", message)
        }
        BundleContent::Envelope(envelope) => parts.parts("content", attestation::envelope(envelope)),
    };
    let parts = match bundle.material() {
        Material::Certificate { leaf, chain } => parts
            .parts("certificate", certificate::facts(leaf))
            .list("chain", chain.iter().map(|link| certificate::facts(link).into())),
        Material::PublicKey { hint } => parts.parts("key", Parts::of("public key").maybe("hint", hint.as_ref())),
    };
    parts
        .list("log_entries", bundle.log_entries().iter().map(|entry| entry_facts(entry).into()))
        .list("timestamps", bundle.timestamps().iter().map(|timestamp| timestamp_facts(timestamp).into()))
}

fn entry_facts(entry: &LogEntry) -> Parts {
    let parts = Parts::default()
        .number("index", entry.index())
        .text("log_id", entry.log_id())
        .text("kind", format_args!("{}/{}", entry.kind().name(), entry.kind().version()))
        .maybe("claimed_time", entry.claimed_time())
        .flag("promise", entry.promise().is_some());
    match entry.proof() {
        Some(proof) => {
            let proof_facts = Parts::default().number("index", proof.index()).number("tree_size", proof.head().size);
            parts.parts(
                "inclusion_proof",
                proof_facts.maybe("checkpoint_of", proof.checkpoint().map(Checkpoint::origin)),
            )
        }
        None => parts.text("inclusion_proof", "none"),
    }
}

fn timestamp_facts(timestamp: &Timestamp) -> Parts {
    Parts::default().text("time", timestamp.time()).text("imprint", timestamp.imprint())
}
