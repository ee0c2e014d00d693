"""The command line: one function a command, each importing only what it needs (asking never imports discord)."""

from __future__ import annotations

import argparse
import asyncio
import errno
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.sentences import explain
from bot.settings import Settings, SettingsError, read_settings
from knowledge.errors import SergeError

CITATION_STYLES = ("chicago", "note", "bibliography", "mla", "bibtex", "ris", "csl-json")
"""The names of the styles, here too so that parsing the command line imports nothing of them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 done, 1 not found or faulty, 2 used wrongly, 130 interrupted."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # bytes that are no text, signs the terminal does not have
    try:
        settings = read_settings(os.environ, options.database)
        status = int(options.command(options, settings))
        sys.stdout.flush()  # while a reader that has gone is still understood
    except (SergeError, SettingsError) as error:
        print(explain(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"The output could not be written: {error.strerror}.", file=sys.stderr)
        return 1
    return status


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    from bot.terminal import ask

    if options.json_schema:
        return ask.print_schema()
    if options.batch:
        return asyncio.run(ask.ask_batch(settings, options.batch, explained=options.explain))
    if not options.query:
        print("Ask for something, for example: serge ask kronstadt", file=sys.stderr)
        return 2
    query = " ".join(options.query)
    return asyncio.run(ask.ask(settings, query, as_json=options.json, explained=options.explain))


def _chat(_: argparse.Namespace, settings: Settings) -> int:
    from bot.terminal.chat import chat

    return asyncio.run(chat(settings))


def _topics(_: argparse.Namespace, settings: Settings) -> int:
    from bot.terminal.listing import print_topics

    return asyncio.run(print_topics(settings))


def _sources(_: argparse.Namespace, settings: Settings) -> int:
    from bot.terminal.listing import print_sources

    return asyncio.run(print_sources(settings))


def _read(options: argparse.Namespace, settings: Settings) -> int:
    from bot.terminal.listing import print_reading

    return asyncio.run(print_reading(settings, " ".join(options.where)))


def _quote(options: argparse.Namespace, settings: Settings) -> int:
    from bot.terminal.checking import EXAMPLE, print_quotation_check

    if not options.quotation and sys.stdin.isatty():
        print(f"Quote something, for example: {EXAMPLE}", file=sys.stderr)
        return 2
    return asyncio.run(print_quotation_check(settings, " ".join(options.quotation)))


def _compare(options: argparse.Namespace, settings: Settings) -> int:
    from bot.terminal.listing import print_comparison

    return asyncio.run(print_comparison(settings, " ".join(options.topic)))


def _cite(options: argparse.Namespace, settings: Settings) -> int:
    from bot.terminal.citing import print_citation

    return asyncio.run(print_citation(settings, " ".join(options.query), options.style))


def _coverage(options: argparse.Namespace, _: Settings) -> int:
    from bot.terminal.packs import print_map

    return print_map(options.pack, markdown=options.markdown)


def _export(options: argparse.Namespace, _: Settings) -> int:
    from bot.terminal.packs import print_export, print_export_schema

    return print_export_schema() if options.json_schema else print_export(options.pack)


def _new_pack(options: argparse.Namespace, _: Settings) -> int:
    from bot.terminal.packs import make_pack

    return make_pack(options.text, options.folder)


def _check(options: argparse.Namespace, _: Settings) -> int:
    from bot.terminal.packs import print_check

    return print_check(options.pack)


def _eval(options: argparse.Namespace, settings: Settings) -> int:
    from bot.terminal.evaluating import print_evaluation

    return asyncio.run(print_evaluation(options.set or ["test"], options.write, settings.model))


def _load(options: argparse.Namespace, settings: Settings) -> int:
    from bot.terminal.packs import print_load

    return asyncio.run(print_load(settings, options.pack))


def _schema(options: argparse.Namespace, _: Settings) -> int:
    from bot.terminal.packs import print_schema

    return print_schema(options.file)


def _run(_: argparse.Namespace, settings: Settings) -> int:
    from bot.run import run

    return run(settings)


def _try(options: argparse.Namespace, settings: Settings) -> int:
    from bot.preview import try_in_browser

    return try_in_browser(settings, port=options.port, open_browser=not options.no_browser)


def _health(_: argparse.Namespace, settings: Settings) -> int:
    from bot.heartbeat import print_health

    return print_health(settings.heartbeat)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="serge",
        description="A discussion companion: the essay's passage word for word, its citation, and its rebuttal.",
        epilog="Start with: serge ask kronstadt",
    )
    parser.set_defaults(database=None)
    database = argparse.ArgumentParser(add_help=False)
    database.add_argument(
        "--database",
        metavar="FILE|URL",
        help="an SQLite file or a postgresql:// address (or set SERGE_DATABASE_URL)",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_asking(commands, database)
    _add_packs(commands, database)
    _add_running(commands, database)
    return parser


def _add_asking(commands: Any, database: argparse.ArgumentParser) -> None:
    ask = commands.add_parser("ask", parents=[database], help="look up a topic, a claim or a question")
    ask.add_argument("query", nargs="*", help="what to look up, for example: kronstadt")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.add_argument("--explain", action="store_true", help="tell why: rung, words, scores, the text it is most like")
    ask.add_argument("--batch", metavar="FILE", type=Path, help='answer a file of {"id", "query"} lines, as JSON lines')
    ask.add_argument("--json-schema", action="store_true", help="print the schema of the JSON and stop")
    ask.set_defaults(command=_ask)

    chat = commands.add_parser("chat", parents=[database], help="talk as in Discord, in this terminal, without a token")
    chat.set_defaults(command=_chat)

    topics = commands.add_parser("topics", parents=[database], help="list the topics by section")
    topics.set_defaults(command=_topics)

    sources = commands.add_parser("sources", parents=[database], help="list the works that the essay cites")
    sources.set_defaults(command=_sources)

    read = commands.add_parser("read", parents=[database], help="print the essay, a section of it or a paragraph")
    read.add_argument("where", nargs="*", help="for example: bolsheviks 17; the whole essay if not given")
    read.set_defaults(command=_read)

    quote = commands.add_parser("quote", parents=[database], help="check a quotation, word by word")
    quote.add_argument("quotation", nargs="*", help="the quotation; read from the standard input if not given")
    quote.set_defaults(command=_quote)

    compare = commands.add_parser("compare", parents=[database], help="set earlier words against later ones")
    compare.add_argument("topic", nargs="*", help="what it is about; everything that is compared if not given")
    compare.set_defaults(command=_compare)

    cite = commands.add_parser(
        "cite", parents=[database], help="print citations: of a topic, a page, a work, the essay"
    )
    cite.add_argument("query", nargs="+", help="what to cite, for example: kronstadt, memoirs 150, memoirs, essay")
    cite.add_argument("--style", choices=CITATION_STYLES, default=CITATION_STYLES[0], help="how it is written out")
    cite.set_defaults(command=_cite)


def _add_packs(commands: Any, database: argparse.ArgumentParser) -> None:
    check = commands.add_parser("check", help="check a pack: every word at its place, every source there")
    check.add_argument("pack", nargs="?", type=Path, help="the pack's folder; the shipped pack if not given")
    check.set_defaults(command=_check)

    load = commands.add_parser("load", parents=[database], help="load a pack into the database, all of it or nothing")
    load.add_argument("pack", type=Path, help="the pack's folder")
    load.set_defaults(command=_load)

    coverage = commands.add_parser(
        "coverage", aliases=["map"], help="draw the map of the argument: sections, claims, quotations, sources"
    )
    coverage.add_argument("pack", nargs="?", type=Path, help="the pack's folder; the shipped pack if not given")
    coverage.add_argument("--markdown", action="store_true", help="print it as Markdown, as the pack's MAP.md holds it")
    coverage.set_defaults(command=_coverage)

    evaluation = commands.add_parser("eval", help="measure the look-up on labelled queries, beside its peers")
    evaluation.add_argument(
        "set", nargs="*", help="tuning, test, or a file of JSON lines with query and right; test if not given"
    )
    evaluation.add_argument(
        "--write", metavar="FOLDER", type=Path, help="write the tables and the calibration plot into this folder"
    )
    evaluation.set_defaults(command=_eval)

    export = commands.add_parser("export", help="print a whole pack for other programs")
    export.add_argument("pack", nargs="?", type=Path, help="the pack's folder; the shipped pack if not given")
    export.add_argument("--format", choices=["json"], default="json", help="the format (json)")
    export.add_argument("--json-schema", action="store_true", help="print the schema of the JSON and stop")
    export.set_defaults(command=_export)

    new_pack = commands.add_parser("new-pack", help="make the beginnings of a pack from a plain text or Markdown file")
    new_pack.add_argument("text", type=Path, help="the text: plain or Markdown, in UTF-8")
    new_pack.add_argument(
        "folder", nargs="?", type=Path, help="the new pack's folder; named after the text if not given"
    )
    new_pack.set_defaults(command=_new_pack)

    schema = commands.add_parser("schema", help="print the JSON Schema of a pack's file, for your editor")
    schema.add_argument("file", choices=["pack", "sources", "quotations", "citations", "entries", "pairs", "slips"])
    schema.set_defaults(command=_schema)


def _add_running(commands: Any, database: argparse.ArgumentParser) -> None:
    run = commands.add_parser("run", parents=[database], help="run the bot (token in SERGE_TOKEN or SERGE_TOKEN_FILE)")
    run.set_defaults(command=_run)

    try_ = commands.add_parser(
        "try", parents=[database], help="try the bot in your browser, without a token (needs the extra: serge[try])"
    )
    try_.add_argument("--port", type=int, default=None, help="the local port; any free one if not given")
    try_.add_argument("--no-browser", action="store_true", help="only print the address")
    try_.set_defaults(command=_try)

    health = commands.add_parser("health", help="tell whether the running bot is alive, by its exit status")
    health.set_defaults(command=_health)


if __name__ == "__main__":
    sys.exit(main())
