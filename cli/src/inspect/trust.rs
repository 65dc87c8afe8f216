//! What is in a trusted root.

use sealwright::{Certificate, Instance, TrustRoot};

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

fn instance_facts(instance: &Instance) -> Parts {
    let authorities = instance.authorities().iter().map(|authority| {
        let parts = Parts::default().text("uri", authority.uri()).text("trusted", authority.validity());
        parts.list("chain", chain(authority.chain().certificates())).into()
    });
    let logs = instance.logs().iter().map(|log| {
        let parts = Parts::default().text("url", log.base_url()).text("id", log.id()).text("trusted", log.validity());
        parts.text("key", log.key().kind()).into()
    });
    let ct_logs = instance.ct_logs().iter().map(|log| {
        let parts = Parts::default().text("id", sealwright::LogId(log.id)).text("trusted", log.validity);
        parts.text("key", log.key.kind()).into()
    });
    let timestamp_authorities = instance.timestamp_authorities().iter().map(|authority| {
        let parts = Parts::default().text("uri", authority.uri()).text("trusted", authority.validity());
        parts.list("chain", chain(authority.chain().certificates())).into()
    });
    let unusable = instance.unusable_logs().iter().map(|log| {
        Parts::default().text("url", log.base_url()).text("id", log.id()).text("reason", log.reason()).into()
    });
    Parts::of("trusted root")
        .text("name", instance.name())
        .list("certificate_authorities", authorities)
        .list("timestamp_authorities", timestamp_authorities)
        .list("logs", logs)
        .list("ct_logs", ct_logs)
        .list("unusable_logs", unusable)
}

fn chain(certificates: &[Certificate]) -> impl Iterator<Item = Fact> {
    certificates.iter().map(|certificate| {
        let parts = Parts::default().text("subject", certificate.subject()).text("valid", certificate.validity());
        parts.into()
    })
}
