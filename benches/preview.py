"""What the benches of the preview share: a running server, requests to it, open streams, and saves.

Python 3 standard library, Linux.
"""
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import statistics
import struct
import subprocess
import tempfile
import threading
import time
from urllib.parse import quote, unquote, urlencode, urlsplit

SCRIPT = re.compile(rb'<script src="/_nutgraf/preview\.js" [^>]*></script>')
VERSION = re.compile(rb'<script src="/_nutgraf/preview\.js" [^>]*data-version="([^"]*)"')

# The first of the ports that are tried; the server takes the next free one.
PORT = 8900


class Server:
    """A server of a site, and what it says of each edit."""

    def __init__(self, nutgraf, site, patience=120):
        self.started = time.monotonic()
        self.errors = tempfile.TemporaryFile()
        command = [nutgraf, "serve", "--root", str(site), "--port", str(PORT), "--format", "json"]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.errors)
        self.told = threading.Condition()
        self.documents = []
        threading.Thread(target=self._listen, daemon=True).start()
        ready = self.document(0, patience)
        if ready is None:
            self.stop()
            raise SystemExit(f"the server did not start: {self.said()}")
        address = urlsplit(ready["address"])
        self.host, self.port, self.home = address.hostname, address.port, address.path

    def _listen(self):
        for line in self.process.stdout:
            with self.told:
                self.documents.append(json.loads(line))
                self.told.notify_all()

    def document(self, number, patience):
        """What it said as its `number`th document: `ready` is the first, edits follow."""
        with self.told:
            self.told.wait_for(lambda: len(self.documents) > number, patience)
            return self.documents[number] if len(self.documents) > number else None

    def path(self, route):
        """The path of a route, which starts with a slash."""
        return self.home.rstrip("/") + route

    def said(self):
        """What it said of warnings and errors."""
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")[-2000:]

    def memory(self, key="VmRSS"):
        """In MB."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(key + ":"):
                return int(line.split()[1]) / 1024
        return 0.0

    def threads(self):
        return len(os.listdir(f"/proc/{self.process.pid}/task"))

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def stop(self):
        """Asks it to end, and sees that it does."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Client:
    """Requests over one kept-alive connection."""

    def __init__(self, server):
        self.server = server
        self.connection = None

    def get(self, path):
        """Status and bytes. A connection that idled too long is closed by the server, and opened again here."""
        for attempt in (1, 2):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection(self.server.host, self.server.port, timeout=30)
                    self.connection.connect()
                    self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.connection.request("GET", quote(path, safe="/%"))
                response = self.connection.getresponse()
                return response.status, response.read()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.close()
                if attempt == 2:
                    raise

    def version(self, path):
        """The version of a page as it is served now."""
        found = VERSION.search(self.get(path)[1])
        return found.group(1).decode() if found else None

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Stream:
    """An open stream, and the state that it told last."""

    def __init__(self, server, pages):
        self.server, self.pages = server, pages
        self.news = threading.Condition()
        self.state, self.at, self.count, self.ended = None, None, 0, False
        self.socket = socket.create_connection((server.host, server.port), timeout=60)
        query = urlencode([("page", page) for page in pages])
        head = f"GET /_nutgraf/events?{query} HTTP/1.1\r\nHost: {server.host}:{server.port}\r\n\r\n"
        self.socket.sendall(head.encode())
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        try:
            response = http.client.HTTPResponse(self.socket, method="GET")
            response.begin()
            while line := response.readline():
                if line.startswith(b"data:"):
                    with self.news:
                        self.state, self.at = json.loads(line[5:]), time.monotonic()
                        self.count += 1
                        self.news.notify_all()
        except (OSError, ValueError, http.client.HTTPException):
            pass
        with self.news:
            self.ended = True
            self.news.notify_all()

    def wait(self, holds, patience):
        """Waits for a state; gives when it came, or `None`."""
        with self.news:
            if self.news.wait_for(lambda: self.state is not None and holds(self.state), patience):
                return self.at
        return None

    def close(self):
        """As a browser does that closes a tab."""
        for end in (lambda: self.socket.shutdown(socket.SHUT_RDWR), self.socket.close):
            try:
                end()
            except OSError:
                pass

    def vanish(self):
        """Resets the connection, as a browser does that crashes."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # The reset is sent when the listening thread, which this ends, lets go of the socket too.
        try:
            self.socket.shutdown(socket.SHUT_RD)
        except OSError:
            pass
        self.socket.close()

    def fall_silent(self):
        """Says that nothing more is asked, and leaves the connection open."""
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass


class Site:
    """A folder whose files are put back at the end."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.before = {}

    def _remember(self, name):
        path = self.folder / name
        if name not in self.before:
            self.before[name] = path.read_bytes() if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def read(self, name):
        return (self.folder / name).read_bytes()

    def write(self, name, content):
        """Writes a whole file by one write(2), over the bytes that are there, and gives the time just before."""
        path = self._remember(name)
        known = path.stat().st_size if path.exists() else 0
        start = time.monotonic()
        file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
        os.write(file, content)
        if known > len(content):
            os.ftruncate(file, len(content))
        os.close(file)
        return start

    def append(self, name, content):
        """Appends by one write(2), and gives the time just before."""
        path = self._remember(name)
        file = os.open(path, os.O_WRONLY | os.O_APPEND)
        start = time.monotonic()
        os.write(file, content)
        os.close(file)
        return start

    def remove(self, name):
        path = self._remember(name)
        start = time.monotonic()
        path.unlink()
        return start

    def rename(self, name, other):
        path, target = self._remember(name), self._remember(other)
        start = time.monotonic()
        path.rename(target)
        return start

    def put_back(self):
        for name, content in self.before.items():
            path = self.folder / name
            if content is not None:
                path.write_bytes(content)
            elif path.exists():
                path.unlink()
        for name in ("templates", "static"):
            folder = self.folder / name
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def stories(nutgraf, site):
    """The stories as `list` gives them: route, file, headline."""
    command = [nutgraf, "list", "stories", "--root", str(site), "--format", "json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def copy_of(site, target):
    """Copies a site without its output."""
    shutil.copytree(site, target, symlinks=True, ignore=shutil.ignore_patterns("public", ".git"))


def build(nutgraf, site, target):
    """What a clean build writes: bytes by path. Dot files are the build's own records."""
    command = [nutgraf, "build", "--quiet", "--root", str(site), "--output-dir", str(target)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"the site cannot be built:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    written = (path for path in pathlib.Path(target).rglob("*") if path.is_file())
    names = ((path.relative_to(target).as_posix(), path) for path in written)
    return {name: path.read_bytes() for name, path in names if not name.startswith(".nutgraf")}


def path_of(server, name):
    """The path of an output file: that of its folder for an index."""
    folder, _, last = name.rpartition("/")
    route = (f"/{folder}/" if folder else "/") if last == "index.html" else f"/{name}"
    return server.path(route)


def same(client, path, expected):
    """Whether a path answers what a build wrote, but for the script. Pages with a script of that name are none."""
    status, content = client.get(path)
    return status == 200 and SCRIPT.sub(b"", content, count=1) == expected


def differing(server, client, expected):
    """The output files that are answered otherwise than a build wrote them."""
    return [name for name, content in expected.items() if not same(client, path_of(server, name), content)]


def spread(values, digits=0):
    """Median and, in brackets, least and most."""
    if not values:
        return "none"
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"
