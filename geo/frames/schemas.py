"""The columns of each table of an atlas and their types."""

from __future__ import annotations

from geo.frames.table import LISTS, NUMBER, TEXT, TRUTH, WHOLE, columns

COMPLEXES = {
    **columns(TEXT, "id name_ko name_en kind sido sido_en sido_code sigungu sigungu_en"),
    **columns(TEXT, "sigungu_code"),
    **columns(LISTS, "sigungu_all members programmes"),
    **columns(NUMBER, "area_km2 precision_km"),
    **columns(LISTS, "written_as also_called"),
    **columns(TEXT, "evidence confidence"),
    **columns(LISTS, "source"),
    **columns(TEXT, "locator note_ko note_en"),
}
TIES = {
    **columns(TEXT, "id name_ko name_en programme body_id body_name_ko body_name_en round"),
    **columns(WHOLE, "year"),
    **columns(TEXT, "sector sector_en subsector subsector_en role from_id to_id"),
    **columns(TEXT, "from_label to_label from_sido to_sido"),
    **columns(NUMBER, "length_km"),
    **columns(TRUTH, "crosses_sido"),
    **columns(TEXT, "function_ko function_en named_in starts_on"),
    **columns(LISTS, "source"),
    **columns(TEXT, "locator confidence reading_confidence"),
}
BODIES = {
    **columns(TEXT, "id programme"),
    **columns(WHOLE, "no"),
    **columns(TEXT, "name_ko name_en round"),
    **columns(WHOLE, "year"),
    **columns(TEXT, "sector sector_en subsector subsector_en region region_en sido_code"),
    **columns(TEXT, "status status_ko status_en starts_on ends_on"),
    **columns(TRUTH, "in_force"),
    **columns(TEXT, "root_id root_label"),
    **columns(LISTS, "other_ids other_labels sidos attributes source"),
    **columns(TEXT, "locator confidence note_ko note_en"),
}
MEMBERSHIPS = {
    **columns(TEXT, "id name_ko name_en programme programme_ko programme_en"),
    **columns(TEXT, "body_id body_ko body_en round"),
    **columns(WHOLE, "year"),
    **columns(TEXT, "sector sector_en role role_ko role_en place_id sido sido_en"),
    **columns(TEXT, "starts_on ends_on"),
    **columns(LISTS, "written_as"),
    **columns(TEXT, "function_ko function_en named_in"),
    **columns(TEXT, "reading_confidence place_confidence confidence"),
    **columns(LISTS, "source"),
    **columns(TEXT, "locator"),
}
REGIONS = {
    **columns(TEXT, "id code name_ko name_en short_ko short_en superregion"),
    **columns(TEXT, "valid_from valid_to"),
    **columns(LISTS, "predecessors successors former_names zones source"),
    **columns(TEXT, "confidence"),
}
DISTRICTS = {
    **columns(TEXT, "id code name_ko name_en sido sido_code valid_from valid_to"),
    **columns(LISTS, "predecessors successors source"),
    **columns(TEXT, "confidence"),
}
STATISTICS = {
    **columns(TEXT, "complex name_ko kind part_of place_id sido sido_code sigungu"),
    **columns(TEXT, "measure industry period"),
    **columns(NUMBER, "value"),
    **columns(TEXT, "unit base missing source recorded locator"),
}
ANSWERS = {
    **columns(TEXT, "status"),
    **columns(NUMBER, "lon lat"),
    **columns(TEXT, "matched_id matched_name method"),
    **columns(NUMBER, "score precision_km"),
    **columns(TEXT, "sido sido_code sigungu sigungu_code note"),
}
"""What geocoding says of a row, as `geo.batch.run.Result` has it."""
PLACES = {
    **columns(NUMBER, "lon lat"),
    **columns(TEXT, "sido sido_code sigungu sigungu_code emd ri"),
    **columns(NUMBER, "distance_km"),
    **columns(TEXT, "nearest_id nearest_name"),
    **columns(NUMBER, "nearest_km"),
    **columns(TEXT, "note"),
}
"""What reverse geocoding says of a point."""
