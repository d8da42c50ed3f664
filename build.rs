//! Lists the built-in theme's files, so that the binary carries them: `templates/` and `static/`.
//! A list by hand would forget a file; this one cannot.

// A build script is outside the pipeline: it may read the theme's folders and the environment.
#![allow(clippy::disallowed_methods)]

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets the manifest folder"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets the output folder"));
    let mut code = String::from("/// The built-in theme: site-relative path and bytes, sorted by path.\n");
    code.push_str("pub static THEME: &[(&str, &[u8])] = &[\n");
    for folder in ["static", "templates"] {
        println!("cargo:rerun-if-changed={folder}");
        for file in files_below(&root.join(folder)) {
            let name = file
                .strip_prefix(&root)
                .expect("the file is below the root")
                .to_string_lossy()
                .replace('\\', "/");
            println!("cargo:rerun-if-changed={name}");
            writeln!(
                code,
                "    ({name:?}, include_bytes!({:?})),",
                file.to_string_lossy()
            )
            .expect("a string takes all");
        }
    }
    code.push_str("];\n");
    std::fs::write(out.join("theme.rs"), code).expect("the output folder can be written");
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .map(|list| list.flatten().collect())
        .unwrap_or_default();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else if !entry.file_name().to_string_lossy().starts_with('.') {
            found.push(path);
        }
    }
    found
}
