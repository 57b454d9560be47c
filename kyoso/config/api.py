"""The public HTTP API, put together from each part's ``rest`` module."""

from ninja import NinjaAPI

from kyoso import __version__
from kyoso.citizens.applications.programs.rest import router as applications
from kyoso.citizens.applications.rest import router as procedures
from kyoso.config.api_answers import ReadableJson, answer_in_words
from kyoso.plan.rest import router as plan

api = NinjaAPI(
    title="Kyoso API",
    version=__version__,
    urls_namespace="api",
    renderer=ReadableJson(),
)

api.add_router("plan", plan)
api.add_router("procedures", procedures)
api.add_router("applications", applications)
answer_in_words(api)
