//! What is in a trusted root.

use sealwright::{Certificate, CertificateAuthority, Instance, TrustRoot};

use super::facts::{Fact, Parts};

pub(super) fn facts(root: &TrustRoot) -> Parts {
    match root.instances() {
        [instance] => instance_facts(instance),
        several => {
            let instances = several.iter().map(|instance| instance_facts(instance).into());
            Parts::of("trusted root").list("instances", instances)
        }
    }
}

pub(crate) fn instance_facts(instance: &Instance) -> Parts {
    let logs = instance.logs().iter().map(|log| {
        let parts = Parts::default().text("url", log.base_url()).text("id", log.id()).text("trusted", log.validity());
        parts.text("key", log.key().kind()).into()
    });
    let ct_logs = instance.ct_logs().iter().map(|log| {
        let id = sealwright::LogId(log.id);
        let parts = Parts::default().text("url", &log.base_url).text("id", id).text("trusted", log.validity);
        parts.text("key", log.key.kind()).into()
    });
    let unusable = instance.unusable_logs().iter().map(|log| {
        Parts::default().text("url", log.base_url()).text("id", log.id()).text("reason", log.reason()).into()
    });
    Parts::of("trusted root")
        .text("name", instance.name())
        .list("certificate_authorities", instance.authorities().iter().map(authority))
        .list("timestamp_authorities", instance.timestamp_authorities().iter().map(authority))
        .list("logs", logs)
        .list("ct_logs", ct_logs)
        .list("unusable_logs", unusable)
}

fn authority(authority: &CertificateAuthority) -> Fact {
    let parts = Parts::default().text("uri", authority.uri()).text("trusted", authority.validity());
    parts.list("chain", chain(authority.chain().certificates())).into()
}

fn chain(certificates: &[Certificate]) -> impl Iterator<Item = Fact> {
    certificates.iter().map(|certificate| {
        let parts = Parts::default().text("subject", certificate.subject()).text("valid", certificate.validity());
        parts.into()
    })
}
