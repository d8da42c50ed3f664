#!/usr/bin/env python3
"""Edits a site at random under a running preview, with many streams open, and sees that nothing is missed and nothing grows.

    benches/soak.py --nutgraf target/release/nutgraf --site DIR [--edits 2000] [--streams 50] [--seed 1]

Works on a copy of the site. After each edit, within 2 s, what was written must be served, and each stream must hold the
version of its pages as they are served. Now and then, and at the end, every output file of a clean build must be
answered byte for byte. Ends with 1 where one of these fails, or memory, threads or descriptors grow. The same seed makes the
same edits. Python 3 standard library, Linux.
"""
import argparse
import pathlib
import random
import re
import statistics
import sys
import tempfile
import time

from preview import Client, Server, Site, Stream, build, copy_of, differing, path_of, spread, stories

TEMPLATES = pathlib.Path(__file__).resolve().parent.parent / "templates"

# In seconds: how long what was saved may take until it is served and told, and how often that is looked at.
PATIENCE, POLL = 2, 0.004

# In seconds: after that a save that was taken back would be served.
SETTLED = 0.15

# How many stories the soak adds at most, and how many static files it changes.
MOST_STORIES, MOST_FILES = 12, 5

# How much more the last quarter may use than the second: memory by a factor and in MB, the others in number.
MEMORY_FACTOR, MEMORY_MORE, OTHERS_MORE = 1.08, 4, 4

STORY = "---\nheadline: Soak {token}\ncategory: Soak\ndate: 2020-01-01\nsources:\n  - soak-shared\n---\n\nThe text {token} [@soak-shared].\n"
SOURCE = '\n[soak-shared]\nname = "Soak shared {token}"\nurl = "https://example.org/soak-shared"\n'


class Edits:
    """The edits. Each gives what must be seen then: a list of path, text, and whether it stands there."""

    def __init__(self, site, server, known, chance):
        self.site, self.server, self.chance = site, server, chance
        self.known = known
        self.added, self.number, self.token = {}, 0, ""
        # The file with an error in it, and what it held before.
        self.is_broken, self.whole = None, b""
        self.shared = site.read("content/sources.toml") if (site.folder / "content/sources.toml").exists() else b""
        self.settings = site.read("site.toml")
        self.template = (TEMPLATES / "story.html").read_bytes()
        self.base = "/soak-base/"

    def prepare(self):
        """What must be there before the server starts."""
        self.site.write("content/sources.toml", self.shared + SOURCE.format(token="none").encode())
        self.site.write("content/stories/soak-base.md", STORY.format(token="none").encode())

    def make(self):
        """Makes an edit; gives its name and what must be seen."""
        self.number += 1
        self.token = f"t{self.number:06}x{self.chance.randrange(16 ** 6):06x}"
        if self.is_broken and self.chance.random() < 0.6:
            return "mend", self.mend()
        weighted = {
            self.append: 30, self.headline: 12, self.add: 8, self.remove: 6, self.rename: 6, self.share: 6,
            self.change_template: 4, self.static: 8, self.title: 2, self.burst: 12,
            self.take_back: 12, self.leave_and_come: 3,
        }
        if not self.is_broken:
            weighted[self.break_file] = 5
        edit = self.chance.choices(list(weighted), list(weighted.values()))[0]
        return edit.__name__, edit()

    def story(self):
        return self.chance.choice([story for story in self.known if story["file"] != self.is_broken])

    def page(self, story):
        return self.server.path(story["route"])

    def append(self):
        story = self.story()
        self.site.append(story["file"], f"\nThe desk added {self.token}.\n".encode())
        return [(self.page(story), self.token, True)]

    def headline(self):
        story = self.story()
        text = re.sub(rb"(?m)^headline:.*$", f'headline: "Soak {self.token}"'.encode(), self.site.read(story["file"]), count=1)
        self.save(story["file"], text)
        return [(self.page(story), self.token, True)]

    def save(self, name, content):
        """As one of the ways in which editors save: over the old bytes, or a new file that takes its place."""
        if self.chance.random() < 0.5:
            self.site.write(name, content)
        else:
            aside = self.site.folder / (name + ".tmp~")
            aside.write_bytes(content)
            aside.rename(self.site.folder / name)

    def add(self):
        if len(self.added) >= MOST_STORIES:
            return self.remove()
        slug = f"soak-{self.chance.randrange(100)}"
        name = f"content/stories/{slug}.md"
        self.site.write(name, STORY.format(token=self.token).encode())
        self.added[name] = self.server.path(f"/{slug}/")
        return [(self.added[name], self.token, True)]

    def remove(self):
        if not self.added:
            return self.add()
        name = self.chance.choice(sorted(self.added))
        self.site.remove(name)
        return [(self.added.pop(name), None, False)]

    def rename(self):
        if not self.added:
            return self.add()
        name = self.chance.choice(sorted(self.added))
        slug = f"soak-{self.number}-renamed"
        self.site.rename(name, f"content/stories/{slug}.md")
        old = self.added.pop(name)
        self.added[f"content/stories/{slug}.md"] = self.server.path(f"/{slug}/")
        return [(old, None, False), (self.server.path(f"/{slug}/"), "Soak t", True)]

    def share(self):
        if self.is_broken == "content/sources.toml":
            return self.append()
        self.save("content/sources.toml", self.shared + SOURCE.format(token=self.token).encode())
        return [(self.server.path(self.base), self.token, True)]

    def change_template(self):
        page = self.server.path(self.base)
        name = "templates/story.html"
        if self.is_broken == name:
            return self.append()
        if (self.site.folder / name).exists() and self.chance.random() < 0.3:
            self.site.remove(name)
            return [(page, "<!-- soak", False)]
        mark = f"<!-- soak {self.token} -->".encode()
        self.site.write(name, self.template.replace(b"{% block main -%}", b"{% block main -%}\n" + mark, 1))
        return [(page, self.token, True)]

    def static(self):
        slug = f"soak-{self.chance.randrange(MOST_FILES)}." + self.chance.choice(["css", "txt"])
        if (self.site.folder / "static" / slug).exists() and self.chance.random() < 0.2:
            self.site.remove(f"static/{slug}")
            return [(self.server.path(f"/{slug}"), None, False)]
        self.site.write(f"static/{slug}", f"/* {self.token} */\n".encode())
        return [(self.server.path(f"/{slug}"), self.token, True)]

    def title(self):
        if self.is_broken == "site.toml":
            return self.append()
        text = re.sub(rb"(?m)^title.*$", f'title = "Soak {self.token}"'.encode(), self.settings, count=1)
        self.site.write("site.toml", text)
        return [(self.server.path(self.base), self.token, True)]

    def burst(self):
        """Two saves in a row, of one file or of two."""
        first = self.chance.choice([self.append, self.headline, self.static, self.share])()
        time.sleep(self.chance.choice([0, 0.001, 0.003, 0.007, 0.012, 0.02]))
        self.token += "b"
        second = self.chance.choice([self.append, self.headline, self.static, self.share])()
        return first + second

    def leave_and_come(self):
        """The folder of the stories is away for a moment."""
        folder, aside = self.site.folder / "content", self.site.folder / "content-aside"
        folder.rename(aside)
        time.sleep(self.chance.choice([0, 0.002, 0.03, 0.1]))
        aside.rename(folder)
        return self.append()

    def take_back(self):
        """A save, and before it has settled another that makes all as it was."""
        gap = self.chance.choice([0.005, 0.007, 0.009, 0.02, 0.05])
        if self.chance.random() < 0.5:
            name, path = "content/stories/soak-taken-back.md", self.server.path("/soak-taken-back/")
            self.site.write(name, STORY.format(token=self.token).encode())
            time.sleep(gap)
            self.site.remove(name)
            seen = [(path, None, False)]
        else:
            story = self.story()
            whole = self.site.read(story["file"])
            self.site.append(story["file"], f"\nNot for long: {self.token}.\n".encode())
            time.sleep(gap)
            self.site.write(story["file"], whole)
            seen = [(self.page(story), self.token, False)]
        # That nothing is there says something only when the first save has had its time.
        time.sleep(SETTLED)
        return seen

    def break_file(self):
        kind = self.chance.choice(["story", "story", "template", "sources", "site"])
        if kind == "story":
            name, old, new = self.story()["file"], rb"(?m)^headline:.*$", b'headline: "unclosed'
        elif kind == "template":
            name, old, new = "templates/story.html", rb"{% block main -%}", b"{% block main"
        elif kind == "sources":
            name, old, new = "content/sources.toml", rb"\[soak-shared\]", b"[soak-shared"
        else:
            name, old, new = "site.toml", rb"(?m)^title", b"tilte"
        if not (self.site.folder / name).exists():
            self.site.write(name, self.template)
        self.is_broken, self.whole = name, self.site.read(name)
        self.save(name, re.sub(old, new, self.whole, count=1))
        return []

    def mend(self):
        name, self.is_broken = self.is_broken, None
        if not name.endswith(".md"):
            self.save(name, self.whole)
            return []
        self.save(name, self.whole + f"\nMended {self.token}.\n".encode())
        return [(self.page(next(story for story in self.known if story["file"] == name)), self.token, True)]


class Watchers:
    """The open streams, over different pages."""

    def __init__(self, server, client, pages, count, chance):
        self.server, self.client, self.pages, self.chance = server, client, pages, chance
        self.silent = []
        self.streams = [self.open() for _ in range(count)]

    def open(self):
        return Stream(self.server, sorted(set(self.chance.choices(self.pages, k=self.chance.choice([1, 1, 2, 3])))))

    def come_and_go(self):
        """One stream ends, by one of the ways in which a connection does, and another comes."""
        at = self.chance.randrange(len(self.streams))
        gone = self.streams[at]
        how = self.chance.choice([Stream.close, Stream.close, Stream.vanish, Stream.fall_silent])
        how(gone)
        if how is Stream.fall_silent:
            self.silent.append(gone)
        while len(self.silent) > 3:
            self.silent.pop(0).vanish()
        same = self.chance.random() < 0.5
        self.streams[at] = Stream(self.server, gone.pages) if same else self.open()

    def behind(self, has_problems, deadline):
        """What the streams do not hold at the deadline, in words."""
        pending = list(self.streams)
        while True:
            versions = {page: self.client.version(page) for stream in pending for page in stream.pages}
            pending = [stream for stream in pending if self.fault(stream, versions, has_problems)]
            if not pending or time.monotonic() > deadline:
                return [self.fault(stream, versions, has_problems) for stream in pending]
            time.sleep(POLL)

    @staticmethod
    def fault(stream, versions, has_problems):
        state = stream.state
        if stream.ended or state is None:
            return f"the stream of {stream.pages} {'ended' if stream.ended else 'told nothing'}"
        for page in stream.pages:
            if state["pages"].get(page) != versions[page]:
                return f"{page} is served as {versions[page]}, told as {state['pages'].get(page)}"
        if bool(state["problems"]) != has_problems:
            return f"{stream.pages} is told {len(state['problems'])} problems, wanted {'some' if has_problems else 'none'}"
        return None

    def close(self):
        for stream in self.streams + self.silent:
            stream.close()


class Soak:
    """The edits, what is seen of them, and what the server uses."""

    def __init__(self, server, edits, watchers, client):
        self.server, self.edits, self.watchers, self.client = server, edits, watchers, client
        self.faults, self.served, self.told, self.samples = [], [], [], []
        self.made = {}
        # What must be seen, by path: a later edit takes the place of an earlier one.
        self.waiting = {}

    def step(self):
        start = time.monotonic()
        name, seen = self.edits.make()
        self.made[name] = self.made.get(name, 0) + 1
        if self.edits.chance.random() < 0.15:
            self.watchers.come_and_go()
        is_broken = self.edits.is_broken is not None
        self.waiting |= {path: (text, stands) for path, text, stands in seen}
        if not is_broken:
            for path, (text, stands) in self.waiting.items():
                if not self.until(path, text, stands, start + PATIENCE):
                    self.fault(name, f"{path}: {text!r} {'does not stand' if stands else 'stands'} there")
            self.waiting.clear()
            if name != "take_back":
                self.served.append(time.monotonic() - start)
        for behind in self.watchers.behind(is_broken, start + PATIENCE):
            self.fault(name, behind)
        if name != "take_back":
            self.told.append(time.monotonic() - start)
        self.samples.append((self.server.memory(), self.server.threads(), self.server.descriptors()))

    def until(self, path, text, stands, deadline):
        while True:
            status, content = self.client.get(path)
            there = status == 200 and (text is None or text.encode() in content)
            if there == stands:
                return True
            if time.monotonic() > deadline:
                return False
            time.sleep(POLL)

    def fault(self, name, words):
        self.faults.append(f"edit {self.edits.number} ({name}): {words}")
        print(self.faults[-1], flush=True)

    def compare(self, nutgraf):
        """All files of a clean build, and one that is gone."""
        with tempfile.TemporaryDirectory() as folder:
            expected = build(nutgraf, self.edits.site.folder, folder)
        for name in differing(self.server, self.client, expected):
            self.fault("clean build", f"{path_of(self.server, name)} is not what a build writes")
        return len(expected)


def growth(samples):
    """What grew, in words, after printing the medians of the quarters. The first quarter fills the caches."""
    grown = []
    quarter = max(len(samples) // 4, 1)
    for at, name in enumerate(("memory in MB", "threads", "descriptors")):
        medians = [statistics.median(sample[at] for sample in samples[start:start + quarter]) for start in range(0, quarter * 4, quarter) if samples[start:start + quarter]]
        flat = medians[-1] <= (medians[len(medians) > 1] * MEMORY_FACTOR + MEMORY_MORE if at == 0 else medians[0] + OTHERS_MORE)
        print(f"{name}: {', '.join(f'{median:.1f}' for median in medians)} by quarter, {'flat' if flat else 'GROWN'}")
        if not flat:
            grown.append(name)
    return grown


def run(options, folder):
    chance = random.Random(options.seed)
    site = Site(folder)
    known = chance.sample(sorted(stories(options.nutgraf, folder), key=lambda story: story["file"]), options.streams)
    with Server(options.nutgraf, folder) as probe:
        edits = Edits(site, probe, known, chance)
    edits.prepare()
    with Server(options.nutgraf, folder) as server:
        edits.server = server
        client = Client(server)
        pages = [edits.page(story) for story in known] + [server.path(route) for route in ("/", "/sources/", "/numbers/", "/soak-base/", "/soak-1/", "/soak-2/", "/nowhere/", "/404.html")]
        watchers = Watchers(server, client, pages, options.streams, chance)
        soak = Soak(server, edits, watchers, client)
        started = time.monotonic()
        for number in range(options.edits):
            soak.step()
            if (number + 1) % options.compare == 0 and not edits.is_broken:
                soak.compare(options.nutgraf)
            if server.process.poll() is not None:
                raise SystemExit(f"the server ended with {server.process.returncode}: {server.said()}")
        if edits.is_broken:
            edits.mend()
            time.sleep(PATIENCE)
        compared = soak.compare(options.nutgraf)
        took = time.monotonic() - started
        watchers.close()
        report(soak, took, compared)
        return bool(soak.faults) | bool(growth(soak.samples))


def report(soak, took, compared):
    made = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(soak.made.items()))
    print(f"{sum(soak.made.values())} edits in {took:.0f} s: {made}")
    print(f"the server told of {len(soak.server.documents) - 1} changes; {compared} files compared at the end")
    print(f"served after {spread([1000 * t for t in soak.served])} ms, all streams told after {spread([1000 * t for t in soak.told])} ms")
    print(f"{len(soak.faults)} faults")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nutgraf", required=True)
    parser.add_argument("--site", required=True, type=pathlib.Path)
    parser.add_argument("--edits", type=int, default=2000)
    parser.add_argument("--streams", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--compare", type=int, default=500, help="after how many edits all files are compared")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy_of(options.site, pathlib.Path(folder) / "site")
        sys.exit(run(options, pathlib.Path(folder) / "site"))


if __name__ == "__main__":
    main()
