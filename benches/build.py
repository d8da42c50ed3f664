#!/usr/bin/env python3
"""Times whole builds of a site against `cp -r` of its own output, in turns within one run.

    benches/build.py --nutgraf target/release/nutgraf --site DIR [--runs 5] [--floor 'PROGRAM write {site} --out {out}']

cold: the output folder is moved away first (deleting it would slow the run that follows)
same: a build with nothing changed          edit: a build after one sentence was added to one story
copy: cp -r of the output                   floor: a program that only reads, parses and writes, if given

Prints the median of each with its minimum and maximum, peak memory, and the ratios that matter: machines differ, ratios
less so. Python 3 standard library, Linux. The site's first story gets a sentence a run; give a generated site.
"""
import argparse
import os
import pathlib
import shlex
import shutil
import statistics
import subprocess
import time


def run(command):
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"failed: {shlex.join(command)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nutgraf", required=True)
    parser.add_argument("--site", required=True, type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--floor")
    options = parser.parse_args()
    trash = options.site.resolve().with_name(options.site.resolve().name + ".trash")
    trash.mkdir(exist_ok=True)
    public = options.site / "public"
    build = [options.nutgraf, "build", "--quiet", "--root", str(options.site)]
    story = sorted((options.site / "content/stories").glob("*.md"))[0]
    rows = {}

    def note(name, command):
        os.sync()
        rows.setdefault(name, []).append(run(command))

    for number in range(options.runs):
        if public.exists():
            public.rename(trash / f"public-{time.time_ns()}")
        note("cold", build)
        note("copy", ["cp", "-r", str(public), str(trash / f"copy-{time.time_ns()}")])
        note("same", build)
        with story.open("a") as file:
            file.write(f"\nA sentence more, {number}.\n")
        note("edit", build)
        if options.floor:
            out = trash / f"floor-{time.time_ns()}"
            note("floor", shlex.split(options.floor.format(site=options.site, out=out)))
    median = {name: statistics.median(wall for wall, _, _ in runs) for name, runs in rows.items()}
    for name, runs in rows.items():
        walls = [wall for wall, _, _ in runs]
        cpu, memory = statistics.median(r[1] for r in runs), max(r[2] for r in runs)
        print(f"{name:6} {median[name]:7.2f} s ({min(walls):.2f} to {max(walls):.2f}), cpu {cpu:6.2f} s, {memory:6.0f} MB")
    print(f"cold / copy {median['cold'] / median['copy']:.2f}, same / cold {median['same'] / median['cold']:.2f}, "
          f"edit / cold {median['edit'] / median['cold']:.2f}"
          + (f", cold / floor {median['cold'] / median['floor']:.2f}" if options.floor else ""))
    shutil.rmtree(trash)


if __name__ == "__main__":
    main()
