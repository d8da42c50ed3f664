#!/usr/bin/env python3
"""Times `check` of a site against a whole build of it, in turns within one run.

    benches/check.py --nutgraf target/release/nutgraf --site DIR [--runs 3]

build: a cold build; the output folder is moved away first          check: all rules, the finished pages among them

Prints the median of each with its minimum and maximum, peak memory, and the ratio, which is what matters: machines differ.
Python 3 standard library, Linux.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import time

FOUND = 1


def run(command):
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    # `check` ends with 1 where it finds something.
    if os.waitstatus_to_exitcode(status) not in (0, FOUND):
        raise SystemExit(f"failed: {command}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nutgraf", required=True)
    parser.add_argument("--site", required=True, type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    trash = options.site.resolve().with_name(options.site.resolve().name + ".trash")
    trash.mkdir(exist_ok=True)
    public = options.site / "public"
    root = ["--root", str(options.site)]
    commands = {
        "build": [options.nutgraf, "build", "--quiet", *root],
        "check": [options.nutgraf, "check", "--quiet", "--no-baseline", *root],
    }
    rows = {name: [] for name in commands}
    for _ in range(options.runs):
        if public.exists():
            public.rename(trash / f"public-{time.time_ns()}")
        for name, command in commands.items():
            os.sync()
            rows[name].append(run(command))
    median = {name: statistics.median(wall for wall, _, _ in runs) for name, runs in rows.items()}
    for name, runs in rows.items():
        walls = [wall for wall, _, _ in runs]
        cpu, memory = statistics.median(r[1] for r in runs), max(r[2] for r in runs)
        print(f"{name:6} {median[name]:7.2f} s ({min(walls):.2f} to {max(walls):.2f}), cpu {cpu:6.2f} s, {memory:6.0f} MB")
    cpus = {name: statistics.median(cpu for _, cpu, _ in runs) for name, runs in rows.items()}
    print(f"check / build {median['check'] / median['build']:.2f}, by processor time {cpus['check'] / cpus['build']:.2f}")
    shutil.rmtree(trash)


if __name__ == "__main__":
    main()
