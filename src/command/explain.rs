//! `nutgraf explain`: what a code means and how to mend it.

use super::{USAGE, print, print_error};
use crate::desk::rules::rule;
use crate::diagnostic::Code;
use crate::input::suggest::nearest;
use crate::report::findings::first_sentence;
use std::process::ExitCode;

/// Prints the documentation of one code, or the list of all.
pub fn run(name: Option<&str>) -> ExitCode {
    let Some(name) = name else {
        let width = Code::ALL
            .iter()
            .map(|code| code.name().len())
            .max()
            .unwrap_or_default();
        for code in Code::ALL {
            print(&format!(
                "{:width$}  {:7}  {}\n",
                code.name(),
                code.severity().word(),
                first_sentence(code.documentation())
            ));
        }
        return ExitCode::SUCCESS;
    };
    if let Some(code) = Code::ALL.iter().find(|code| code.name() == name) {
        print(&format!(
            "{} ({})\n\n{}\n",
            code.name(),
            code.severity().word(),
            code.documentation()
        ));
        if let Some(rule) = rule(*code) {
            print(&format!("\n{}\n", rule.explanation()));
        }
        return ExitCode::SUCCESS;
    }
    let guess = nearest(name, Code::ALL.iter().map(|code| code.name()));
    let hint = guess.map_or_else(
        || "`nutgraf explain` lists all codes".to_owned(),
        |guess| format!("did you mean `{guess}`?"),
    );
    print_error(&format!("error: there is no code `{name}`; {hint}\n"));
    ExitCode::from(USAGE)
}
