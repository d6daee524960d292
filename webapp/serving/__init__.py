"""Between the sockets and the app: gunicorn's threads, kept from waiting for anybody's line."""
