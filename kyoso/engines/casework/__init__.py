"""事案: procedures, cases, states, deadlines, decisions. Entered only by casework.api."""
