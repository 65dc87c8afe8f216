//! The speed table.
#![allow(clippy::print_stdout, reason = "a program that prints")]

use sealwright_benches::{Case, Floor, Peer, Result, fastest};

fn main() -> Result<()> {
    for case in Case::all()? {
        let floor = Floor::new(&case)?;
        let peer = Peer::new(&case)?;
        let t = fastest(100, 4, &mut [Box::new(|| floor.verify()), Box::new(|| peer.verify().is_ok())])?;
        println!("{}: {floor}: {t:?}", case.name);
    }
    Ok(())
}
