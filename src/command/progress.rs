//! A bar for work that takes a while, in a terminal and nowhere else.

use crate::cli::{Cli, Format};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Fewer steps than this are done before anybody looks.
const FEWEST: usize = 2_000;

/// How often a second the bar is drawn.
const DRAWS: u8 = 10;

/// A bar of so many steps on standard error; hidden where it would not be seen or not be wanted.
pub fn bar(cli: &Cli, what: &'static str, steps: usize) -> ProgressBar {
    let is_wanted = !cli.quiet && cli.format == Format::Text && steps >= FEWEST;
    // Standard error that is no terminal hides the bar by itself.
    let target = match is_wanted {
        true => ProgressDrawTarget::stderr_with_hz(DRAWS),
        false => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(Some(steps as u64), target);
    let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos} of {human_len}");
    match style {
        Ok(style) => bar.with_style(style).with_message(what),
        Err(_) => bar,
    }
}
