#!/usr/bin/env python3
"""Times how soon a preview is right again after thousands of files changed at once.

    benches/checkout.py --nutgraf target/release/nutgraf --site DIR [--files 5000] [--runs 2] [--within 2]

Works on a copy of the site, with two commits that differ in that many stories. With the preview running and a stream
open: `git checkout` of the one and the other, content/ renamed away and back, and content/ removed and checked out
again. The clock runs from the end of the command until the first, a middle and the last changed story and the home page
are what a clean build writes, a file that was written last is served, and the stream tells the same, without problems;
then every file of the build is compared. Ends with 1 where a file differs or it took longer than wanted. Python 3 standard library, Linux, git.
"""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from preview import Client, Server, Stream, build, copy_of, differing, path_of, same, stories

# In seconds: how long to wait for the pages that are looked at, and how often to look.
PATIENCE, POLL = 60, 0.005

AUTHOR = ["-c", "user.name=Bench", "-c", "user.email=bench@example.org", "-c", "gc.auto=0"]


def git(folder, *words):
    subprocess.run(["git", *AUTHOR, *words], cwd=folder, check=True, capture_output=True)


def make_commits(folder, changed):
    """Two branches: `before`, and `after` in which each changed story has a sentence more."""
    git(folder, "init", "--quiet", "--initial-branch", "before")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "before")
    git(folder, "checkout", "--quiet", "-b", "after")
    for number, story in enumerate(changed):
        with (folder / story["file"]).open("a") as file:
            file.write(f"\nThe other branch says so, {number}.\n")
    git(folder, "commit", "--quiet", "--all", "--message", "after")


class Bench:
    """A running preview of the copy, and what each branch must look like."""

    def __init__(self, server, folder, expected, changed, within):
        self.server, self.folder, self.expected, self.within = server, folder, expected, within
        self.client = Client(server)
        routes = [changed[0]["route"], changed[len(changed) // 2]["route"], changed[-1]["route"]]
        self.looked_at = [f"{route.strip('/')}/index.html" for route in routes] + ["index.html"]
        self.page = server.path(routes[1])
        self.stream = Stream(server, [self.page])
        self.is_sound, self.marks = True, 0

    def run(self, name, change, branch):
        """Makes a change, and waits until what is served is the branch."""
        said = len(self.server.documents)
        started = time.monotonic()
        change()
        ended = time.monotonic()
        self.mark()
        right = self.until_right(branch)
        told = self.until_told()
        differ = differing(self.server, self.client, self.expected[branch])
        late = right is None or told is None or max(right, told) - ended > self.within
        self.is_sound &= not differ and not late
        print(f"{name:26} took {ended - started:.2f} s; served right {after(right, ended)}, told {after(told, ended)}{', LATE' if late else ''}; "
              f"{len(differ)} of {len(self.expected[branch])} files differ", flush=True)
        for document in self.server.documents[said:]:
            print(f"  {len(document['files'])} files changed, {document['parsed']} parsed, {len(document['errors'])} errors, {document['ms']:.0f} ms")
        for name in differ[:5]:
            print(f"  {path_of(self.server, name)} is not what a build writes")

    def mark(self):
        """Writes one file more: where it is served, all that changed before it has been seen."""
        self.marks += 1
        folder = self.folder / "static"
        folder.mkdir(exist_ok=True)
        (folder / "bench-mark.txt").write_text(f"mark {self.marks}\n")

    def is_marked(self):
        return self.client.get(self.server.path("/bench-mark.txt")) == (200, f"mark {self.marks}\n".encode())

    def until_told(self):
        version = self.client.version(self.page)
        return self.stream.wait(lambda state: state["pages"][self.page] == version and not state["problems"], PATIENCE)

    def until_right(self, branch):
        started = time.monotonic()
        pending = list(self.looked_at)
        while time.monotonic() < started + PATIENCE:
            pending = [name for name in pending if not same(self.client, path_of(self.server, name), self.expected[branch][name])]
            if not pending and self.is_marked():
                return time.monotonic()
            time.sleep(POLL)
        return None

    def checkout(self, branch):
        git(self.folder, "checkout", "--quiet", branch)

    def rename_away_and_back(self):
        content, aside = self.folder / "content", self.folder / "content-aside"
        content.rename(aside)
        time.sleep(0.3)
        aside.rename(content)

    def remove_and_restore(self):
        shutil.rmtree(self.folder / "content")
        git(self.folder, "checkout", "--quiet", "--", "content")


def after(then, ended):
    return "never" if then is None else f"after {max(then - ended, 0):.2f} s"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nutgraf", required=True)
    parser.add_argument("--site", required=True, type=pathlib.Path)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--within", type=float, default=2, help="seconds")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "site"
        copy_of(options.site, folder)
        changed = sorted(stories(options.nutgraf, folder), key=lambda story: story["file"])[:options.files]
        make_commits(folder, changed)
        expected = {"after": build(options.nutgraf, folder, pathlib.Path(scratch) / "built-after")}
        git(folder, "checkout", "--quiet", "before")
        expected["before"] = build(options.nutgraf, folder, pathlib.Path(scratch) / "built-before")
        print(f"{len(changed)} stories differ, {sum(expected['after'].get(name) != text for name, text in expected['before'].items())} files of the build")
        with Server(options.nutgraf, folder) as server:
            bench = Bench(server, folder, expected, changed, options.within)
            ready = server.memory()
            for _ in range(options.runs):
                for branch in ("after", "before"):
                    bench.run(f"git checkout {branch}", lambda: bench.checkout(branch), branch)
                bench.run("content/ away and back", bench.rename_away_and_back, "before")
                bench.run("content/ removed, restored", bench.remove_and_restore, "before")
            print(f"memory {ready:.0f} MB when ready, {server.memory():.0f} MB after, {server.memory('VmHWM'):.0f} MB at most")
            bench.stream.close()
    sys.exit(0 if bench.is_sound else 1)


if __name__ == "__main__":
    main()
