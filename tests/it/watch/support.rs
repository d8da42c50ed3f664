//! A site in a real folder under watch, and what each `next` gave.

use nutgraf::disk::snapshot::Snapshot;
use nutgraf::watch::{Change, ChangeKind, How, Open, Stopper, Warning, Watch, system};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a test waits for what must come, however loaded the machine is.
const LONG: Duration = Duration::from_secs(20);

/// How long nothing more may come.
const SHORT: Duration = Duration::from_millis(300);

/// What a `next` gave: the change, and the snapshot that its last `make` saw.
pub struct Seen {
    pub change: Change,
    pub snapshot: Snapshot,
}

/// A folder with a small site, watched on a thread of its own.
pub struct Site {
    folder: tempfile::TempDir,
    root: PathBuf,
    seen: Receiver<Seen>,
    stopper: Stopper,
    thread: Option<JoinHandle<()>>,
    pub warning: Option<Warning>,
}

impl Site {
    pub fn new() -> Self {
        Self::with(How::Events, system(), |_| {})
    }

    pub fn with(how: How, open: Open, prepare: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        for name in ["content/stories", "static", "templates", "public"] {
            fs::create_dir_all(root.join(name)).unwrap();
        }
        fs::write(root.join("site.toml"), "title = \"T\"\n").unwrap();
        fs::write(root.join("content/a.md"), "old\n").unwrap();
        prepare(&root);
        let (mut watch, warning) = Watch::start_with(&root, how, open);
        let (sender, seen) = channel();
        let stopper = watch.stopper();
        let thread = thread::spawn(move || {
            while let Some((change, snapshot)) = watch.next(|snapshot, _| snapshot.clone()) {
                if sender.send(Seen { change, snapshot }).is_err() {
                    break;
                }
            }
        });
        Self {
            folder,
            root,
            seen,
            stopper,
            thread: Some(thread),
            warning,
        }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A folder beside the site's.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// The next change; it must come.
    pub fn next(&self) -> Seen {
        self.seen.recv_timeout(LONG).expect("a change was not seen")
    }

    /// Every change till nothing comes for a while.
    pub fn all(&self) -> Vec<Seen> {
        let mut all = vec![self.next()];
        while let Ok(seen) = self.seen.recv_timeout(SHORT) {
            all.push(seen);
        }
        all
    }

    /// Asserts that nothing comes.
    pub fn expect_nothing(&self) {
        if let Ok(seen) = self.seen.recv_timeout(SHORT) {
            panic!("nothing changed, but this was told: {:?}", seen.change);
        }
    }

    /// Waits till it is quiet and the snapshot is what a fresh one is.
    pub fn expect_fresh(&self) -> Snapshot {
        let mut last = self.next().snapshot;
        loop {
            while let Ok(seen) = self.seen.recv_timeout(SHORT) {
                last = seen.snapshot;
            }
            if same(&last, &Snapshot::read(&self.root)) {
                return last;
            }
            last = self.next().snapshot;
        }
    }

    pub fn stop(&mut self) {
        self.stopper.stop();
        self.thread.take().unwrap().join().unwrap();
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stopper.stop();
    }
}

/// Whether two snapshots of one folder are the same.
pub fn same(a: &Snapshot, b: &Snapshot) -> bool {
    a.sources == b.sources && a.problems == b.problems && a.links == b.links
}

/// The changed files as `+name`, `~name`, `-name`.
pub fn files(change: &Change) -> Vec<String> {
    let line = |(name, kind): &(_, ChangeKind)| {
        let mark = match kind {
            ChangeKind::Added => '+',
            ChangeKind::Changed => '~',
            ChangeKind::Removed => '-',
        };
        format!("{mark}{name}")
    };
    change.files.iter().map(line).collect()
}

pub fn text(snapshot: &Snapshot, name: &str) -> Option<String> {
    let file = snapshot.sources.get(name)?;
    Some(file.text().unwrap().to_owned())
}
