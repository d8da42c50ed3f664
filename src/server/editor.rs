//! Links from a problem to its place in the writer's editor.

use super::Options;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;

/// What a path in an editor's address cannot hold as it is.
const OUTSIDE_PATHS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'`');

/// Gives each problem that has a place a `link` to it, where the writer named an editor.
pub fn link(problems: &mut [Value], options: &Options) {
    let Some(editor) = &options.editor else { return };
    for problem in problems {
        let Some(address) = address(problem, editor, options) else {
            continue;
        };
        if let Some(problem) = problem.as_object_mut() {
            problem.insert("link".to_owned(), Value::String(address));
        }
    }
}

fn address(problem: &Value, editor: &str, options: &Options) -> Option<String> {
    let path = options.root.join(problem["file"].as_str()?);
    let path = path.to_string_lossy().replace('\\', "/");
    let rooted = if path.starts_with('/') {
        path
    } else {
        format!("/{path}")
    };
    let path = utf8_percent_encode(&rooted, OUTSIDE_PATHS).to_string();
    let number = |key: &str| problem[key].as_u64().unwrap_or(1).to_string();
    let address = editor
        .replace("{line}", &number("line"))
        .replace("{column}", &number("column"));
    Some(address.replace("{path}", &path))
}
