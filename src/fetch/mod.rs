//! The only module that goes out to the network: it brings the texts of sources, and says why it could not.
//!
//! An address is looked up, its place is checked (`guard`), and the connection goes to the very place that was checked
//! (`client`); a redirect is a new address, to be checked anew (`errand`). `build` and `serve` never come here.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // pauses and limits need clocks; hosts' queues a lock

pub mod charset;
mod client;
pub mod drift;
mod errand;
pub mod guard;
pub mod pace;
pub mod robots;
pub mod text;
pub mod verdict;

use futures_util::{StreamExt, stream};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use text::Reading;

/// How many sources are under way at once; those of one host wait for each other.
const AT_ONCE: usize = 4;

/// What a fetch may take, so that no server can keep it waiting or fill the memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// For one source with all its redirects, pauses left out.
    pub total: Duration,
    /// Until a connection stands.
    pub connect: Duration,
    /// Between two pieces of an answer.
    pub idle: Duration,
    /// In bytes, unpacked.
    pub body: usize,
    /// In bytes: what is read of a robots.txt (RFC 9309 asks for 500 KiB at least).
    pub robots: usize,
    /// How many redirects are followed.
    pub redirects: usize,
    /// How often a server is asked again that asked to come back later.
    pub retries: usize,
    /// How long is waited at most where a server asks for a pause.
    pub longest_wait: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            total: Duration::from_secs(30),
            connect: Duration::from_secs(10),
            idle: Duration::from_secs(10),
            body: 5_000_000,
            robots: 500 * 1024,
            redirects: 10,
            retries: 2,
            longest_wait: Duration::from_secs(60),
        }
    }
}

/// How to behave on the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manners {
    /// What an answer may take.
    pub limits: Limits,
    /// Between two requests to one host.
    pub pause: Duration,
    /// Places that may be asked though they are not public: each an address with its port.
    pub allowed: Vec<SocketAddr>,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            pause: Duration::from_secs(1),
            allowed: Vec::new(),
        }
    }
}

/// What an address gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The status of the answer: 200 to 299.
    pub http: u16,
    /// The address that gave it, at the end of all redirects.
    pub final_url: String,
    /// Where the address has moved for good.
    pub moved_to: Option<String>,
    /// Whether a redirect led from https to http.
    pub downgraded: bool,
    /// The kind of file, as the server names it, without parameters.
    pub media_type: String,
    /// What can be read in it.
    pub reading: Reading,
    /// The BLAKE3 hash of the text, or of the bytes where there is no text.
    pub hash: String,
}

/// Why an address gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It leads to where nutgraf does not go.
    Refused(String),
    /// The host's robots.txt asks not to.
    Robots,
    /// The host's robots.txt cannot be read, by its status; then nothing of the host may be.
    RobotsDown(u16),
    /// Its host's name is not known.
    NoHost(String),
    /// The connection cannot be trusted.
    Insecure(String),
    /// The connection or the answer broke.
    Broken(String),
    /// It took too long.
    TimedOut,
    /// It is larger than the limit, in bytes.
    TooLarge(usize),
    /// There is nothing in the answer.
    Empty,
    /// Its redirects lead nowhere.
    Redirects(String),
    /// The server asked to come back later, and how much later in seconds if it said so.
    Later(Option<u64>),
    /// Another status than one that brings a text.
    Status(u16),
}

impl Fault {
    /// In words, for people.
    pub fn words(&self) -> String {
        match self {
            Self::Refused(why) => why.clone(),
            Self::Robots => "the host's robots.txt asks programs not to read it".to_owned(),
            Self::RobotsDown(status) => {
                format!(
                    "the host's robots.txt answers with status {status}; without it, programs are to stay away"
                )
            }
            Self::NoHost(host) => format!("the host {host} is not known"),
            Self::Insecure(why) => format!("the connection cannot be trusted: {why}"),
            Self::Broken(why) | Self::Redirects(why) => why.clone(),
            Self::TimedOut => "the server took too long".to_owned(),
            Self::TooLarge(limit) => format!("it is larger than {} KB", limit / 1000),
            Self::Empty => "the answer is empty".to_owned(),
            Self::Later(Some(seconds)) => format!("the server asked to come back in {seconds} seconds"),
            Self::Later(None) => "the server asked to come back later".to_owned(),
            Self::Status(401..=403) => "the server lets no program read it".to_owned(),
            Self::Status(404) => "the server knows no such page (404)".to_owned(),
            Self::Status(410) => "the server says that the page was removed (410)".to_owned(),
            Self::Status(status) => format!("the server answered with status {status}"),
        }
    }

    /// The status of the answer, where there was one.
    pub fn http(&self) -> Option<u16> {
        match self {
            Self::Status(status) => Some(*status),
            _ => None,
        }
    }
}

/// Fetches addresses and tells what came of each, in the order given. Different hosts are asked at once, one host never.
pub fn all(
    manners: &Manners,
    addresses: &[String],
    mut tell: impl FnMut(usize, Result<Fetched, Fault>),
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let agent = errand::Agent::new(manners);
    runtime.block_on(async {
        let errands = addresses.iter().map(|address| agent.fetch(address));
        let mut outcomes = stream::iter(errands).buffered(AT_ONCE).enumerate();
        while let Some((at, outcome)) = outcomes.next().await {
            tell(at, outcome);
        }
    });
    // A look-up of a name may still hang in the system; nobody waits for it.
    runtime.shutdown_background();
    Ok(())
}
