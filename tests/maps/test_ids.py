"""Element names are counted inside the block and random outside."""

from concurrent.futures import ThreadPoolExecutor

from branca.element import Element

from maps.ids import counted_ids


def test_ids_count_from_one_in_each_block():
    with counted_ids():
        first = [Element().get_name() for _ in range(3)]
    with counted_ids():
        second = [Element().get_name() for _ in range(3)]
    assert first == second == ["element_1", "element_2", "element_3"]


def test_ids_are_random_again_after_the_block():
    with counted_ids():
        pass
    assert Element().get_name() != Element().get_name()


def test_threads_do_not_disturb_each_other():
    def make(_):
        with counted_ids():
            return [Element().get_name() for _ in range(200)]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(make, range(32)))
    assert all(result == results[0] for result in results)
