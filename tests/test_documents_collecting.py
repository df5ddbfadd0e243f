"""Which files are translated, what their outputs are called, what is refused and what counted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.documents import Collection, collect
from pipeline.errors import UsageError


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Es regnet.", encoding="utf-8")


def collected(root: Path, *paths: str, output: str = "output") -> Collection:
    return collect([root / path for path in paths], root / output)


def names(collection: Collection) -> list[str]:
    return [str(found.name) for found in collection.inputs]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["corpus"], ["a/x.md", "b.txt", "z.html"]),
        (["corpus/a/x.md"], ["x.md"]),
        (["corpus/z.html", "corpus/b.txt"], ["z.html", "b.txt"]),
        (["corpus", "mehr"], ["corpus/a/x.md", "corpus/b.txt", "corpus/z.html", "mehr/neu.txt"]),
        (["corpus", "corpus"], ["a/x.md", "b.txt", "z.html"]),
        (["corpus", "corpus/b.txt"], ["a/x.md", "b.txt", "z.html"]),
        (["corpus/a/..", "mehr/neu.txt"], ["a/x.md", "b.txt", "z.html", "neu.txt"]),
        (["leer"], []),
    ],
)
def test_names_in_the_output_folder(tmp_path: Path, paths: list[str], expected: list[str]) -> None:
    make(tmp_path, "corpus/z.html", "corpus/a/x.md", "corpus/b.txt", "mehr/neu.txt")
    (tmp_path / "leer").mkdir()
    collection = collected(tmp_path, *paths)
    assert names(collection) == expected
    assert not collection.errors and not collection.skipped


def test_the_order_is_that_of_the_names_not_of_the_disk(tmp_path: Path) -> None:
    make(tmp_path, *(f"corpus/{n}.txt" for n in "qazwsx"), "corpus/b/2.txt", "corpus/b/1.txt")
    assert names(collected(tmp_path, "corpus")) == [
        *("a.txt", "b/1.txt", "b/2.txt"),
        *(f"{n}.txt" for n in "qswxz"),
    ]


def test_two_sources_of_one_output(tmp_path: Path) -> None:
    make(tmp_path, "corpus/summit.html", "corpus/summit.txt", "corpus/summit.en.txt", "b/summit.md")
    collection = collected(tmp_path, "corpus", "b/summit.md")
    assert names(collection) == ["summit.en.txt", "summit.html"]
    assert [error.path for error in collection.errors] == [
        tmp_path / "corpus/summit.txt",
        tmp_path / "b/summit.md",
    ]
    assert all(str(tmp_path / "corpus/summit.html") in str(e) for e in collection.errors)


def test_folders_of_the_same_name_share_it_until_files_clash(tmp_path: Path) -> None:
    make(tmp_path, "x/news/a.txt", "x/news/b.txt", "y/news/b.txt", "y/news/c.txt")
    collection = collected(tmp_path, "x/news", "y/news")
    assert names(collection) == ["news/a.txt", "news/b.txt", "news/c.txt"]
    assert [error.path for error in collection.errors] == [tmp_path / "y/news/b.txt"]


def test_the_output_folder_is_never_read(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "output/a.en.txt", "output/b/c.en.txt")
    assert names(collected(tmp_path, ".")) == ["a.txt"]
    refused = collected(tmp_path, "output", "output/a.en.txt", "output/b", "a.txt")
    assert names(refused) == ["a.txt"]
    assert len(refused.errors) == 3


def test_what_is_skipped_is_counted(tmp_path: Path) -> None:
    make(tmp_path, "c/a.txt", "c/b.PDF", "c/d.pdf", "c/.geheim.txt", "c/.git/x.txt", "c/LIESMICH")
    make(tmp_path, "c/GROSS.TXT", "c/.versteckt/y.md")
    collection = collected(tmp_path, "c")
    assert names(collection) == ["GROSS.TXT", "a.txt"]
    assert collection.skipped == {".pdf": 2, "hidden": 3, "no suffix": 1}
    assert not collection.errors


def test_a_named_file_of_unknown_type_is_an_error_and_others_go_on(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.pdf")
    collection = collected(tmp_path, "b.pdf", "a.txt")
    assert names(collection) == ["a.txt"]
    assert [error.path for error in collection.errors] == [tmp_path / "b.pdf"]
    assert collection.errors[0].exit_code == 3


def test_a_missing_path_stops_everything(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    with pytest.raises(UsageError, match="no such file or folder"):
        collected(tmp_path, "a.txt", "fehlt.txt")


def test_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    make(tmp_path, "corpus/a/x.txt", "anderswo/y.txt")
    (tmp_path / "corpus/a/rund").symlink_to(tmp_path / "corpus", target_is_directory=True)
    (tmp_path / "corpus/fern").symlink_to(tmp_path / "anderswo", target_is_directory=True)
    (tmp_path / "corpus/tot.txt").symlink_to(tmp_path / "weg.txt")
    collection = collected(tmp_path, "corpus")
    assert names(collection) == ["a/x.txt", "fern/y.txt"]
    assert [error.path for error in collection.errors] == [tmp_path / "corpus/tot.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_an_unreadable_folder_is_named(tmp_path: Path) -> None:
    make(tmp_path, "corpus/a/x.txt", "corpus/b.txt")
    (tmp_path / "corpus/a").chmod(0)
    collection = collected(tmp_path, "corpus")
    assert names(collection) == ["b.txt"]
    assert [error.path for error in collection.errors] == [tmp_path / "corpus/a"]
