"""操作記録: who did what to which thing, and why. Entered only by audit.api."""
