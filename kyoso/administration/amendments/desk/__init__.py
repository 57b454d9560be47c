"""Officers' pages, in the order of the work: begin, edit, try, compare, decide."""
