"""Why a mail that waits is not sent."""


class NoLongerWanted(Exception):
    """Raised by whoever hears `MailDue`: since the mail was written, its reader is no longer to be told."""
