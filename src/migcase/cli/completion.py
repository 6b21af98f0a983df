"""`migcase completion`: what makes a shell complete our words.

Prints a script and writes nothing; where it belongs, the help says.
"""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from migcase.cli.spoken import Spoken

SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command(cls=Spoken)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that makes SHELL complete commands and options.

    bash: migcase completion bash >> ~/.bashrc

    zsh: migcase completion zsh >> ~/.zshrc

    fish: migcase completion fish > ~/.config/fish/completions/migcase.fish

    powershell: migcase completion powershell >> $PROFILE
    """
    found = get_completion_class(shell)
    assert found is not None
    root = ctx.find_root().command
    source = found(root, {}, "migcase", "_MIGCASE_COMPLETE").source()
    if shell == "fish":  # click's script cuts a description at its first comma
        source = source.replace('(string split ","', '(string split -m 1 ","')
    click.echo(source)
