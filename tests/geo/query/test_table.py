import json

from geo.query.table import FeatureTable


def test_a_layer_has_one_table_while_it_is_in_use(layers):
    assert FeatureTable.of(layers["complexes"]) is FeatureTable.of(layers["complexes"])
    assert FeatureTable.of(layers["complexes"]) is not FeatureTable.of(layers["regions"])


def test_columns_hold_what_the_features_do(layers):
    for layer in layers.values():
        table = FeatureTable.of(layer)
        for row, fragment in enumerate(layer.fragments):
            for name, value in json.loads(fragment)["properties"].items():
                column = table.columns[name]
                code = column.codes[row]
                assert (None if code < 0 else column.distinct[code]) == value


def test_rows_of_a_value_are_all_rows_that_hold_it(layers):
    table = FeatureTable.of(layers["complexes"])
    sido = table.columns["sido"]
    rows = [sido.rows_of(value) for value in sido.distinct]
    assert sorted(row for own in rows for row in own) == list(range(72))
    assert all((sido.codes[own] == code).all() for code, own in enumerate(rows))
    assert sido.rows_of("없는 시도").size == 0


def test_absent_null_and_odd_values_are_told_apart(made):
    table = made(
        (None, {"수": 1, "참": True}),
        (None, {"수": 1.0, "참": None}),
        (None, {"수": float("nan"), "목록": [1]}),
        (None, {"수": 10**400, "목록": [True]}),
    )
    assert table.columns["수"].codes.tolist() == [0, 0, -1, 1]
    assert table.columns["수"].kind == "integer"
    assert table.columns["참"].null.tolist() == [False, True, True, True]
    assert len(table.columns["목록"].distinct) == 2


def test_features_without_properties_make_no_columns(made):
    table = made((None, None), ({"type": "Point", "coordinates": [1, 2]}, None))
    assert dict(table.columns) == {}
    assert table.geometries[0] is None
    assert table.bounds[1].tolist() == [1, 2, 1, 2]
