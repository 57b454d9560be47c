"""目録: which capabilities exist; navigation, search. Entered only by catalogue.api."""
