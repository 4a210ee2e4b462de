"""Reading the environment: an empty value counts as not set; flags and lists look the same everywhere."""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

BASE_DIR = Path(__file__).resolve().parent.parent


def text(name: str, default: str = "") -> str:
    """The value of a variable, else what the file named by `<name>_FILE` holds: containers get secrets as files.

    An empty value counts as not set, since compose files write `NAME=`. A file that is named and missing is an OSError.
    """
    return os.environ.get(name) or _file_named_by(f"{name}_FILE") or default


def _file_named_by(name: str) -> str:
    path = os.environ.get(name)
    return Path(path).read_text().strip() if path else ""


def database_url(name: str) -> str:
    """A database address; its password may come apart from it, as `DATABASE_PASSWORD` for `DATABASE_URL`."""
    url, password = urlsplit(text(name)), text(name.replace("_URL", "_PASSWORD"))
    if not (url.netloc and password):
        return text(name)
    person, _, place = url.netloc.rpartition("@")
    login = person.partition(":")[0]
    return urlunsplit(url._replace(netloc=f"{login}:{quote(password, safe='')}@{place}"))


def flag(name: str, default: bool = False) -> bool:
    """A yes/no variable: 1, true, yes and on mean yes."""
    value = text(name)
    return value.lower() in {"1", "true", "yes", "on"} if value else default


def names(name: str, default: str = "") -> list[str]:
    """A comma-separated list, blanks dropped."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def commit() -> str:
    """The commit of this checkout, read without git; "unknown" where there is none."""
    git = BASE_DIR / ".git"
    try:
        head = (git / "HEAD").read_text().strip()
        return (git / head.removeprefix("ref: ")).read_text().strip() if head.startswith("ref: ") else head
    except OSError:
        return "unknown"


def data_dir() -> Path:
    """Where everything lives that must outlast a restart: database, queue, mail, uploads (`DATA_DIR`)."""
    return Path(text("DATA_DIR", str(BASE_DIR / ".data"))).expanduser().resolve()


def secret_key() -> str:
    """`SECRET_KEY`, else one made at the first start, in the data folder, readable by its owner only.

    Two processes that start at once agree: a link to a finished file is made by exactly one of them.
    """
    if given := text("SECRET_KEY"):
        return given
    path = data_dir() / "secret_key"
    if not path.exists():
        _make_secret_key(path)
    return path.read_text()


def _make_secret_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    mine = path.with_name(f"secret_key.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(mine)
    finally:
        mine.unlink()
