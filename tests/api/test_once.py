"""What is made once is made by one, however many ask for it at the same time."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.once import once


def test_those_who_ask_meanwhile_wait_for_the_one_who_makes():
    made = []

    @once(2)
    def make(name):
        time.sleep(0.05)
        made.append(name)
        return object()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(make, ["a"] * 8))
    assert made == ["a"]
    assert len(set(answers)) == 1


def test_different_things_are_made_at_a_time_and_the_oldest_goes():
    both = threading.Barrier(2, timeout=10)

    @once(2)
    def make(name):
        if name in {"a", "b"}:
            both.wait()
        return object()

    with ThreadPoolExecutor(2) as pool:
        a, b = pool.map(make, "ab")
    assert (make("a"), make("b")) == (a, b)
    make("c")
    assert make("b") is b


def test_what_fails_is_made_again():
    tries = []

    @once(1)
    def make():
        tries.append(1)
        if len(tries) == 1:
            raise OSError
        return "made"

    with pytest.raises(OSError):  # noqa: PT011 - what was raised
        make()
    assert make() == make() == "made"
    assert len(tries) == 2


def test_what_was_begun_before_all_was_let_go_is_not_kept():
    begun, go_on = threading.Event(), threading.Event()
    read = ["old"]

    @once(2)
    def make():
        made = read[-1]
        if made == "old":
            begun.set()
            go_on.wait(10)
        return made

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(make)
        begun.wait(10)
        read.append("new")
        make.cache_clear()
        assert make() == "new"
        go_on.set()
        assert slow.result() == "old"
    assert make() == "new"
