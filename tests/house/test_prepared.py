"""What is done before anybody comes, so that nobody who comes first waits for it."""

from jinja2 import FileSystemBytecodeCache


def test_preparing_leaves_every_template_compiled_on_the_disk(app, tmp_path):
    from app.cli import prepare

    compiled = tmp_path / "compiled"
    compiled.mkdir()
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled), "%s")

    with app.app_context():
        prepare()

    assert len(list(compiled.iterdir())) == len(app.jinja_env.list_templates()) > 100
