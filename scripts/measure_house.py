"""Print the figures of the house: sizes, names, comments, silenced rules, tests beside their rooms.

``python scripts/measure_house.py [FOLDER] [--list]``; FOLDER is another working tree, to compare
with; ``--list`` names the modules without a test beside them and the files with one user.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
ROOT = Path(FOLDERS[0] if FOLDERS else Path(__file__).parents[1]).resolve()
PACKAGES = ("geo", "maps", "api")
PRIVATE = frozenset(
    {
        *("still", "furniture", "scenery", "Teller", "telling", "told", "said", "reading", "spots"),
        *("Wish", "arrange", "hot", "direct", "turns", "profiles"),
        *("Asked", "Found", "one", "made", "kept"),
    }
)
"""Names of the issue's list, counted where they are bound."""
LONG = 80
"""Lines from which a module is to have a test module of its own name."""
SHORT = 60
"""Lines up to which a file that one other imports belongs into that other."""


def bound(tree: ast.AST) -> list[str]:
    """Return the names that a module binds: definitions, arguments, variables, not attributes."""
    return [
        *(n.name for n in ast.walk(tree) if isinstance(n, ast.ClassDef | ast.FunctionDef)),
        *(n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)),
        *(n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)),
    ]


def module_of(path: Path) -> str:
    """Return the dotted name of a module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.Module, known: set[str], *, top_only: bool) -> set[str]:
    """Return the modules of the house that a module imports, at its top or anywhere."""
    checked = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in tree.body if top_only else ast.walk(tree):
        if id(node) in checked:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in known else node.module for name in names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & known


def cycles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Return the strongly connected parts with more than one module."""

    def reached(start: str) -> set[str]:
        seen, waiting = set(), [start]
        while waiting:
            for name in graph[waiting.pop()] - seen:
                seen.add(name)
                waiting.append(name)
        return seen

    reach = {name: reached(name) for name in graph}
    groups = {
        tuple(sorted(other for other in reach[name] if name in reach[other])) for name in graph
    }
    return sorted(list(group) for group in groups if len(group) > 1)


def size(text: str) -> int:
    """Return the number of lines of a file."""
    return text.count("\n")


def sizes(texts: dict[Path, str], trees: dict[Path, ast.Module]) -> None:
    """Print lines, files, classes."""
    lines = sum(map(size, texts.values()))
    classes = sum(isinstance(n, ast.ClassDef) for t in trees.values() for n in ast.walk(t))
    print(f"lines {lines} in {len(texts)} files, {classes} classes")
    for package in PACKAGES:
        own = {path: size(text) for path, text in texts.items() if (ROOT / package) in path.parents}
        loose = sum(path.parent == ROOT / package and path.stem != "__init__" for path in own)
        print(f"  {package}: {sum(own.values())} lines, {len(own)} files, {loose} loose at its top")


def reasoned(text: str, tree: ast.Module) -> Iterator[bool]:
    """Tell of each constant of a module that holds a number whether words stand beside it."""
    lines = text.splitlines()
    for node, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        named = target.elts if isinstance(target, ast.Tuple) else [target]
        value = getattr(node, "value", None)
        if not value or not all(isinstance(n, ast.Name) and n.id.isupper() for n in named):
            continue
        if _is_measured(value):
            told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            yield told or any("#" in line for line in lines[node.lineno - 2 : node.end_lineno])


def unsaid(node: ast.AST) -> bool:
    """Tell whether a node is a function whose arguments or answer are typed with `Any`."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    typed = [
        argument.annotation for argument in ast.walk(node.args) if isinstance(argument, ast.arg)
    ]
    inner = (one for kind in (*typed, node.returns) if kind for one in ast.walk(kind))
    return any(isinstance(one, ast.Name) and one.id == "Any" for one in inner)


def _is_measured(value: ast.expr) -> bool:
    """Tell whether a value is made of numbers: not a call that takes some, not keys of statuses."""
    match value:
        case ast.Constant(value=number):
            return type(number) in {int, float}
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Dict(values=parts):
            return any(map(_is_measured, parts))
        case ast.BinOp(left=left, right=right):
            return _is_measured(left) or _is_measured(right)
        case ast.UnaryOp(operand=operand):
            return _is_measured(operand)
    return False


def words(texts: dict[Path, str], trees: dict[Path, ast.Module]) -> None:
    """Print names of the list, comments, silenced rules."""
    names = [name for tree in trees.values() for name in bound(tree)]
    private = {name: names.count(name) for name in sorted(PRIVATE) if name in names}
    print(f"private names bound {sum(private.values())}: {private}")
    comments = sum(
        token.type == tokenize.COMMENT and not re.match(r"# (noqa|type:)", token.string)
        for text in texts.values()
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
    )
    print(f"comments a thousand lines {1000 * comments / sum(map(size, texts.values())):.1f}")
    told = [one for path, text in texts.items() for one in reasoned(text, trees[path])]
    print(f"constants with numbers {len(told)}, with a reason or meaning beside them {sum(told)}")
    everything = "\n".join(texts.values())
    lazy = len(re.findall(r"noqa:[^\n#]*PLC0415", everything))
    every = [node for tree in trees.values() for node in ast.walk(tree)]
    loose = sum(isinstance(node, ast.Name) and node.id == "Any" for node in every)
    signed = sum(unsaid(node) for node in every)
    print(f"noqa {everything.count('# noqa')}, lazy imports {lazy}")
    print(f"Any {loose}, signatures with it {signed}")
    print(f"import_module {everything.count('import_module(')}")


def rooms(texts: dict[Path, str], trees: dict[Path, ast.Module], *, listed: bool) -> None:
    """Print cycles, files with one user, and modules without a test module of their own."""
    modules = {path: module_of(path) for path in texts}
    known = set(modules.values())
    top = {modules[p]: imports(trees[p], known, top_only=True) - {modules[p]} for p in texts}
    found = cycles(top)
    print(f"import cycles {len(found)}")
    for cycle in found:
        print("  " + " <-> ".join(cycle))
    users: dict[str, set[str]] = {name: set() for name in known}
    for path in texts:
        for name in imports(trees[path], known, top_only=False) - {modules[path]}:
            users[name].add(modules[path])
    short = [modules[p] for p in texts if p.stem != "__init__" and size(texts[p]) <= SHORT]
    single = [name for name in short if len(users[name]) == 1]
    print(f"one-importer files of at most {SHORT} lines {len(single)}")

    tests = list((ROOT / "tests").rglob("test_*.py"))
    named = {path.stem.removeprefix("test_") for path in tests}
    beside = {module_of(path).removeprefix("tests.").replace(".test_", ".") for path in tests}
    long = [path for path in texts if size(texts[path]) > LONG and path.stem != "__init__"]
    elsewhere = sum(path.stem in named for path in long)
    alone = [path for path in long if modules[path] not in beside]
    share = 1 - len(alone) / len(long)
    print(f"modules over {LONG} lines {len(long)}: with a test module of the same name ", end="")
    print(f"{elsewhere} ({elsewhere / len(long):.0%}), ", end="")
    print(f"in the same folder {len(long) - len(alone)} ({share:.0%})")
    if listed:
        for path in alone:
            print(f"  {modules[path]} {size(texts[path])}{' *' if path.stem in named else ''}")
        for name in single:
            print(f"  {name} <- {next(iter(users[name]))}")


def main() -> None:
    """Print one figure a line."""
    folders = [ROOT / package for package in PACKAGES]
    paths = sorted(path for folder in folders for path in folder.rglob("*.py"))
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    trees = {path: ast.parse(text) for path, text in texts.items()}
    sizes(texts, trees)
    words(texts, trees)
    rooms(texts, trees, listed="--list" in sys.argv)


if __name__ == "__main__":
    main()
