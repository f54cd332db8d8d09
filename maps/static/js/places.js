/* Places as symbols; parts of groups show when the reader has come near. */
(() => {
  "use strict";
  const { sandan } = window;
  const MEMBERS_FROM = 9.5;

  /** Tab goes from the places with most ties to those with fewer, and to parts of groups last. */
  const inOrder = (map, element, { weight, member }) => {
    const rank = member ? -1 : weight;
    element.dataset.rank = rank;
    const later = [...map.getPane("places").children].find((other) => Number(other.dataset.rank) < rank);
    if (later) later.before(element);
  };

  const marker = (map, record) => {
    const size = Math.max((36 * record.radius) / 10, sandan.TARGET);
    const made = L.marker(sandan.latLng(record.at), {
      pane: "places",
      keyboard: true,
      alt: record.label,
      riseOnHover: true,
      zIndexOffset: record.member ? -3000 : record.shape === "hexagon" ? -1000 : record.weight * 10,
      icon: L.divIcon({
        className: `place place-${record.fill}${record.member ? " place-member" : ""}`,
        html: sandan.placeSymbol(map, record),
        iconSize: [size, size],
      }),
    });
    const light = () => sandan.light(map, sandan.meets(record), [record.id]);
    const dark = () => sandan.light(map, null);
    made.on("add", () => {
      const element = made.getElement();
      element.dataset.id = record.id;
      element.setAttribute("aria-label", `${record.label}, ${record.kicker}`);
      inOrder(map, element, record);
      element.addEventListener("focus", light);
      element.addEventListener("blur", dark);
      element.addEventListener("keydown", (event) => sandan.step(map, record, event));
    });
    made.on("mouseover", light);
    made.on("mouseout", dark);
    sandan.chooses(map, made, record.id);
    return made;
  };

  /** Show or hide the parts of groups: by the zoom, and with their groups; one that is selected stays. */
  sandan.showMembers = (map) => {
    const near = map.getZoom() >= MEMBERS_FROM;
    for (const { record, marker: own } of map.sandan.places.values()) {
      if (!record.member) continue;
      const groups = record.groups.map((id) => map.sandan.places.get(id)).filter(Boolean);
      const shown = groups.some(({ marker: group }) => map.hasLayer(group));
      if (near && shown) own.addTo(map);
      else if (!map.sandan.state?.view.select.includes(record.id)) own.remove();
    }
  };

  /** Draw a place otherwise, now and whenever it comes onto the map again. */
  sandan.redrawPlace = (map, { record, marker: own }, look) => {
    Object.assign(record, look);
    const symbol = sandan.placeSymbol(map, record);
    own.options.icon.options.html = symbol;
    own.getElement()?.replaceChildren(symbol);
  };

  /** Let places look as they did in the rounds that are asked for. */
  const inTime = (map, data) => {
    const key = (rounds) => rounds.join();
    const steps = new Map(data.looks.map(({ rounds, places }) => [key(rounds), places]));
    const usual = new Map(data.places.map((record) => [record.id, { ...record }]));
    let changed = [];
    map.sandan.state.follow(({ round }) => {
      const looks = steps.get(key(round)) || [];
      for (const id of changed) sandan.redrawPlace(map, map.sandan.places.get(id), usual.get(id));
      for (const look of looks) sandan.redrawPlace(map, map.sandan.places.get(look.id), look);
      changed = looks.map(({ id }) => id);
    });
  };

  /**
   * Draw the places.
   * @param {{layer: string, places: object[], looks: {rounds: string[], places: object[]}[]}} data
   */
  sandan.places = (map, data) => {
    for (const record of data.places) {
      const place = { record, marker: marker(map, record) };
      map.sandan.places.set(record.id, place);
      if (!record.member) place.marker.addTo(map);
    }
    if (data.looks.length) inTime(map, data);
    map.on("zoomend", () => sandan.showMembers(map));
    const Names = L.Layer.extend({
      onAdd: () => sandan.placeLabels(map),
      onRemove: () => sandan.placeLabels(map),
    });
    map.sandan.names = new Names();
    map.sandan.overlays.push({ key: "names", name: data.layer, layer: map.sandan.names });
    map.sandan.names.addTo(map);
  };
})();
