//! What the core offers, as rustdoc knows it.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::run::{cargo, run, target};

/// All that add to the API.
const FEATURES: &str = "net,pkcs11,sign,tuf";

/// Types, their methods and public fields, and functions, as `Type`, `Type::method`, `module::function`;
/// variants are values of a type, and are not listed.
pub(super) fn items() -> Result<BTreeSet<String>, String> {
    let mut command = cargo(&["rustdoc", "--quiet", "--package", "sealwright", "--lib", "--features", FEATURES, "--"]);
    // rustdoc's JSON is not stable yet; it is only read here, and a form that is not understood is an error.
    command.args(["-Z", "unstable-options", "--output-format", "json"]).env("RUSTC_BOOTSTRAP", "1");
    run("what the core offers", &mut command)?;
    let file = target().join("doc/sealwright.json");
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let json: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let found = Crate { index: at(&json, "/index") }.items("", at(&json, "/root"));
    if found.len() < 100 {
        return Err(format!("rustdoc's JSON of version {} is not understood", at(&json, "/format_version")));
    }
    Ok(found)
}

struct Crate<'j> {
    index: &'j Value,
}

impl<'j> Crate<'j> {
    fn get(&self, id: &Value) -> &'j Value {
        at(self.index, &format!("/{id}"))
    }

    fn name(&self, id: &Value) -> &'j str {
        text(at(self.get(id), "/name"))
    }

    /// What a module has, each behind the prefix.
    fn items(&self, prefix: &str, module: &Value) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for id in list(at(self.get(module), "/inner/module/items")) {
            let (kind, inner) = kind(self.get(id));
            let (name, id) = match kind {
                "use" => (text(at(inner, "/name")), at(inner, "/id")),
                _ => (self.name(id), id),
            };
            self.item(&format!("{prefix}{name}"), id, &mut found);
        }
        found
    }

    fn item(&self, name: &str, id: &Value, found: &mut BTreeSet<String>) {
        let item = self.get(id);
        if name.is_empty() || item.is_null() {
            return;
        }
        if kind(item).0 == "module" {
            found.extend(self.items(&format!("{name}::"), id));
            return;
        }
        found.insert(name.to_owned());
        let (_, inner) = kind(item);
        let fields = list(at(inner, "/kind/plain/fields"));
        let inherent = list(at(inner, "/impls")).iter().map(|id| at(self.get(id), "/inner/impl"));
        let inherent = inherent.filter(|implementation| at(implementation, "/trait").is_null());
        let members = inherent.flat_map(|implementation| list(at(implementation, "/items")));
        let members = members.filter(|id| at(self.get(id), "/visibility") == "public");
        found.extend(fields.iter().chain(members).map(|id| format!("{name}::{}", self.name(id))));
    }
}

/// An item is an object of one key: its kind.
fn kind(item: &Value) -> (&str, &Value) {
    let only = at(item, "/inner").as_object().and_then(|inner| inner.iter().next());
    only.map_or(("", &Value::Null), |(kind, inner)| (kind.as_str(), inner))
}

/// What is there (RFC 6901), or null.
fn at<'j>(json: &'j Value, pointer: &str) -> &'j Value {
    json.pointer(pointer).unwrap_or(&Value::Null)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
