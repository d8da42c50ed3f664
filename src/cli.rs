//! The command line as types.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// A static site generator for explainer microsites in which every figure names its source.
#[derive(Debug, Parser)]
#[command(name = "nutgraf", version, about, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The site's folder.
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// How to report.
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Say only what is wrong.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more.
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t = When::Auto)]
    pub color: When,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new site that builds at once.
    Init {
        /// The folder to make it in.
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// Make a new story.
    #[command(subcommand)]
    New(New),
    /// Preview the site in a browser, up to date with every save.
    #[command(visible_alias = "server")]
    Serve(ServeArgs),
    /// Build the site into the output folder.
    Build(BuildArgs),
    /// Look over the site as a fact-checker would.
    Check(CheckArgs),
    /// Write the fact-check packet of a story: a page to print, and CSV.
    Packet(PacketArgs),
    /// List what the site holds.
    List(ListArgs),
    /// Keep the texts of sources, and see whether they are still there.
    #[command(subcommand)]
    Sources(Sources),
    /// Explain a diagnostic by its code.
    Explain {
        /// The code, such as `unknown-source`; without one, all are listed.
        code: Option<String>,
    },
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// What `new` makes.
#[derive(Debug, Subcommand)]
pub enum New {
    /// A story, with the front matter that it needs.
    Story {
        /// Its headline.
        headline: String,
        /// Its category.
        #[arg(long)]
        category: Option<String>,
    },
}

/// What decides which stories are shown, and as of which day.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Show drafts.
    #[arg(long)]
    pub drafts: bool,
    /// Show stories of a later day.
    #[arg(long)]
    pub future: bool,
    /// Take this day for today, as YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub today: Option<jiff::civil::Date>,
}

/// The arguments of `build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Which stories are shown.
    #[command(flatten)]
    pub show: ShowArgs,
    /// The output folder [default: `output_dir` of site.toml, else public/ in the site].
    #[arg(short, long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
    /// Where the site will be published, in place of site.toml's `base_url`.
    #[arg(short = 'u', long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Name index.html in links, so that the site also opens from disk.
    #[arg(long)]
    pub portable: bool,
    /// Take warnings for errors.
    #[arg(long)]
    pub strict: bool,
    /// Build again whenever a file changes, until stopped.
    #[arg(short, long)]
    pub watch: bool,
    /// How changes are noticed.
    #[command(flatten)]
    pub watching: WatchArgs,
}

/// How changes are noticed.
#[derive(Debug, Args)]
pub struct WatchArgs {
    /// Look for changes twice a second, where the system tells of none: network drives, some containers.
    #[arg(long)]
    pub poll: bool,
}

/// The arguments of `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Which stories are shown.
    #[command(flatten)]
    pub show: ShowArgs,
    /// The port; the next free one where it is taken.
    #[arg(short, long, default_value_t = 1111)]
    pub port: u16,
    /// The address to listen on; 0.0.0.0 lets other machines of the network in.
    #[arg(
        short,
        long,
        visible_alias = "bind",
        value_name = "ADDRESS",
        default_value = "127.0.0.1"
    )]
    pub interface: IpAddr,
    /// Open the site in the browser.
    #[arg(short = 'O', long)]
    pub open: bool,
    /// Where the site will be published, in place of site.toml's `base_url`; its path is kept.
    #[arg(short = 'u', long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Answer under this name too: that of this machine, or of a tunnel to it.
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
    /// Where a click on a problem leads: the address by which an editor opens a file at a line.
    #[arg(
        long,
        value_name = "URL",
        default_value = "vscode://file{path}:{line}:{column}"
    )]
    pub editor: String,
    /// Do not show on the pages what the editor's desk finds in their stories.
    #[arg(long)]
    pub no_findings: bool,
    /// How changes are noticed.
    #[command(flatten)]
    pub watching: WatchArgs,
}

/// The arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Which stories are looked at.
    #[command(flatten)]
    pub show: ShowArgs,
    /// Fail on findings that weigh this much or more.
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "LEVEL")]
    pub fail_on: FailOn,
    /// Take all findings for known from now on: check-baseline.json holds them, and only new ones are reported.
    #[arg(long)]
    pub update_baseline: bool,
    /// First mend what is mechanical: merge sources written down twice, give sources ids, sort the shared ones.
    #[arg(long)]
    pub fix: bool,
    /// Report the findings that check-baseline.json holds too.
    #[arg(long, conflicts_with = "update_baseline")]
    pub no_baseline: bool,
}

/// The arguments of `packet`.
#[derive(Debug, Args)]
pub struct PacketArgs {
    /// The story: its slug or its file.
    pub story: String,
    /// The folder to write to [default: packets/ in the site].
    #[arg(short, long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
    /// Replace a packet that somebody has written in.
    #[arg(long)]
    pub force: bool,
    /// Which stories are there.
    #[command(flatten)]
    pub show: ShowArgs,
}

/// From which weight on findings make `check` fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors.
    Error,
    /// Errors and warnings.
    Warning,
    /// All findings.
    Note,
}

/// The arguments of `list`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// What to list.
    #[arg(value_enum)]
    pub what: What,
    /// Of sources and claims: list what rests on the one of this id, sentence by sentence.
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Which stories are shown.
    #[command(flatten)]
    pub show: ShowArgs,
}

/// What `list` can list.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum What {
    /// The published stories, in the order of the site.
    Stories,
    /// The sources, and how many stories use each.
    Sources,
    /// The claims, and how many stories show each.
    Claims,
    /// The drafts.
    Drafts,
    /// What is scheduled or expired.
    Scheduled,
}

/// What is done with sources.
#[derive(Debug, Subcommand)]
pub enum Sources {
    /// Save the text of sources in snapshots/.
    Fetch(FetchArgs),
    /// See which sources are gone, have moved or have changed.
    Check(LookArgs),
    /// Take a text that you saved by hand as the snapshot of a source.
    Import(ImportArgs),
}

/// The arguments of `sources fetch`.
#[derive(Debug, Args)]
pub struct FetchArgs {
    /// The sources, by id; without any, all that have no snapshot yet.
    pub ids: Vec<String>,
    /// Fetch those too that have a snapshot.
    #[arg(long)]
    pub all: bool,
    /// Fetch those too whose snapshot is older than so many days.
    #[arg(long, value_name = "DAYS")]
    pub max_age: Option<u32>,
    /// Replace snapshots that were edited or saved by hand, too.
    #[arg(long)]
    pub force: bool,
    /// How to behave on the network.
    #[command(flatten)]
    pub network: NetworkArgs,
    /// Whose sources are fetched.
    #[command(flatten)]
    pub show: ShowArgs,
}

/// The arguments of `sources check`.
#[derive(Debug, Args)]
pub struct LookArgs {
    /// The sources, by id; without any, all.
    pub ids: Vec<String>,
    /// How to behave on the network.
    #[command(flatten)]
    pub network: NetworkArgs,
    /// Whose sources are looked at.
    #[command(flatten)]
    pub show: ShowArgs,
}

/// The arguments of `sources import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The source, by id.
    pub id: String,
    /// What you saved: a text or a page.
    pub file: PathBuf,
    /// Replace a snapshot that was edited by hand, too.
    #[arg(long)]
    pub force: bool,
    /// Whose sources are looked at.
    #[command(flatten)]
    pub show: ShowArgs,
}

/// How to behave on the network.
#[derive(Debug, Args)]
pub struct NetworkArgs {
    /// How long to rest between two requests to one host.
    #[arg(long, value_name = "SECONDS", default_value_t = 1)]
    pub pause: u16,
    /// Ask this place though it is not public: a server of your own network.
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub allow_address: Vec<SocketAddr>,
}

/// How to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs: one JSON document on standard output.
    Json,
    /// For code hosts, of `check`: a SARIF log on standard output.
    Sarif,
    /// For GitHub Actions, of `check`: annotations of the lines.
    Github,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// In a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
