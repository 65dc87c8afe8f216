//! The Python package: its stubs, its tests, and what is published of it, each in a virtual environment of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Outcome, cargo, root, run, run_seeing, say, target};

const FOLDER: &str = "bindings-python";
const STUBS: &str = "sealwright/_sealwright.pyi";

/// What the tests need from PyPI; the package itself needs nothing.
const TOOLS: [&str; 5] = ["install", "--quiet", "maturin>=1.9,<2", "pytest", "mypy"];

/// Builds and installs the package inside of `target/python`, compares its stubs, and runs its tests.
pub(crate) fn test(see: impl FnMut(&str)) -> Outcome {
    let python = tools()?;
    run("Python, the program to compare with", &mut cargo(&["build", "--quiet", "--package", "sealwright-cli"]))?;
    stubs(&python, &folder().join("stubs"))?;
    built(&python)?;
    let program = target().join("debug").join(format!("sealwright{}", std::env::consts::EXE_SUFFIX));
    let mut pytest = Command::new(&python);
    pytest.args(["-m", "pytest", "-q", "-rs"]).current_dir(root().join(FOLDER)).env("SEALWRIGHT_PROGRAM", program);
    run_seeing("Python", &mut pytest, see)
}

/// Builds and installs the package inside of `target/python`, for whoever runs [`interpreter`].
pub(crate) fn installed() -> Outcome {
    built(&tools()?)
}

/// The Python that has the package once it is installed.
pub(crate) fn interpreter() -> PathBuf {
    in_environment(&folder().join("venv"))
}

fn folder() -> PathBuf {
    target().join("python")
}

/// The Python of the environment that has what is needed to build and to test.
fn tools() -> Result<PathBuf, String> {
    let python = environment(&folder().join("venv"))?;
    run("Python, tools", Command::new(&python).args(["-m", "pip", "--disable-pip-version-check"]).args(TOOLS))?;
    Ok(python)
}

fn built(python: &Path) -> Outcome {
    let wheels = folder().join("wheels");
    empty(&wheels)?;
    run("Python, build", maturin(python, &["build", "--quiet", "--out"]).arg(&wheels))?;
    install(python, &only_file(&wheels, "whl")?)
}

/// The committed stubs are those that the sources give.
fn stubs(python: &Path, folder: &Path) -> Outcome {
    empty(folder)?;
    let mut generate = maturin(python, &["generate-stubs", "--quiet", "--features", "stubs", "--out"]);
    run("Python, stubs", generate.arg(folder))?;
    let committed = root().join(FOLDER).join("python").join(STUBS);
    let (made, there) = (read(&folder.join(STUBS))?, read(&committed)?);
    if made == there {
        return Ok(());
    }
    say(&format!("{} is not what the sources give: copy {} there", committed.display(), folder.join(STUBS).display()));
    Err("Python, stubs".to_owned())
}

/// Builds wheel and sdist into `target/package`, installs each in an empty environment, and runs the README's quick
/// start from an empty folder.
pub(crate) fn package() -> Outcome {
    let folder = target().join("package/python");
    empty(&folder)?;
    let tools = tools()?;
    run("wheel", maturin(&tools, &["build", "--release", "--strip", "--quiet", "--out"]).arg(&folder))?;
    run("sdist", maturin(&tools, &["sdist", "--out"]).arg(&folder))?;
    for kind in ["whl", "tar.gz"] {
        let package = only_file(&folder, kind)?;
        let place = folder.join(format!("try-{kind}"));
        let python = environment(&place.join("venv"))?;
        install(&python, &package)?;
        quick_start(&python, &place.join("empty"))?;
        say(&format!("{}: installed, and its quick start runs", package.display()));
    }
    Ok(())
}

/// The first Python block of the README, beside the two files that it names.
fn quick_start(python: &Path, folder: &Path) -> Outcome {
    empty(folder)?;
    let readme = read(&root().join(FOLDER).join("README.md"))?;
    let code = readme.split("```python\n").nth(1).and_then(|rest| rest.split("```").next());
    let code = code.ok_or("the README has no quick start")?;
    for name in ["cosign-v3-blob.txt", "cosign-v3-blob.sigstore.json"] {
        let copied = std::fs::copy(root().join("testdata/bundles").join(name), folder.join(name));
        copied.map_err(|error| format!("{name} ({error})"))?;
    }
    let mut verified = false;
    let mut command = Command::new(python);
    command.args(["-c", code]).current_dir(folder);
    run_seeing("quick start", &mut command, |line| verified |= line.starts_with("verified: "))?;
    let script = python.with_file_name(format!("sealwright{}", std::env::consts::EXE_SUFFIX));
    run("the script", Command::new(script).arg("--version").current_dir(folder))?;
    if verified { Ok(()) } else { Err("the quick start does not verify".to_owned()) }
}

/// The Python of a virtual environment, which is made if it is not there.
pub(crate) fn environment(folder: &Path) -> Result<PathBuf, String> {
    let python = in_environment(folder);
    if !python.is_file() {
        let base =
            std::env::var_os("PYTHON").unwrap_or_else(|| if cfg!(windows) { "python" } else { "python3" }.into());
        run("virtual environment", Command::new(base).args(["-m", "venv"]).arg(folder))?;
    }
    Ok(python)
}

fn in_environment(folder: &Path) -> PathBuf {
    folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

fn install(python: &Path, package: &Path) -> Outcome {
    let mut command = Command::new(python);
    command.args(["-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--force-reinstall", "--no-deps"]);
    run("install", command.arg(package).env("CARGO_TARGET_DIR", target()))
}

fn maturin(python: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(python);
    command.args(["-m", "maturin"]).args(args).current_dir(root().join(FOLDER)).env("CARGO_TARGET_DIR", target());
    // Which interpreter asks is nothing that a library for the stable ABI depends on.
    command.env("VIRTUAL_ENV", python.parent().and_then(Path::parent).unwrap_or(python));
    command
}

fn read(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("{} ({error})", file.display()))
}

/// The folder, with nothing in it.
fn empty(folder: &Path) -> Outcome {
    let gone = if folder.exists() { std::fs::remove_dir_all(folder) } else { Ok(()) };
    gone.and_then(|()| std::fs::create_dir_all(folder)).map_err(|error| format!("{} ({error})", folder.display()))
}

/// The one file of the folder whose name ends so.
fn only_file(folder: &Path, end: &str) -> Result<PathBuf, String> {
    let files = std::fs::read_dir(folder).map_err(|error| format!("{} ({error})", folder.display()))?;
    let mut named = files.flatten().map(|file| file.path()).filter(|file| file.to_string_lossy().ends_with(end));
    match (named.next(), named.next()) {
        (Some(file), None) => Ok(file),
        _ => Err(format!("{} has not one file that ends with {end}", folder.display())),
    }
}
