#!/usr/bin/env python3
"""Times how soon a save is served: from one write(2) to the first answer that holds it, and to the event that tells it.

    benches/serve.py --nutgraf target/release/nutgraf --site DIR [--edits 10]

One page is asked for every 2 ms over a kept-alive connection, and open in one stream, as in a browser's tab. Prints for
each kind of edit the median in ms with the least and the most: until it is served, until it is told, and the server's
own figures; then the time to the first page and memory. All files are put back. Python 3 standard library, Linux.
"""
import argparse
import pathlib
import statistics
import time

from preview import Client, Server, Site, Stream, spread, stories

TEMPLATES = pathlib.Path(__file__).resolve().parent.parent / "templates"

# In seconds: how often the page is asked for, how long an edit may take, and the pause between two.
POLL, PATIENCE, PAUSE = 0.002, 60, 0.25

SOURCE = '\n[bench-shared]\nname = "Bench shared {token}"\nurl = "https://example.org/bench-shared"\n'
STORY = "---\nheadline: Bench story\nslug: {slug}\ncategory: Bench\ndate: 2020-01-01\nsources:\n  - bench-shared\n---\n\n{text} [@bench-shared].\n"
STYLE = "p {{ --bench: {token}; }}\n"


class Kind:
    """A kind of edit: how it is made, where it is seen, and whether the token comes there or goes."""

    def __init__(self, name, page, edit, seen=None):
        self.name, self.page, self.edit = name, page, edit
        self.seen = seen or (lambda status, content, token: token.encode() in content)


def kinds(site, server, story, first):
    """All kinds. `story` is the one that is edited; `first` holds its bytes."""
    page = server.path(story["route"])
    name = story["file"]
    shared = server.path("/bench-shared-story/")
    more = server.path("/bench-more/")
    headline = story["headline"]
    source = source_of(first)
    template = (TEMPLATES / "story.html").read_bytes().replace(b"{% block main -%}", b"{% block main -%}\n<!-- bench TOKEN -->", 1)
    settings, shared_sources = site.read("site.toml"), site.read("content/sources.toml")

    def change_headline(token):
        lines = site.read(name).split(b"\n")
        at = next(number for number, line in enumerate(lines) if line.startswith(b"headline:"))
        lines[at] = f'headline: "Bench {token}"'.encode()
        return site.write(name, b"\n".join(lines))

    def change_title(token):
        lines = settings.split(b"\n")
        at = next(number for number, line in enumerate(lines) if line.startswith(b"title"))
        lines[at] = f'title = "Bench {token}"'.encode()
        return site.write("site.toml", b"\n".join(lines))

    def gone(status, content, token):
        return status == 404

    return [
        Kind("a sentence", page, lambda token: site.append(name, f"\nThe desk added {token}.\n".encode())),
        Kind("a citation", page, lambda token: site.append(name, f"\nThe desk cites {token} [@{source}].\n".encode())),
        Kind("a headline", page, change_headline),
        Kind("a story more", more, lambda token: site.write("content/stories/bench-more.md", STORY.format(slug="bench-more", text=token).encode())),
        Kind("a story less", more, lambda token: site.remove("content/stories/bench-more.md"), gone),
        Kind("a shared source", shared, lambda token: site.write("content/sources.toml", shared_sources.replace(b"TOKEN0000000", token.encode()))),
        Kind("a template", page, lambda token: site.write("templates/story.html", template.replace(b"TOKEN", token.encode()))),
        Kind("a stylesheet", server.path("/bench.css"), lambda token: site.write("static/bench.css", STYLE.format(token=token).encode())),
        Kind("the site's title", page, change_title),
    ]


def source_of(text):
    """The id of a source that a story has."""
    for line in text.decode().splitlines():
        if line.strip().startswith("- id:"):
            return line.split(":", 1)[1].strip()
    raise SystemExit("the story that is edited has no source with an id; give a generated site")


def prepare(site, first_file):
    """What the edits need to be there: a shared source, a story that cites it, and files that are only changed later."""
    shared = site.read("content/sources.toml") if (site.folder / "content/sources.toml").exists() else b""
    site.write("content/sources.toml", shared + SOURCE.format(token="TOKEN0000000").encode())
    site.write("content/stories/bench-shared-story.md", STORY.format(slug="bench-shared-story", text="Text").encode())
    site.write("static/bench.css", STYLE.format(token="none00000000").encode())
    site.write("templates/story.html", (TEMPLATES / "story.html").read_bytes())
    return site.read(first_file)


class Timer:
    """Makes edits and waits for them in three places: the page, the stream, and what the server says."""

    def __init__(self, server):
        self.server, self.client = server, Client(server)
        self.told = 1

    def edit(self, kind, token, stream):
        count = stream.count
        start = kind.edit(token)
        served = self.until_served(kind, token, start)
        heard = stream.wait(lambda state: stream.count > count, PATIENCE)
        document = self.server.document(self.told, PATIENCE)
        if served is None or heard is None or document is None:
            raise SystemExit(f"{kind.name}: never shown; served {served}, event {heard}, told {document}")
        self.told = len(self.server.documents)
        if document["errors"]:
            raise SystemExit(f"{kind.name}: {document['errors'][0]}")
        return served - start, heard - start, document

    def until_served(self, kind, token, start):
        due = time.monotonic()
        while (now := time.monotonic()) < start + PATIENCE:
            status, content = self.client.get(kind.page)
            if kind.seen(status, content, token):
                return time.monotonic()
            due = max(due + POLL, now)
            time.sleep(max(0, due - time.monotonic()))
        return None


def measure(server, site, story, first, edits):
    timer = Timer(server)
    rows = {}
    every = kinds(site, server, story, first)
    streams = {page: Stream(server, [page]) for page in {kind.page for kind in every}}
    for stream in streams.values():
        stream.wait(lambda state: True, PATIENCE)
    for number in range(edits):
        for kind in every:
            token = f"t{time.time_ns():x}"[-12:].rjust(12, "t")
            rows.setdefault(kind.name, []).append(timer.edit(kind, token, streams[kind.page]))
            time.sleep(PAUSE + 0.013 * (number % 5))
    for stream in streams.values():
        stream.close()
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nutgraf", required=True)
    parser.add_argument("--site", required=True, type=pathlib.Path)
    parser.add_argument("--edits", type=int, default=10, help="of each kind")
    options = parser.parse_args()
    story = sorted(stories(options.nutgraf, options.site), key=lambda story: story["file"])[0]
    site = Site(options.site)
    try:
        first = prepare(site, story["file"])
        with Server(options.nutgraf, options.site) as server:
            status, _ = Client(server).get(server.home)
            first_page = time.monotonic() - server.started
            time.sleep(1)
            ready = server.memory()
            rows = measure(server, site, story, first, options.edits)
            after, peak = server.memory(), server.memory("VmHWM")
    finally:
        site.put_back()
    report(rows)
    print(f"first page after {first_page:.2f} s (status {status}); memory {ready:.0f} MB when ready, {after:.0f} MB after, {peak:.0f} MB at most")


def report(rows):
    print(f"{'ms':16} {'served':>22} {'told':>22} {'its own':>22}  parsed indexed rendered")
    for name, edits in rows.items():
        served = spread([1000 * served for served, _, _ in edits])
        told = spread([1000 * told for _, told, _ in edits])
        own = spread([document["ms"] for _, _, document in edits])
        work = (statistics.median(document[key] for _, _, document in edits) for key in ("parsed", "indexed", "rendered"))
        print(f"{name:16} {served:>22} {told:>22} {own:>22} " + "".join(f"{value:8g}" for value in work))


if __name__ == "__main__":
    main()
