//! One source from its address to its text: robots, pauses, redirects.

use super::charset::decode;
use super::client::{self, Answer, Cap};
use super::pace::{Door, Doors, wait_asked_for};
use super::robots::Rules;
use super::text::{self, Reading};
use super::{Fault, Fetched, Manners, guard};
use crate::input::web_address::canonical_url;
use rustls::ClientConfig;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use url::Url;

/// How many redirects of a robots.txt are followed (RFC 9309, 2.3.1.2).
const ROBOTS_REDIRECTS: usize = 5;

/// Whoever runs the errands: what it knows of hosts it has asked.
pub struct Agent<'m> {
    manners: &'m Manners,
    trust: Option<ClientConfig>,
    doors: Doors,
}

/// The time that an errand has left; pauses out of politeness do not count.
struct Time {
    left: Duration,
}

impl<'m> Agent<'m> {
    /// An agent that has asked nobody yet.
    pub fn new(manners: &'m Manners) -> Self {
        Self {
            manners,
            trust: client::trust(),
            doors: Doors::default(),
        }
    }

    /// Fetches a source.
    pub async fn fetch(&self, address: &str) -> Result<Fetched, Fault> {
        let mut url = guard::address(address)?;
        let mut trail = Trail::from(&url);
        let mut time = Time {
            left: self.manners.limits.total,
        };
        loop {
            let answer = self.visit(&url, &mut time).await?;
            match (answer.http, &answer.location) {
                (301 | 302 | 303 | 307 | 308, Some(location)) => {
                    let next = guard::redirect(&url, location)?;
                    trail.step(&url, &next, answer.http, self.manners.limits.redirects)?;
                    url = next;
                }
                (200..=299, _) => return fetched(address, &url, trail, &answer),
                (status, _) => return Err(Fault::Status(status)),
            }
        }
    }

    /// Asks for one address when its host may be asked again, and again if it asks to come back soon.
    async fn visit(&self, url: &Url, time: &mut Time) -> Result<Answer, Fault> {
        let limits = &self.manners.limits;
        let door = self.doors.door(url);
        let mut door = door.lock().await;
        self.read_rules(&mut door, url, time).await?;
        if !door.allows(url) {
            return Err(Fault::Robots);
        }
        let mut tries = 0;
        loop {
            door.pause(self.manners.pause, limits.longest_wait).await;
            let answer = self.get(url, Cap::Refuse(limits.body), time).await;
            door.asked();
            let answer = answer?;
            if !matches!(answer.http, 429 | 503) {
                return Ok(answer);
            }
            let wait = answer.retry_after.as_deref().and_then(wait_asked_for);
            match wait {
                Some(wait) if tries < limits.retries && wait <= limits.longest_wait => {
                    tokio::time::sleep(wait).await;
                    tries += 1;
                }
                _ => return Err(Fault::Later(wait.map(|wait| wait.as_secs()))),
            }
        }
    }

    /// Reads the rules of a host, once. Without an answer the host does not want to be asked (RFC 9309, 2.3.1).
    async fn read_rules(&self, door: &mut Door, url: &Url, time: &mut Time) -> Result<(), Fault> {
        if door.has_rules() {
            return Ok(());
        }
        let mut robots = url.clone();
        robots.set_path("/robots.txt");
        robots.set_query(None);
        for _ in 0..=ROBOTS_REDIRECTS {
            door.pause(self.manners.pause, self.manners.limits.longest_wait)
                .await;
            let answer = self
                .get(&robots, Cap::Cut(self.manners.limits.robots), time)
                .await;
            door.asked();
            let answer = answer?;
            match (answer.http, &answer.location) {
                (200..=299, _) => {
                    door.keep(Rules::read(&String::from_utf8_lossy(&answer.body)));
                    return Ok(());
                }
                (301 | 302 | 303 | 307 | 308, Some(location)) => {
                    robots = guard::redirect(&robots, location)?;
                }
                (429 | 500.., _) => return Err(Fault::RobotsDown(answer.http)),
                _ => break,
            }
        }
        door.keep(Rules::default());
        Ok(())
    }

    async fn get(&self, url: &Url, cap: Cap, time: &mut Time) -> Result<Answer, Fault> {
        let started = Instant::now();
        let answer = client::get(url, self.trust.as_ref(), self.manners, cap, time.left).await;
        time.left = time.left.saturating_sub(started.elapsed());
        answer
    }
}

/// Where an errand has been.
struct Trail {
    seen: BTreeSet<Url>,
    /// The end of the permanent redirects that the trail begins with.
    moved_to: Option<Url>,
    is_permanent: bool,
    downgraded: bool,
}

impl Trail {
    fn from(url: &Url) -> Self {
        Self {
            seen: BTreeSet::from([url.clone()]),
            moved_to: None,
            is_permanent: true,
            downgraded: false,
        }
    }

    fn step(&mut self, from: &Url, to: &Url, http: u16, most: usize) -> Result<(), Fault> {
        if !self.seen.insert(to.clone()) {
            return Err(Fault::Redirects(format!(
                "its redirects run in a circle, by {to}"
            )));
        }
        if self.seen.len() > most + 1 {
            return Err(Fault::Redirects(format!(
                "it leads on by more than {most} redirects"
            )));
        }
        self.is_permanent &= matches!(http, 301 | 308);
        if self.is_permanent {
            self.moved_to = Some(to.clone());
        }
        self.downgraded |= from.scheme() == "https" && to.scheme() == "http";
        Ok(())
    }
}

/// What an answer holds.
fn fetched(address: &str, url: &Url, trail: Trail, answer: &Answer) -> Result<Fetched, Fault> {
    if answer.body.is_empty() {
        return Err(Fault::Empty);
    }
    let declared = answer.content_type.as_deref().unwrap_or_default();
    let media_type = text::media_type(declared, &answer.body);
    let reading = match text::is_readable(&media_type) {
        true => text::read(&media_type, &decode(&answer.body, declared)),
        false => Reading::None,
    };
    // The same page by another spelling is no move: `www.`, a slash, https.
    let is_move = |to: &Url| canonical_url(to.as_str()) != canonical_url(address);
    Ok(Fetched {
        http: answer.http,
        final_url: url.to_string(),
        moved_to: trail.moved_to.filter(is_move).map(String::from),
        downgraded: trail.downgraded,
        hash: match &reading {
            Reading::Text { text, .. } => text::hash(text),
            Reading::None => blake3::hash(&answer.body).to_string(),
        },
        media_type,
        reading,
    })
}
