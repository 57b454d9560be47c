"""What the provider answers to whoever asks wrongly."""


class Wrong(Exception):  # noqa: N818 - says what is wrong
    """An OAuth error; ``told_to_client`` is false while the address is not trusted."""

    def __init__(
        self, error: str, why: str = "", *, told_to_client: bool = True
    ) -> None:
        self.error = error
        self.why = why
        self.told_to_client = told_to_client
        super().__init__(error)
