//! Command lines in the documents run as they stand, one after the other, and print what the documents say.
//!
//! Each `$ nutgraf …` becomes a case of trycmd. `$ cd folder` leads into a folder, and `$ echo $?` tells the exit
//! code of the command before it. Blocks whose fence names a path are written to that file in between. Days and
//! milliseconds are not compared. `TRYCMD=overwrite` writes what was printed into the documents.

use super::page::{Block, Page};
use clap::{Arg, Command, CommandFactory};
use nutgraf::cli::Cli;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Long enough for the slowest machine; a command that asks for input would wait for ever.
const TIMEOUT: Duration = Duration::from_secs(60);

/// What a document asks for, in the order of reading.
enum Step {
    Run(Run),
    Write { path: PathBuf, text: String },
}

struct Run {
    line: usize,
    arguments: String,
    folder: PathBuf,
    output: String,
    status: i32,
}

#[test]
fn readme_commands_run() {
    run("README.md");
}

#[test]
fn documented_commands_run() {
    run("docs/commands.md");
}

#[test]
fn recorded_commands_run() {
    trycmd::TestCases::new()
        .register_bin("nutgraf", Path::new(env!("CARGO_BIN_EXE_nutgraf")))
        .timeout(TIMEOUT)
        .case("tests/cmd/*.trycmd");
}

/// Runs the commands of a document in a folder of their own.
fn run(document: &str) {
    let name = document.replace(['/', '.'], "-");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(&name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("work")).unwrap();
    let mut printed: Vec<(Run, String)> = Vec::new();
    for step in steps(document, &folder.join("work")) {
        match step {
            Step::Write { path, text } => fs::write(path, text).unwrap(),
            Step::Run(run) => {
                let case = folder.join(format!("{name}-line-{}.toml", run.line));
                fs::write(&case, case_of(&run)).unwrap();
                trycmd::TestCases::new()
                    .register_bin("nutgraf", Path::new(env!("CARGO_BIN_EXE_nutgraf")))
                    .timeout(TIMEOUT)
                    .case(&case)
                    .run();
                let case: toml::Table = toml::from_str(&fs::read_to_string(&case).unwrap()).unwrap();
                printed.push((run, case["stdout"].as_str().unwrap().to_owned()));
            }
        }
    }
    if std::env::var("TRYCMD").is_ok_and(|mode| mode == "overwrite") {
        overwrite(document, &printed);
    }
}

/// Puts what was printed into a document, from its end, so that the lines before keep their places.
fn overwrite(document: &str, printed: &[(Run, String)]) {
    let text = super::page::read(document);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (run, printed) in printed
        .iter()
        .rev()
        .filter(|(run, printed)| run.output != *printed)
    {
        let count = run.output.lines().count();
        let old: Vec<String> = lines.drain(run.line..run.line + count).collect();
        let kept = |line: &str| old.iter().find(|old| elide(old) == line).cloned();
        let new = printed
            .lines()
            .map(|line| kept(line).unwrap_or_else(|| line.to_owned()));
        lines.splice(run.line..run.line, new.collect::<Vec<_>>());
    }
    fs::write(super::page::root().join(document), lines.join("\n") + "\n").unwrap();
}

fn steps(document: &str, start: &Path) -> Vec<Step> {
    let mut folder = start.to_path_buf();
    let mut steps: Vec<Step> = Vec::new();
    for block in Page::read(document).blocks() {
        let place = block.info.split(' ').nth(1).filter(|place| place.contains('/'));
        match (block.info.as_str(), place) {
            ("console", _) => read_console(&block, document, &mut folder, &mut steps),
            (_, Some(place)) => steps.push(Step::Write {
                path: folder.join(place),
                text: block.text,
            }),
            _ => {}
        }
    }
    let runs = steps.iter().filter(|step| matches!(step, Step::Run(_)));
    assert!(runs.count() > 0, "{document} shows no commands");
    steps
}

fn read_console(block: &Block, document: &str, folder: &mut PathBuf, steps: &mut Vec<Step>) {
    let mut asks_status = false;
    for (at, line) in block.text.lines().enumerate() {
        let number = block.line + at;
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some("echo $?"), _) => asks_status = true,
            (Some(command), _) if command.starts_with("cd ") => *folder = folder.join(&command[3..]),
            (Some(command), _) => {
                let arguments = command
                    .strip_prefix("nutgraf")
                    .unwrap_or_else(|| panic!("{document}:{number} is no command of nutgraf"));
                asks_status = false;
                steps.push(Step::Run(Run {
                    line: number,
                    arguments: arguments.trim().to_owned(),
                    folder: folder.clone(),
                    output: String::new(),
                    status: 0,
                }));
            }
            (None, Some(Step::Run(run))) if asks_status => run.status = line.parse().unwrap(),
            (None, Some(Step::Run(run))) => {
                run.output.push_str(&elide(line));
                run.output.push('\n');
            }
            (None, _) => panic!("{document}:{number} is printed by no command"),
        }
    }
}

/// A case of trycmd. JSON strings are TOML strings.
fn case_of(step: &Run) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    format!(
        "bin.name = \"nutgraf\"\nargs = {}\nstatus.code = {}\nstderr-to-stdout = true\nstdout = {}\nfs.cwd = {}\n",
        quoted(&step.arguments),
        step.status,
        quoted(&step.output),
        quoted(&step.folder.display().to_string()),
    )
}

/// Days and milliseconds as trycmd's mark for anything.
fn elide(line: &str) -> String {
    let is_day = |word: &str| {
        word.len() == 10
            && word.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            })
    };
    let words: Vec<&str> = line.split(' ').collect();
    let word = |(at, word): (usize, &&str)| {
        let is_time = words.get(at + 1) == Some(&"ms") && word.bytes().all(|byte| byte.is_ascii_digit());
        if is_time || is_day(word) {
            "[..]".to_owned()
        } else {
            (*word).to_owned()
        }
    };
    words.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_argument_is_documented() {
    let page = Page::read("docs/commands.md");
    let mut cli = Cli::command();
    cli.build();
    let common = page.section("Flags of every command");
    for argument in cli.get_arguments() {
        check_argument(argument, &common, "nutgraf");
    }
    for (name, command) in leaves(&cli, "nutgraf") {
        let section = page.section(&name);
        for argument in command
            .get_arguments()
            .filter(|argument| !argument.is_global_set())
        {
            if !matches!(argument.get_id().as_str(), "help" | "version") {
                check_argument(argument, &section, &name);
            }
        }
    }
}

fn leaves<'c>(command: &'c Command, name: &str) -> Vec<(String, &'c Command)> {
    let below: Vec<_> = command
        .get_subcommands()
        .filter(|below| below.get_name() != "help")
        .collect();
    if below.is_empty() {
        return vec![(name.to_owned(), command)];
    }
    let leaves_of = |below: &&'c Command| leaves(below, &format!("{name} {}", below.get_name()));
    below.iter().flat_map(leaves_of).collect()
}

fn check_argument(argument: &Arg, section: &str, command: &str) {
    let names = argument.get_long().map(|long| format!("--{long}"));
    let short = argument.get_short().map(|short| format!("`-{short}`"));
    let values = argument.get_possible_values();
    let values = values
        .iter()
        .filter(|value| !matches!(value.get_name(), "true" | "false"))
        .map(|value| format!("`{}`", value.get_name()));
    for wanted in names.into_iter().chain(short).chain(values) {
        assert!(
            section.contains(&wanted),
            "docs/commands.md says nothing of {wanted} of {command}"
        );
    }
}

#[test]
fn every_documented_flag_exists() {
    let mut cli = Cli::command();
    cli.build();
    let mut known: Vec<String> = vec!["--locked".to_owned(), "--path".to_owned()];
    let all = leaves(&cli, "nutgraf")
        .into_iter()
        .map(|(_, command)| command)
        .chain([&cli]);
    for command in all {
        for argument in command.get_arguments() {
            let aliases = argument.get_all_aliases().unwrap_or_default();
            let longs = argument.get_long().into_iter().chain(aliases);
            known.extend(longs.map(|long| format!("--{long}")));
        }
    }
    for document in super::DOCUMENTS {
        let text = super::page::read(document);
        for (at, _) in text
            .match_indices("--")
            .filter(|(at, _)| !text[..*at].ends_with(['-', '|', '!']))
        {
            let flag: String = text[at..]
                .chars()
                .take_while(|mark| mark.is_ascii_lowercase() || *mark == '-')
                .collect();
            let is_flag = flag.len() > 3 && flag.as_bytes()[2].is_ascii_lowercase();
            assert!(
                !is_flag || known.contains(&flag),
                "{document} speaks of {flag}, which is not there"
            );
        }
    }
}
