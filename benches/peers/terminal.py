"""A program in a pseudo-terminal that belongs to this script, and when it wrote what.

Times are taken as bytes are read; the screen is worked out afterwards, while the program is quiet,
so that working it out costs the program nothing. What the screen shows needs the package pyte. The
queries that a terminal answers are answered, as else one would time a program's waiting for that.
"""
import fcntl
import os
import re
import select
import signal
import struct
import termios
import time

import pyte

COLUMNS, ROWS = 120, 40
# A silence this long, in seconds, says that a program has reacted to the end.
QUIET = 0.15
# Less than this, in seconds, is between the pieces of one picture.
PIECES = 0.001
ANSWERS = (
    (rb"\x1b\[0?c", b"\x1b[?62;22c"),
    (rb"\x1b\[>0?c", b"\x1b[>0;10;1c"),
    (rb"\x1b\[5n", b"\x1b[0n"),
    (rb"\x1b\[6n", b"\x1b[1;1R"),
    (rb"\x1b\]10;\?(?:\x07|\x1b\\)", b"\x1b]10;rgb:dddd/dddd/dddd\x1b\\"),
    (rb"\x1b\]11;\?(?:\x07|\x1b\\)", b"\x1b]11;rgb:0000/0000/0000\x1b\\"),
)
# What pyte takes for text: private sequences, and strings for the terminal.
FOREIGN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b[P_^][^\x1b]*\x1b\\")


class Screen(pyte.Screen):
    """pyte's, which also repeats characters (REP), as what calls itself xterm does."""

    last = ""

    def draw(self, data):
        super().draw(data)
        self.last = data[-1:]

    def repeat(self, count=1):
        super().draw(self.last * (count or 1))


class Stream(pyte.ByteStream):
    csi = {**pyte.Stream.csi, "b": "repeat"}
    events = pyte.Stream.events | {"repeat"}


class Terminal:
    def __init__(self, command, environment, folder):
        self.screen = Screen(COLUMNS, ROWS)
        self.stream = Stream(self.screen)
        # The bytes that the program has written.
        self.written = 0
        self.pending, self.ended = [], False
        # The memory of the program when the screen last became as it was wanted.
        self.memory = None
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.began = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
                for descriptor in (0, 1, 2):
                    os.dup2(slave, descriptor)
                os.closerange(3, 256)
                os.chdir(folder)
                os.execvpe(command[0], command, environment)
            finally:
                os._exit(127)
        os.close(slave)

    def read(self, seconds):
        """One piece of what the program writes; None where it writes nothing for so long."""
        if self.ended or not select.select([self.master], [], [], seconds)[0]:
            return None
        try:
            piece = os.read(self.master, 65536)
        except OSError:
            piece = b""
        now = time.monotonic()
        if not piece:
            self.ended = True
            return None
        self.written += len(piece)
        self.pending.append((now, piece, peak(self.pid)))
        for query, reply in ANSWERS:
            for _ in re.finditer(query, piece):
                os.write(self.master, reply)
        return now

    def shows(self, shown):
        """Works the screen out; the time from which on `shown` says yes to its text."""
        since = None
        ends = [at for at, _, _ in self.pending[1:]] + [float("inf")]
        for (at, piece, memory), following in zip(self.pending, ends):
            self.stream.feed(FOREIGN.sub(b"", piece))
            # Pieces that come at once are parts of one picture, which is none before its end.
            if since is None and following - at > PIECES and shown(self.text()):
                since, self.memory = at, memory
        self.pending = []
        return since

    def text(self):
        return "\n".join(self.screen.display)

    def until(self, shown, seconds=60.0):
        """Waits until the screen is as wanted; when it became so. None if it does not."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.ended:
            if self.read(0.005) is None and (since := self.shows(shown)):
                return since
        return self.shows(shown)

    def settle(self, seconds=10.0):
        """Reads until the program is quiet, or for so long."""
        last = begun = time.monotonic()
        while time.monotonic() - last < QUIET and time.monotonic() - begun < seconds:
            last = self.read(0.005) or last
        self.shows(lambda text: False)

    def wait(self, seconds):
        """Reads for so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.ended:
            self.read(0.01)
        self.shows(lambda text: False)

    def press(self, keys):
        """Presses keys at once; the time at which."""
        at = time.monotonic()
        os.write(self.master, keys.encode())
        return at

    def answer(self, key, seconds=10.0):
        """The seconds from a key to the first byte that answers it; None if none comes."""
        at = self.press(key)
        end = at + seconds
        while time.monotonic() < end and not self.ended:
            if first := self.read(0.05):
                return first - at
        return None

    def peak(self):
        """The most memory that the program has used so far, in bytes."""
        return peak(self.pid)

    def close(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.pid, number)
            except ProcessLookupError:
                pass
            end = time.monotonic() + 3
            while time.monotonic() < end:
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self.master)
                    return
                self.read(0.01)


def peak(pid):
    """The most memory that a process has used so far, in bytes; None where it has ended."""
    try:
        with open(f"/proc/{pid}/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return 1024 * int(line.split()[1])
    except OSError:
        pass
    return None
