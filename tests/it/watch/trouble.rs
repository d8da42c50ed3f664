//! What happens when the system does not tell of changes, or not of all of them.

use super::support::{Site, files, text};
use notify::event::{Event, EventKind, Flag};
use notify::{Config, Error, ErrorKind, RecursiveMode, Watcher};
use nutgraf::watch::{Handler, How, Open, Warning, Why, system};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// A watcher that tells what a test makes it tell, and nothing else.
struct Puppet {
    refuses: bool,
}

impl Watcher for Puppet {
    fn new<F: notify::EventHandler>(_: F, _: Config) -> notify::Result<Self> {
        Ok(Self { refuses: false })
    }

    fn watch(&mut self, _: &Path, _: RecursiveMode) -> notify::Result<()> {
        if self.refuses {
            return Err(Error::new(ErrorKind::MaxFilesWatch));
        }
        Ok(())
    }

    fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
        Ok(())
    }

    fn kind() -> notify::WatcherKind {
        notify::WatcherKind::NullWatcher
    }
}

type Line = Arc<Mutex<Option<Handler>>>;

/// A way to make a puppet, and the line on which the test tells events.
fn puppet() -> (Open, Line) {
    let line: Line = Arc::default();
    let handed = line.clone();
    let open: Open = Box::new(move |handler| {
        *handed.lock().unwrap() = Some(handler);
        Ok(Box::new(Puppet { refuses: false }))
    });
    (open, line)
}

fn tell(line: &Line, event: notify::Result<Event>) {
    (line.lock().unwrap().as_mut().unwrap())(event);
}

#[test]
fn polling_sees_edits() {
    let site = Site::with(How::Polling, system(), |_| {});
    assert_eq!(site.warning, None);
    for word in ["one\n", "two\n"] {
        site.write("content/a.md", word);
        let seen = site.next();
        assert_eq!(files(&seen.change), ["~content/a.md"]);
        assert_eq!(text(&seen.snapshot, "content/a.md").as_deref(), Some(word));
        assert_eq!(seen.change.rescan, Some(Why::Polling));
    }
}

#[test]
fn the_limit_of_watches_is_named_and_polling_takes_over() {
    let open: Open = Box::new(|_| Ok(Box::new(Puppet { refuses: true })));
    let site = Site::with(How::Events, open, |_| {});
    assert_eq!(site.warning, Some(Warning::TooManyFolders));
    assert!(
        site.warning
            .as_ref()
            .unwrap()
            .to_string()
            .contains("fs.inotify.max_user_watches")
    );
    site.write("content/a.md", "new\n");
    assert_eq!(files(&site.next().change), ["~content/a.md"]);
}

#[cfg(unix)]
#[test]
fn the_limit_of_watchers_is_named() {
    let open: Open = Box::new(|_| Err(Error::io(std::io::Error::from_raw_os_error(24))));
    let site = Site::with(How::Events, open, |_| {});
    assert_eq!(site.warning, Some(Warning::TooManyWatchers));
    assert!(
        site.warning
            .as_ref()
            .unwrap()
            .to_string()
            .contains("fs.inotify.max_user_instances")
    );
}

#[test]
fn a_limit_that_is_met_later_is_told_once() {
    let (open, line) = puppet();
    let site = Site::with(How::Events, open, |_| {});
    assert_eq!(site.warning, None);
    tell(&line, Err(Error::new(ErrorKind::MaxFilesWatch)));
    assert_eq!(site.next().change.warning, Some(Warning::TooManyFolders));
    site.write("content/a.md", "new\n");
    let change = site.next().change;
    assert_eq!(
        (files(&change), change.warning),
        (vec!["~content/a.md".to_owned()], None)
    );
}

#[test]
fn lost_events_and_errors_are_a_look_at_everything() {
    let (open, line) = puppet();
    let site = Site::with(How::Events, open, |_| {});
    site.write("content/a.md", "one\n");
    site.expect_nothing();
    tell(&line, Ok(Event::new(EventKind::Other).set_flag(Flag::Rescan)));
    let change = site.next().change;
    assert_eq!(
        (files(&change), change.rescan),
        (vec!["~content/a.md".to_owned()], Some(Why::Lost))
    );
    site.write("content/a.md", "two\n");
    tell(&line, Err(Error::generic("something")));
    assert_eq!(files(&site.next().change), ["~content/a.md"]);
    // Nothing differs, whatever is told.
    tell(&line, Err(Error::generic("something")));
    site.expect_nothing();
}

/// A watcher that makes content/ while the site's own folder is about to be watched, and keeps what it is to watch.
struct Late {
    watched: Arc<Mutex<Vec<PathBuf>>>,
}

impl Watcher for Late {
    fn new<F: notify::EventHandler>(_: F, _: Config) -> notify::Result<Self> {
        Err(Error::generic("made by the test alone"))
    }

    fn watch(&mut self, path: &Path, _: RecursiveMode) -> notify::Result<()> {
        let _ = fs::create_dir(path.join("content"));
        self.watched.lock().unwrap().push(path.to_path_buf());
        Ok(())
    }

    fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
        Ok(())
    }

    fn kind() -> notify::WatcherKind {
        notify::WatcherKind::NullWatcher
    }
}

#[test]
fn a_folder_that_comes_while_watches_are_laid_is_watched() {
    let watched: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let kept = watched.clone();
    let open: Open = Box::new(move |_| {
        Ok(Box::new(Late {
            watched: kept.clone(),
        }))
    });
    let site = Site::with(How::Events, open, |root| {
        fs::remove_dir_all(root.join("content")).unwrap()
    });
    let content = fs::canonicalize(site.path("content")).unwrap();
    assert!(watched.lock().unwrap().contains(&content));
}

#[test]
fn a_watch_stops() {
    let mut site = Site::new();
    site.stop();
    let mut polled = Site::with(How::Polling, system(), |_| {});
    polled.stop();
}
