//! Tells the linker what a Node-API module needs.

fn main() {
    napi_build::setup();
    // Nobody debugs the installed module, and with its debug information it is ten times as large.
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo:rustc-link-arg-cdylib=-Wl,--strip-all");
    }
}
