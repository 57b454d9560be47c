"""The roof (進行管理): the plan, its revisions, initiatives, indicators and meetings."""
