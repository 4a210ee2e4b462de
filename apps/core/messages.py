"""Messages between two pages ("Saved.") end with the session: they may name somebody."""

from typing import Any

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.signing import get_cookie_signer
from django.http import HttpResponse


class CookieOfSession(CookieStorage):
    """A cookie that opens only for whom it was left: neither after signing out, nor for who sits down there next.

    Django's own storage in the session costs three queries at every form that is saved.
    """

    def _get(self, *args: Any, **kwargs: Any) -> Any:
        self._sign_for_session()
        return super()._get(*args, **kwargs)  # type: ignore[misc]

    def _store(self, messages: Any, response: HttpResponse, *args: Any, **kwargs: Any) -> Any:
        self._sign_for_session()
        return super()._store(messages, response, *args, **kwargs)  # type: ignore[misc]

    def _sign_for_session(self) -> None:
        """The proof of a session is another one for each person, and after each "sign out everywhere".

        Whoever was locked out still has a session, in which nobody is signed in.
        """
        is_somebody = self.request.user.is_authenticated
        proof = self.request.session.get(HASH_SESSION_KEY, "") if is_somebody else ""
        self.signer = get_cookie_signer(salt=f"{self.key_salt}:{proof}")
