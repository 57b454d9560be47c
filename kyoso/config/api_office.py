"""The HTTP API of the office door: what officers' own programs may read.

It is described at ``/api/v1/openapi.json``; there is no page to try it on, because
a try would be a look into real cases.
"""

from ninja import NinjaAPI

from kyoso import __version__
from kyoso.config.api_answers import ReadableJson, answer_in_words

api = NinjaAPI(
    title="Kyoso office API",
    version=__version__,
    urls_namespace="office_api",
    renderer=ReadableJson(),
    docs_url=None,
)

api.add_router("cases", "kyoso.engines.casework.desk.rest.router")
answer_in_words(api)
