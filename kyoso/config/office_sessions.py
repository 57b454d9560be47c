"""The office door's session engine: the people engine's, on a table of its own."""

from kyoso.config.models import OfficeSession
from kyoso.engines.people.sessions import SessionStore as DatabaseSessions


class SessionStore(DatabaseSessions):
    """Keeps the sessions of officers where the public process cannot look."""

    @classmethod
    def get_model_class(cls) -> type[OfficeSession]:
        return OfficeSession
