"""Our own line drawings, 24 by 24, drawn in the colour of the text."""

PATHS = {
    "arrow-right": '<path d="M9 6l6 6-6 6"/>',
    "arrow-left": '<path d="M15 6l-6 6 6 6"/>',
    "arrow-up": '<path d="M12 19V6M6 11l6-6 6 6"/>',
    "arrow-down": '<path d="M12 5v13M6 13l6 6 6-6"/>',
    "check": '<path d="M4 12.5l5.5 5.5L20 7"/>',
    "done": '<circle cx="12" cy="12" r="9"/><path d="M7.5 12.5l3 3 6-6.5"/>',
    "error": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8z"/><path d="M12 7.5v6M12 16.5v.5"/>',
    "warning": '<path d="M12 3.5L22 20H2z"/><path d="M12 10v5M12 17v.5"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7v.5"/>',
    "help": '<circle cx="12" cy="12" r="9"/><path d="M9.3 9.2a2.8 2.8 0 1 1 4 2.6c-.8.4-1.3 1-1.3 2M12 16.8v.4"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "phone": '<path d="M5 3h4l2 5-2.5 2a12 12 0 0 0 5.500 5.500L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z"/>',
    "print": '<path d="M7 8V3h10v5M7 17H4v-9h16v9h-3"/><path d="M7 14h10v7H7z"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.500l3.500 2"/>',
    "calendar": '<path d="M4 5h16v16H4zM4 10h16M8 3v4M16 3v4"/>',
    "file": '<path d="M6 2.500h8l4 4v15H6z"/><path d="M14 2.500v4h4"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c.5-5 4-7 8-7s7.500 2 8 7"/>',
    "pause": '<circle cx="12" cy="12" r="9"/><path d="M10 8.500v7M14 8.500v7"/>',
    "lock": '<path d="M5 11h14v10H5zM8 11V8a4 4 0 0 1 8 0v3"/>',
    "new-tab": '<path d="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6"/>',
    "download": '<path d="M12 3v12M7 10.500l5 5 5-5M4 20h16"/>',
    "menu": '<path d="M4 6h16M4 12h16M4 18h16"/>',
    "globe": '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3.500 6 3.500 9s-.5 6-3.500 9c-3-3-3.500-6-3.500-9s.5-6 3.500-9z"/>',
}


def svg(name: str) -> str:
    """Return the drawing; it is decoration, the words stand beside it.

    Raises ``KeyError`` for a drawing that does not exist.
    """
    return (
        '<svg class="ks-icon" viewBox="0 0 24 24" width="24" height="24" '
        f'aria-hidden="true" focusable="false">{PATHS[name]}</svg>'
    )
