"""What a cache on Redis holds: JSON, because a pickle read is code that runs."""

import json
from typing import Any


class Plain:
    """Django's way of writing and reading a value, for values of JSON only.

    Whole numbers stay as they are: Redis counts with them.
    """

    def dumps(self, value: Any) -> int | bytes:
        return value if type(value) is int else json.dumps(value).encode()

    def loads(self, kept: bytes) -> Any:
        return json.loads(kept)
