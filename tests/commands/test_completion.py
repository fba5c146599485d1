"""Completion in real shells: what each offers after the tab key."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TRIES = {
    "bash": """
        source <(newsfold completion bash)
        COMP_LINE="$1"; COMP_POINT=${#1}; COMP_TYPE=9
        _python_argcomplete newsfold; printf '%s\\n' "${COMPREPLY[@]}"
    """,
    "zsh": """
        autoload -Uz compinit; compinit -u -D
        source <(newsfold completion zsh)
        _describe() { print -rl -- "${(@P)2}" }
        BUFFER="$1"; CURSOR=${#1}; words=(newsfold)
        ${_comps[newsfold]}
    """,
    "fish": """newsfold completion fish | source; complete -C "$argv[1]" """,
}


@pytest.mark.parametrize(
    ("shell", "line", "offered"),
    [
        ("bash", "newsfold que", "query"),
        ("bash", "newsfold query --form", "--format"),
        ("bash", "newsfold query --format parq", "parquet"),
        ("zsh", "newsfold query --format parq", "parquet"),
        ("fish", "newsfold query --format parq", "parquet"),
    ],
)
def test_a_shell_completes_commands_options_and_choices(shell: str, line: str, offered: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "try").write_text(TRIES[shell])
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    start = [shell, "-f"] if shell == "zsh" else [shell]
    done = subprocess.run(
        [*start, str(tmp_path / "try"), line], env=os.environ | {"PATH": path, "HOME": str(tmp_path)},
        capture_output=True, text=True,
    )  # fmt: skip
    (found,) = done.stdout.strip().splitlines()
    assert found.replace(":", "\t").split("\t")[0].strip() == offered, done.stderr
