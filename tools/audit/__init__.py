"""Three outside tools look for weaknesses in the code, the API and the pages: `make audit`."""
