//! Allocations of one verification of each case: ours, the peer's. A program of its own, since counting them slows all else.
#![allow(clippy::print_stdout, reason = "a program that prints")]

use allocation_counter::{AllocationInfo, measure};
use sealwright_benches::{Case, Ours, Peer, Result};

fn main() -> Result<()> {
    for case in Case::all()? {
        let (ours, peer) = (Ours::new(&case)?, Peer::new(&case)?);
        // The first verification may fill what stays; the second is like all that follow.
        let (ours, peer) = (count(|| ours.verify())?, count(|| peer.verify())?);
        println!("{}\t{}\t{}", case.name, ours.count_total, peer.count_total);
    }
    Ok(())
}

fn count(verify: impl Fn() -> Result<()>) -> Result<AllocationInfo> {
    verify()?;
    let mut outcome = Ok(());
    let info = measure(|| outcome = verify());
    outcome.map(|()| info)
}
