//! What the two packages declare: Python's stubs, and Node's declarations.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The declared names: `function`, `Class`, and the members of each class.
#[derive(Default)]
pub(super) struct Declared {
    names: BTreeSet<String>,
    classes: BTreeMap<String, Class>,
}

#[derive(Default)]
struct Class {
    bases: Vec<String>,
    members: BTreeSet<String>,
}

impl Declared {
    /// Whether `name` or `Class.member` is declared, in the class itself or in one that it extends.
    pub(super) fn has(&self, name: &str) -> bool {
        match name.split_once('.') {
            None => self.names.contains(name),
            Some((class, member)) => self.classes.get(class).is_some_and(|class| {
                class.members.contains(member) || class.bases.iter().any(|base| self.has(&format!("{base}.{member}")))
            }),
        }
    }

    fn class(&mut self, name: &str, bases: Vec<String>) {
        self.names.insert(name.to_owned());
        // Declared in several places (a stub and its module, a class and its namespace), it has the members of all.
        self.classes.entry(name.to_owned()).or_default().bases.extend(bases);
    }
}

/// Python's package and its stubs; `None` if there is no package.
pub(super) fn python(root: &Path) -> Result<Option<Declared>, String> {
    declared(&root.join("bindings-python/python/sealwright"), &["py", "pyi"], python_text)
}

/// Node's declarations; `None` if there is no package.
pub(super) fn node(root: &Path) -> Result<Option<Declared>, String> {
    declared(&root.join("bindings-node/types"), &["ts"], node_text)
}

fn declared(folder: &Path, ends: &[&str], read: fn(&str, &mut Declared)) -> Result<Option<Declared>, String> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let mut declared = Declared::default();
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().and_then(|end| end.to_str()).is_some_and(|end| ends.contains(&end)) {
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            read(&text, &mut declared);
        }
    }
    Ok(Some(declared))
}

fn python_text(text: &str, declared: &mut Declared) {
    let mut inside: Option<String> = None;
    for line in text.lines() {
        let code = line.trim_start();
        let indent = line.len() - code.len();
        if code.is_empty() || code.starts_with('#') {
            continue;
        }
        if indent == 0 {
            inside = None;
        }
        if let Some(rest) = code.strip_prefix("class ").filter(|_| indent == 0) {
            let name = word(rest);
            let bases = rest.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map_or("", |(bases, _)| bases);
            let bases = bases.split(',').map(|base| base.rsplit('.').next().unwrap_or_default().trim().to_owned());
            declared.class(name, bases.filter(|base| !base.is_empty()).collect());
            inside = Some(name.to_owned());
            continue;
        }
        let code = code.strip_prefix("async ").unwrap_or(code);
        let name = word(code.strip_prefix("def ").unwrap_or(code));
        let named = code.starts_with("def ") || code.get(name.len()..).is_some_and(is_assignment);
        if name.is_empty() || !named {
            continue;
        }
        match inside.as_ref().and_then(|class| declared.classes.get_mut(class)) {
            Some(class) if indent == 4 => drop(class.members.insert(name.to_owned())),
            None if indent == 0 => drop(declared.names.insert(name.to_owned())),
            _ => {}
        }
    }
}

/// `: T`, `= x`
fn is_assignment(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.starts_with(':') || rest.starts_with('=') && !rest.starts_with("==")
}

fn node_text(text: &str, declared: &mut Declared) {
    let mut inside: Option<String> = None;
    let mut depth = 0_usize;
    for line in text.lines() {
        let code = line.trim_start();
        if code.starts_with("//") || code.starts_with('*') || code.starts_with("/*") {
            continue;
        }
        let code = code.strip_prefix("export ").unwrap_or(code);
        let code = code.strip_prefix("declare ").unwrap_or(code);
        if depth == 0 {
            inside = None;
            for keyword in ["class ", "interface ", "namespace ", "type ", "function ", "const "] {
                let Some(rest) = code.strip_prefix(keyword) else { continue };
                let name = word(rest);
                if matches!(keyword, "class " | "interface " | "namespace ") {
                    let bases = rest.split_once(" extends ").map(|(_, base)| word(base).to_owned());
                    declared.class(name, bases.into_iter().collect());
                    inside = Some(name.to_owned());
                } else {
                    declared.names.insert(name.to_owned());
                }
            }
        } else if depth == 1
            && let Some(class) = inside.as_ref().and_then(|class| declared.classes.get_mut(class))
        {
            let mut member = code;
            while let Some(rest) = ["static ", "readonly ", "get ", "set ", "async ", "function "]
                .iter()
                .find_map(|word| member.strip_prefix(word))
            {
                member = rest;
            }
            class.members.insert(word(member).to_owned());
        }
        depth += code.matches('{').count();
        depth = depth.saturating_sub(code.matches('}').count());
    }
}

/// The identifier at the start.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stubs_are_read() {
        let mut declared = Declared::default();
        python_text(
            "import x\nKind: TypeAlias = Literal['a']\ndef leaf(x: bytes) -> bytes: ...\nclass Base(Exception):\n    code: str\n\n\
             class Refused(Base, y.Other):\n    @property\n    def checks(self) -> list[Check]: ...\n    async def wait(self) -> None:\n        inner = 1\n",
            &mut declared,
        );
        for name in ["Kind", "leaf", "Base", "Base.code", "Refused", "Refused.checks", "Refused.code", "Refused.wait"] {
            assert!(declared.has(name), "{name}");
        }
        for name in ["inner", "Refused.inner", "Refused.leaf", "checks", "import", "Base.checks"] {
            assert!(!declared.has(name), "{name}");
        }
    }

    #[test]
    fn declarations_are_read() {
        let mut declared = Declared::default();
        node_text(
            "/** class Ghost { */\nexport declare class Base extends Error {\n  readonly code: Code\n}\nexport class Refused extends Base {\n  \
             static of(a: { b: string }): Refused\n  get checks(): Array<Check>\n  human(options?: {\n    colour?: boolean\n  }): string\n}\n\
             export type Code = 'a' | 'b'\nexport declare function leafHash(x: Uint8Array): Buffer\nexport interface Job {\n  bundle: Bundle | Uint8Array\n}\n\
             export declare namespace Base {\n  function from(x: string): Base\n}\n",
            &mut declared,
        );
        for name in [
            "Base",
            "Base.code",
            "Refused.code",
            "Refused.of",
            "Refused.checks",
            "Refused.human",
            "Code",
            "leafHash",
            "Job.bundle",
            "Base.from",
        ] {
            assert!(declared.has(name), "{name}");
        }
        for name in ["Ghost", "Refused.colour", "Base.checks", "checks"] {
            assert!(!declared.has(name), "{name}");
        }
    }
}
