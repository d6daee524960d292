"""The outside API: the client, its wire form, its errors, and the one door for fetching pictures.

Imports nothing else of the app. No brand in module names: the vendor was renamed once.
"""
