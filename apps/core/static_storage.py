"""Static files under names that carry a digest, our script modules and what they import included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

#: Django's own switch for this also reads other people's scripts and trips over one of them.
OUR_MODULES = (
    "js/*.js",
    (
        (r"""(?P<matched>from "(?P<url>\.[^"]+)")""", 'from "%(url)s"'),
        (r"""(?P<matched>import\("(?P<url>\.[^"]+)"\))""", 'import("%(url)s")'),
    ),
)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """A browser may keep each file for ever: a changed module has another name, and so have those that import it."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, OUR_MODULES)
