"""An OpenID Connect provider of its own, to sign in against: django-oauth-toolkit in a process on loopback.

It is a project beside ours, with its own settings and a file for a database; the protocol is all the library's. Only the people
are made up: a test says who they are and which claims they bear.
"""
