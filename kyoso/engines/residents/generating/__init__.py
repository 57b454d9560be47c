"""架空の市: a register of any size whose people do not exist and live lawfully."""
