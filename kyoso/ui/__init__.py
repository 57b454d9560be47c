"""The design system: base pages, component partials, error pages, styles."""
