//! The Node package: installed, built and tested in `target/node`, and packed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Outcome, cargo, root, run, run_seeing, say, target};

/// What is copied from the package's folder to where npm works: nothing that npm makes.
const SOURCES: [&str; 14] = [
    ".npmrc",
    "README.md",
    "bin",
    "examples",
    "index.d.ts",
    "index.js",
    "index.mjs",
    "lib",
    "npm",
    "package-lock.json",
    "package.json",
    "scripts",
    "test",
    "types",
];

/// Installs, builds and tests the package; each line of the tests' output goes to `see`.
pub(crate) fn test(see: impl FnMut(&str)) -> Outcome {
    let folder = built()?;
    committed(&folder)?;
    run("Node, the program to compare with", &mut cargo(&["build", "--quiet", "--package", "sealwright-cli"]))?;
    let program = target().join("debug").join(format!("sealwright{}", std::env::consts::EXE_SUFFIX));
    run_seeing("Node", npm(&folder, &["test"]).env("SEALWRIGHT_PROGRAM", program), see)
}

/// Packs the package and this platform's, installs both in an empty folder, and runs the quick starts from there.
pub(crate) fn package() -> Outcome {
    let folder = built()?;
    let packages = root().join("target/package");
    let (module, platform) = platform(&folder)?;
    told("the packages' folder", fs::create_dir_all(&packages))?;
    let native = folder.join("npm").join(&platform);
    told("the platform's package", fs::copy(folder.join(&module), native.join(&module)).map(drop))?;
    told("LICENSE", copy(&root().join("LICENSE"), &native.join("LICENSE")))?;
    let into = packages.display().to_string();
    run("npm pack", &mut npm(&folder, &["pack", "--pack-destination", &into]))?;
    run("npm pack, this platform", &mut npm(&native, &["pack", "--pack-destination", &into]))?;

    let empty = root().join("target/package-node");
    told("an empty folder", remove(&empty).and_then(|()| fs::create_dir_all(&empty)))?;
    told("an empty package", fs::write(empty.join("package.json"), "{ \"private\": true }\n"))?;
    let version = env!("CARGO_PKG_VERSION");
    let archive = |name: &str| packages.join(format!("{name}-{version}.tgz")).display().to_string();
    let (main, native) = (archive("sealwright"), archive(&format!("sealwright-{platform}")));
    // Without the optional packages: the other platforms' are not for this machine, and this one's is named.
    run("npm install of the archives", &mut npm(&empty, &["install", "--offline", "--omit=optional", &main, &native]))?;
    quick_starts(&folder, &empty)
}

/// The quick starts of the README, run where the archives were installed.
fn quick_starts(folder: &Path, empty: &Path) -> Outcome {
    for name in ["cosign-v3-blob.txt", "cosign-v3-blob.sigstore.json"] {
        let from = root().join("testdata/bundles").join(name);
        told("the quick start's files", fs::copy(from, empty.join(name)).map(drop))?;
    }
    let readme = fs::read_to_string(folder.join("README.md")).map_err(|error| format!("README.md ({error})"))?;
    let blocks = readme.split("```js\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut programs = blocks.filter(|block| block.contains("require(") || block.starts_with("import "));
    for name in ["quick.cjs", "quick.mjs"] {
        let Some(program) = programs.next() else { return Err("a quick start in the README".to_owned()) };
        told(name, fs::write(empty.join(name), program))?;
        run(&format!("Node quick start, {name}"), Command::new("node").arg(name).current_dir(empty))?;
    }
    run("npx sealwright", &mut npm(empty, &["exec", "--offline", "sealwright", "--", "--version"]))
}

/// The package's sources in `target/node`, with what `npm install` and `npm run build` add.
pub(crate) fn built() -> Result<PathBuf, String> {
    let (from, folder) = (root().join("bindings-node"), root().join("target/node"));
    for name in SOURCES {
        let (from, to) = (from.join(name), folder.join(name));
        told(name, remove(&to).and_then(|()| copy(&from, &to)))?;
    }
    told("LICENSE", copy(&root().join("LICENSE"), &folder.join("LICENSE")))?;
    // Without the optional packages: those of the platforms hold what is built here, and are published with it.
    run("npm install", &mut npm(&folder, &["install", "--omit=optional"]))?;
    let manifest = from.join("Cargo.toml");
    run("npm run build", npm(&folder, &["run", "build"]).env("SEALWRIGHT_MANIFEST", manifest))?;
    Ok(folder)
}

/// The declarations that are committed are those that were built.
fn committed(folder: &Path) -> Outcome {
    let (kept, made) = (root().join("bindings-node/types"), folder.join("types"));
    let entries = fs::read_dir(&made).map_err(|error| format!("target/node/types ({error})"))?;
    for name in entries.filter_map(|entry| Some(entry.ok()?.file_name())) {
        if fs::read(kept.join(&name)).ok() != fs::read(made.join(&name)).ok() {
            say("bindings-node/types is not what the sources say: npm run build in bindings-node, and commit it");
            return Err(format!("types/{}", name.to_string_lossy()));
        }
    }
    Ok(())
}

/// The native module that was built, and which platform it is for.
fn platform(folder: &Path) -> Result<(String, String), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("target/node ({error})"))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut modules = names.filter_map(|name| {
        let platform = name.strip_prefix("sealwright.")?.strip_suffix(".node")?.to_owned();
        Some((name, platform))
    });
    modules.next().ok_or_else(|| "the native module".to_owned())
}

fn npm(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(args).current_dir(folder).env("CARGO_TARGET_DIR", target());
    command
}

fn told(what: &str, outcome: io::Result<()>) -> Outcome {
    outcome.map_err(|error| format!("{what} ({error})"))
}

fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A file, or a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if !from.is_dir() {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        return fs::copy(from, to).map(drop);
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}
