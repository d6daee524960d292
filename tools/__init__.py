"""What `make` calls: the environment, the browser, Node, the links of the documentation."""
