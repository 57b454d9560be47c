"""様式: questions, form versions, drafts, answers. Entered only by forms.api."""
