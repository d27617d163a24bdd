"""`python -m kg` is `kg`: a question that was answered before is answered again, all else goes to the commands."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:2] != ["ask"] or not _answered_again(sys.argv[1:]):
        from kg.cli import main as run

        run()


def _answered_again(words: list[str]) -> bool:
    """Say what was said to the same question before; False where there is nothing, or nobody to say it to."""
    try:
        from kg.graph.given_before import question_in, said_before
        from kg.streams import set_up_streams

        question = question_in(words)
        said = said_before(question) if question else None
        if said is None or sys.stdout is None or sys.stderr is None:
            return False
        set_up_streams()
        answer, beside = said
        for sentence in beside:
            sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()
        sys.stdout.write(answer if answer.endswith("\n") else f"{answer}\n")
        sys.stdout.flush()
    except OSError:
        return False  # the command tells what is wrong with the stream
    except KeyboardInterrupt:
        sys.exit(130)
    return True


if __name__ == "__main__":
    main()
