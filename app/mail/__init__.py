"""Mail: written in the transaction of what it tells (`services`), sent later (`jobs`) to a mail server (`smtp`)."""
