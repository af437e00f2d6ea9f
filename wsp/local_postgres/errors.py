"""What stops the local database: one kind of error, whose text is a sentence that says what to do."""


class LocalPostgresError(RuntimeError):
    """The local database cannot be started; the message is meant for the person at the keyboard."""
