"""The command that publishes everything as pages: site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.methods import method_options, read_method
from kg.cli.options import dataset_options, opened_to_count, output_option, say


@click.command(name="site")
@output_option("DIR", "The folder to write.")
@click.option(
    "--lang",
    type=click.Choice(("both", "en", "es")),
    default="both",
    show_default=True,
    help="Language of the pages; with both, Spanish stands in es/.",
)
@method_options
@dataset_options
def site_command(
    output: Path,
    lang: str,
    graph: Path | None,
    facts: tuple[Path, ...],
    with_corpus: bool,
    **chosen: Any,
) -> None:
    """Write everything as one folder of pages: a page for each thing and article, ties, questions, search.

    The folder opens offline from index.html, and needs no server. An older site there is replaced.

    \b
    Example:  kg site -o site
    Example:  kg site --lang es -o sitio
    """
    from kg.pages.languages import LANGUAGES
    from kg.pages.site.building import check_site_place, read_site, write_site

    check_site_place(output)
    method = read_method(chosen)
    languages = tuple(LANGUAGES) if lang == "both" else (lang,)
    site = read_site(
        opened_to_count(graph, facts, with_corpus), method, languages, lambda words: say(f"site: {words}")
    )
    say(f"site: writing {len(site.files)} files")
    write_site(site, output)
    for words in site.left_out:
        say(f"left out: {words}")
    say(f"{output}: {len(site.files)} files; open {output / 'index.html'}")
