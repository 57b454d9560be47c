from django.apps import AppConfig


class AmendmentsConfig(AppConfig):
    name = "kyoso.administration.amendments"
    label = "amendments"
    verbose_name = "手続の作成と変更"

    def ready(self) -> None:
        from kyoso.administration.amendments import wiring  # noqa: F401
        from kyoso.engines.catalogue.api import Capability, capabilities

        capabilities.register(
            Capability(
                slug="amendments",
                title="手続の作成と変更",
                summary="担当課の職員が、プログラムを書かずに手続を作り、試し、"
                "二人目の確認を受けて公開します。",
                audience="職員",
                engines=("casework", "forms"),
                desk="amendments:list",
                serves="すべての手続",
            )
        )
