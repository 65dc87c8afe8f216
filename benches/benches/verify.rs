//! Every case of the table under criterion: what one verification costs, and how it moved since the last run.
#![allow(missing_docs, reason = "criterion's macros make what nobody documents")]

use criterion::{Criterion, criterion_group, criterion_main};
use sealwright_benches::{Case, Floor, Ours, Peer, Result, build_a_verifier, production_root};

fn verification(criterion: &mut Criterion) -> Result<()> {
    for case in Case::all()? {
        let (floor, ours, peer) = (Floor::new(&case)?, Ours::new(&case)?, Peer::new(&case)?);
        let mut group = criterion.benchmark_group(case.name);
        group.bench_function("floor", |bench| bench.iter(|| floor.verify()));
        group.bench_function("sealwright", |bench| bench.iter(|| ours.verify()));
        group.bench_function("sigstore-verify", |bench| bench.iter(|| peer.verify()));
        group.finish();
    }
    Ok(())
}

fn building(criterion: &mut Criterion) -> Result<()> {
    let root = production_root()?;
    criterion.bench_function("verifier from the production root", |bench| bench.iter(|| build_a_verifier(&root)));
    Ok(())
}

#[expect(clippy::unwrap_used, reason = "criterion takes no failure, and a bench without its data is none")]
fn all(criterion: &mut Criterion) {
    verification(criterion).unwrap();
    building(criterion).unwrap();
}

criterion_group!(benches, all);
criterion_main!(benches);
