// The map: zones below, all units in one layer, everything else on a canvas above.

import { html, LitElement, nothing } from "lit";
import { Map as MapLibre, setWorkerUrl, type MapMouseEvent } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { distanceM, Look } from "../state/fleet.ts";
import { IncidentState } from "../gen/patrol/v1/types_pb.ts";
import { desk } from "../views/context.ts";
import { dispatchUnits, numberOf } from "../command/act.ts";
import { t, tn } from "../i18n/index.ts";
import { icon } from "../views/icons.ts";
import { shapesTo } from "../state/datum.ts";
import { baseStyle, boundsOf, CITY, inside, zoneNames } from "./base.ts";
import { openTiles } from "./tile-source.ts";
import { Overlay, type ScreenPoint } from "./overlay.ts";
import { palette } from "./palette.ts";
import { UnitsLayer } from "./units-layer.ts";

setWorkerUrl(workerUrl);

type Tool = "none" | "lasso" | "measure";

/** How near a corner of a lasso must lie to close it. */
const CLOSES_PX = 14;

export class MapView extends LitElement {
  private map: MapLibre | null = null;
  private overlay: Overlay | null = null;
  private tileLayers: readonly string[] = [];
  private tool: Tool = "none";
  private lasso: ScreenPoint[] = [];
  /** The corners of a lasso that is laid by keyboard: the map moves below it. */
  private corners: [number, number][] = [];
  private measure: [number, number][] = [];
  private hover: string | null = null;
  /** Whether the keyboard is on the map: the cross-hair shows where Enter clicks. */
  private aiming = false;
  private shownZones: unknown = null;
  /** Whether the map has been moved to the city once. */
  private isHome = false;
  private shownTheme = "";
  private shownSelection = "";
  private failed = false;
  private legend = true;
  private stopListening: (() => void) | null = null;
  private pulse: ReturnType<typeof setInterval> | null = null;
  private motion = window.matchMedia("(prefers-reduced-motion: reduce)");

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopListening = desk().listen(() => this.follow());
    desk().onMoves = () => this.map?.triggerRepaint();
    // Pulses and ages go on between the changes.
    this.pulse = setInterval(() => {
      if (desk().mustSound() && !this.motion.matches) this.draw();
    }, 60);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopListening?.();
    desk().onMoves = null;
    if (this.pulse) clearInterval(this.pulse);
    this.map?.remove();
    this.map = null;
  }

  protected override async firstUpdated(): Promise<void> {
    this.tileLayers = desk().base.tiles ? await openTiles(window.location.origin) : [];
    const container = this.querySelector<HTMLElement>(".map-ground");
    const canvas = this.querySelector<HTMLCanvasElement>(".map-overlay");
    if (!container || !canvas) return;
    const calm = () => this.motion.matches;
    const colours = () => palette(desk().settings.theme);
    try {
      this.shownTheme = desk().settings.theme;
      const map = new MapLibre({
        container,
        style: baseStyle(colours(), desk().base, this.tileLayers),
        bounds: CITY,
        fitBoundsOptions: { padding: 24 },
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        renderWorldCopies: false,
        fadeDuration: 0,
        boxZoom: false,
        minZoom: 7,
        maxZoom: 18.5,
      });
      this.map = map;
      map.touchZoomRotate.disableRotation();
      this.overlay = new Overlay(desk(), map, canvas, colours, calm);
      // As soon as there is a style, and again with each other one: units do not wait for what lies under them.
      map.on("style.load", () => {
        map.addLayer(new UnitsLayer(desk().world.fleet, colours, calm));
        this.shownZones = null;
        this.follow();
      });
      map.on("render", () => this.draw());
      map.on("click", (event) => this.clicked(event));
      map.on("mousemove", (event) => this.hovered(event));
      map.getCanvas().setAttribute("aria-label", t("map.label"));
      this.keysOn(map);
      this.lassoWith(map);
    } catch (error) {
      console.error(error);
      this.failed = true;
      this.requestUpdate();
    }
  }

  /** Where things are on the screen, for tests and for measuring. */
  screenOf(name: string): [number, number] | null {
    const { world } = desk();
    const incident = world.incidents.get(name);
    if (incident?.position) {
      return this.overlay?.screen(incident.position.longitudeDeg, incident.position.latitudeDeg) ?? null;
    }
    const at = world.fleet.indexOf(name);
    return at === undefined ? null : (this.overlay?.screen(...world.fleet.lngLat(at, performance.now())) ?? null);
  }

  /** How long the way is that is being measured. */
  measuredM(): number {
    return this.measure.slice(1).reduce((sum, place, index) => sum + distanceM(this.measure[index] ?? place, place), 0);
  }

  show(lng: number, lat: number, zoom = 14): void {
    const map = this.map;
    if (!map) return;
    const target = { center: desk().base.frame.to(lng, lat), zoom: Math.max(map.getZoom(), zoom) };
    if (this.motion.matches) map.jumpTo(target);
    else map.easeTo({ ...target, duration: 350 });
  }

  home(): void {
    this.fit(boundsOf(shapesTo(desk().base.frame, desk().words.zones)) ?? CITY);
  }

  /** A whole zone: whoever looks for a place in it sees where it ends. */
  showZone(name: string): void {
    const features = desk().words.zones.features.filter((it) => it.properties?.["name"] === name);
    const box = boundsOf(shapesTo(desk().base.frame, { type: "FeatureCollection", features }));
    if (box) this.fit(box);
  }

  private fit(box: NonNullable<ReturnType<typeof boundsOf>>): void {
    this.map?.fitBounds(box, { padding: 24, duration: this.motion.matches ? 0 : 350 });
  }

  setTool(tool: Tool): void {
    this.tool = this.tool === tool ? "none" : tool;
    this.lasso = [];
    this.corners = [];
    this.measure = [];
    if (this.map) this.map.getCanvas().style.cursor = this.tool === "none" ? "" : "crosshair";
    if (this.tool === "lasso") this.map?.dragPan.disable();
    else this.map?.dragPan.enable();
    this.requestUpdate();
    this.draw();
  }

  /** Whoever takes a tool by keyboard goes on on the map. */
  private begin(tool: Tool, event: MouseEvent): void {
    this.setTool(tool);
    if (event.detail === 0 && this.tool !== "none") this.map?.getCanvas().focus();
  }

  private draw(): void {
    const laid = this.corners.map(([lng, lat]): ScreenPoint => this.overlay?.screen(lng, lat) ?? [0, 0]);
    const lasso = this.tool === "lasso" && laid.length > 0 ? laid : this.lasso;
    this.overlay?.draw({ lasso, measure: this.measure, hover: this.hover, aiming: this.aiming });
  }

  private follow(): void {
    const map = this.map;
    const { settings, words, selection, pick } = desk();
    this.requestUpdate();
    if (!map) return;
    if (this.shownTheme !== settings.theme) {
      this.shownTheme = settings.theme;
      map.setStyle(baseStyle(palette(settings.theme), desk().base, this.tileLayers), { diff: false });
    }
    if (this.shownZones !== words.zones) this.showZones();
    const selected = `${selection?.kind ?? ""}${selection?.name ?? ""}`;
    if (selected !== this.shownSelection) {
      this.shownSelection = selected;
      this.bringIn();
    }
    if (this.tool === "none") map.getCanvas().style.cursor = pick ? "crosshair" : "";
    map.triggerRepaint();
  }

  private showZones(): void {
    const { zones } = desk().words;
    const map = this.map;
    const source = map?.getSource<import("maplibre-gl").GeoJSONSource>("zones");
    const names = map?.getSource<import("maplibre-gl").GeoJSONSource>("names");
    if (!map || !source || !names) return;
    const first = !this.isHome && zones.features.length > 0;
    this.isHome ||= first;
    this.shownZones = zones;
    const shown = shapesTo(desk().base.frame, zones);
    void source.setData(shown);
    void names.setData(zoneNames(shown));
    if (first && map.getZoom() < 11 && desk().selection === null) this.home();
  }

  /** What is selected comes into view, without more movement than needed. */
  private bringIn(): void {
    const { selection, world } = desk();
    const map = this.map;
    if (!map || !selection) return;
    let place: [number, number] | null = null;
    if (selection.kind === "incident") {
      const position = world.incidents.get(selection.name)?.position;
      if (position) place = [position.longitudeDeg, position.latitudeDeg];
    } else {
      const at = world.fleet.indexOf(selection.name);
      if (at !== undefined && !world.fleet.isHidden(at)) place = world.fleet.lngLat(at, performance.now());
    }
    if (place && (!map.getBounds().contains(desk().base.frame.to(...place)) || map.getZoom() < 12.5)) this.show(...place, 13.4);
  }

  /** Whoever has no mouse moves the map below a cross-hair, and Enter is the click. */
  private keysOn(map: MapLibre): void {
    const canvas = map.getCanvas();
    const turn = (on: boolean) => {
      this.aiming = on;
      this.draw();
    };
    canvas.addEventListener("focus", () => turn(canvas.matches(":focus-visible")));
    canvas.addEventListener("blur", () => turn(false));
    canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey) return;
      if (this.keyInTool(event.key, map)) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      if (event.key !== "Enter") return;
      event.preventDefault();
      const { x, y } = map.project(map.getCenter());
      this.clicked({ lngLat: map.getCenter(), point: { x, y } });
    });
  }

  /**
   * A lasso or a measure by keyboard: Enter lays a corner or a point below the cross-hair, Backspace takes the last one
   * back, Enter where the last corner lies, or on the first, picks what is inside, Escape ends the tool.
   */
  private keyInTool(key: string, map: MapLibre): boolean {
    if (this.tool === "none" || desk().pick) return false;
    if (key === "Escape") {
      this.setTool("none");
      return true;
    }
    if (key === "Backspace") {
      if (this.tool === "lasso") this.corners = this.corners.slice(0, -1);
      else this.measure = this.measure.slice(0, -1);
      this.draw();
      return true;
    }
    if (key !== "Enter" || this.tool !== "lasso") return false;
    const { lng, lat } = map.getCenter();
    const corner = desk().base.frame.from(lng, lat);
    if (this.corners.length >= 3 && this.closes(corner)) {
      this.pickInside(this.corners.map(([lng, lat]): ScreenPoint => this.overlay?.screen(lng, lat) ?? [0, 0]));
      this.setTool("none");
    } else {
      this.corners = [...this.corners, corner];
      this.draw();
    }
    return true;
  }

  /** Whether a corner lies where the last or the first one does. */
  private closes(corner: [number, number]): boolean {
    const here = this.overlay?.screen(...corner);
    const ends = [this.corners[0], this.corners[this.corners.length - 1]];
    return ends.some((end) => {
      const there = end && this.overlay?.screen(...end);
      return here && there ? Math.hypot(here[0] - there[0], here[1] - there[1]) <= CLOSES_PX : false;
    });
  }

  private clicked(event: Pick<MapMouseEvent, "lngLat"> & { point: { x: number; y: number } }): void {
    const { pick, base } = desk();
    const [lng, lat] = base.frame.from(event.lngLat.lng, event.lngLat.lat);
    if (pick) {
      desk().pick = null;
      pick.take(lat, lng);
      desk().now();
      return;
    }
    if (this.tool === "measure") {
      this.measure = [...this.measure, [lng, lat]];
      this.draw();
      return;
    }
    if (this.tool === "lasso") return;
    const point: ScreenPoint = [event.point.x, event.point.y];
    const incident = this.overlay?.incidentAt(point);
    if (incident) return desk().select({ kind: "incident", name: incident });
    const unit = this.overlay?.unitAt(point);
    if (unit) return desk().select({ kind: "unit", name: unit });
    desk().picked = [];
    if (desk().panel === "card") desk().select(null);
  }

  private hovered(event: MapMouseEvent): void {
    if (this.tool !== "none" || desk().pick) return;
    const hover = this.overlay?.unitAt([event.point.x, event.point.y]) ?? null;
    if (hover === this.hover) return;
    this.hover = hover;
    this.draw();
  }

  private lassoWith(map: MapLibre): void {
    let drawing = false;
    map.on("mousedown", (event) => {
      if (this.tool !== "lasso") return;
      drawing = true;
      this.lasso = [[event.point.x, event.point.y]];
    });
    map.on("mousemove", (event) => {
      if (!drawing) return;
      this.lasso = [...this.lasso, [event.point.x, event.point.y]];
      this.draw();
    });
    map.on("mouseup", () => {
      if (!drawing) return;
      drawing = false;
      this.pickInside(this.lasso);
      this.setTool("none");
    });
  }

  private pickInside(polygon: readonly ScreenPoint[]): void {
    const { fleet } = desk().world;
    const now = performance.now();
    const picked: string[] = [];
    for (let at = 0; at < fleet.count; at += 1) {
      if (fleet.isHidden(at)) continue;
      const point = this.overlay?.screen(...fleet.lngLat(at, now));
      const name = fleet.names[at];
      if (point && name !== undefined && inside(point, polygon)) picked.push(name);
    }
    desk().picked = picked;
    desk().now();
  }

  protected override render(): unknown {
    const { pick } = desk();
    return html`
      <div class="map-ground" role="region" aria-label=${t("map.label")} title=${t("map.hint")}></div>
      <canvas class="map-overlay" aria-hidden="true"></canvas>
      ${this.failed ? html`<p class="map-failed">${t("map.no_gl")}</p>` : nothing}
      ${pick
        ? html`<p class="map-banner" role="status">${t("map.pick_place")}</p>`
        : this.tool !== "none" ? html`<p class="map-banner" role="status">${t(`map.${this.tool}_how`)}</p>` : nothing}
      <div class="map-tools">
        ${this.toolButton("home", () => this.home())}
        ${this.toolButton("lasso", (event) => this.begin("lasso", event), this.tool === "lasso")}
        ${this.toolButton("measure", (event) => this.begin("measure", event), this.tool === "measure")}
        ${this.toolButton("legend", () => {
          this.legend = !this.legend;
          this.requestUpdate();
        }, this.legend)}
      </div>
      ${this.renderPicked()} ${this.legend ? this.renderLegend() : nothing}
    `;
  }

  private toolButton(name: "home" | "lasso" | "measure" | "legend", act: (event: MouseEvent) => void, on?: boolean): unknown {
    return html`<button
      type="button"
      title=${t(`map.${name}`)}
      aria-label=${t(`map.${name}`)}
      aria-pressed=${on === undefined ? nothing : on}
      @click=${act}
    >
      ${icon(name)}
    </button>`;
  }

  private renderPicked(): unknown {
    const { picked, world, selection } = desk();
    if (picked.length === 0) return nothing;
    const free = picked.filter((name) => {
      const at = world.fleet.indexOf(name);
      return at !== undefined && world.fleet.look(at) === Look.Free;
    });
    const incident = selection?.kind === "incident" ? world.incidents.get(selection.name) : undefined;
    const open = incident && incident.state !== IncidentState.CLOSED;
    return html`<div class="map-picked" role="status">
      ${t("map.picked", { n: picked.length, free: free.length })}
      ${open && free.length > 0 && free.length <= 20
        ? html`<button type="button" @click=${() => void dispatchUnits(desk(), incident.name, free)}>
            ${t("map.send_picked", { number: numberOf(desk(), incident.name) })}
          </button>`
        : nothing}
      <button
        type="button"
        class="quiet"
        aria-label=${t("common.close")}
        @click=${() => {
          desk().picked = [];
          desk().now();
        }}
      >
        ×
      </button>
    </div>`;
  }

  private renderLegend(): unknown {
    const looks = [1, 2, 3, 4, 5, 6];
    return html`<div class="map-legend" aria-label=${t("map.legend")} role="group">
      ${looks.map((look) => html`<span><i class="dot look-${look}"></i>${tn("unit.state", look)}</span>`)}
      <span><i class="glyph">▲</i>${tn("tier", 1)}</span>
      <span><i class="glyph">■</i>${tn("tier", 2)}</span>
      <span><i class="glyph">●</i>${tn("tier", 3)}</span>
      <span><i class="glyph">○</i>${t("map.post")}</span>
      <span class="wide">${t("map.stale")}</span>
    </div>`;
  }
}

customElements.define("pt-map", MapView);
