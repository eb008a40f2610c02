//! Build: links the command at a fixed address.
//!
//! A process that may lie anywhere in memory has 20,000 addresses to mend before it begins, which costs a tenth of the time
//! that comparing two ordinary texts takes. The library is compiled as it would be without this.

#[allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "how a build script is spoken to, and speaks"
)]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |name: &str| std::env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" && target("ARCH") == "x86_64" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
