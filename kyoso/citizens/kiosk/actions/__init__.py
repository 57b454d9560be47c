"""端末の操作: registering devices; asking, printing, printing again, ending."""
