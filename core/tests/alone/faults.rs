//! Every fault that the local authority can make, in every shape of bundle.

use sealwright::local::{Fault, Recipe, Stamp};

use crate::judge::{failed, judge};
use crate::right::shapes;

#[test]
fn every_fault_alone_is_refused_with_its_own_code_and_no_other() {
    let mut wrong = Vec::new();
    let mut runs = 0;
    let stamped = Recipe::message(*b"an artifact").timestamps([Stamp::by(0)]);
    for (name, recipe) in shapes().into_iter().chain([("message with a promise and a timestamp", stamped)]) {
        for fault in Fault::ALL {
            if !fault.applies_to(&recipe) {
                continue;
            }
            runs += 1;
            let verdict = judge(&recipe.clone().wrong(*fault));
            let codes = failed(&verdict);
            if codes != [fault.code(&recipe)] {
                wrong.push(format!("{name}, {fault:?}: expected {}, found {codes:?}: {:?}", fault.code(&recipe), verdict.err()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {runs} wrong:\n{}", wrong.len(), wrong.join("\n"));
    println!("faults: {runs} bundles wrong in one way, each refused for that alone");
}
