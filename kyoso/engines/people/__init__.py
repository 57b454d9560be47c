"""人と組織: residents, officers, sections, companies, mandates, access. Entered only by people.api."""
