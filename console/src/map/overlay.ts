// What is drawn over the units, on a canvas of its own: incidents, ways, callsigns, counts, selection, tools.

import type { Map as MapLibre } from "maplibre-gl";
import { DispatchState, IncidentState } from "../gen/patrol/v1/types_pb.ts";
import { remainingMs } from "../state/clocks.ts";
import type { Desk } from "../state/desk.ts";
import { distanceM, latitude, longitude, Look, mercatorX, mercatorY } from "../state/fleet.ts";
import { levelOf, rings, sinceMs } from "../state/queue.ts";
import { isOpen } from "../state/world.ts";
import { bare, kilometres, shortNumber, span } from "../i18n/format.ts";
import { clustersOf, type Cluster } from "./clusters.ts";
import type { Palette } from "./palette.ts";
import { CLUSTER_ZOOM, sizeAt } from "./units-layer.ts";

const LABEL_ZOOM = 13.2;
const LABELS_MAX = 350;
/** How wide the world is at zoom 0. */
const WORLD_PX = 512;
const CLUSTERS_EVERY_MS = 1000;
const FONT = '"Inter", "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif';

export type ScreenPoint = readonly [number, number];

export interface Tools {
  readonly lasso: readonly ScreenPoint[];
  readonly measure: readonly (readonly [number, number])[];
  readonly hover: string | null;
  readonly aiming: boolean;
}

export class Overlay {
  private clusters: Cluster[] = [];
  private clustersAt = -Infinity;
  private clustersZoom = -1;

  constructor(
    private readonly desk: Desk,
    private readonly map: MapLibre,
    private readonly canvas: HTMLCanvasElement,
    private readonly colours: () => Palette,
    private readonly calm: () => boolean,
  ) {}

  draw(tools: Tools): void {
    const context = this.prepare();
    if (!context) return;
    const now = performance.now();
    if (this.map.getZoom() < CLUSTER_ZOOM) this.drawClusters(context, now);
    this.drawTrack(context);
    this.drawWays(context, now);
    if (this.map.getZoom() >= LABEL_ZOOM) this.drawCallsigns(context, now, tools.hover);
    this.drawIncidents(context, now);
    this.drawSelection(context, now, tools.hover);
    this.drawTools(context, tools);
    if (tools.aiming) this.drawCrossHair(context);
  }

  /** The incident under a point of the screen; the gravest when several are. */
  incidentAt(point: ScreenPoint): string | null {
    let best: { name: string; level: number } | null = null;
    for (const incident of this.desk.world.incidents.values()) {
      if (incident.state === IncidentState.CLOSED || !incident.position) continue;
      const at = this.screen(incident.position.longitudeDeg, incident.position.latitudeDeg);
      const level = levelOf(incident);
      if (Math.hypot(at[0] - point[0], at[1] - point[1]) < 15 && (!best || level < best.level)) {
        best = { name: incident.name, level };
      }
    }
    return best?.name ?? null;
  }

  /** The unit nearest to a point of the screen, within a finger's breadth. */
  unitAt(point: ScreenPoint): string | null {
    const { fleet } = this.desk.world;
    const now = performance.now();
    const reach = Math.max(9, sizeAt(this.map.getZoom()));
    const far = this.map.getZoom() < CLUSTER_ZOOM;
    let best: string | null = null;
    let nearest = reach;
    const onScreen = this.unitsToScreen();
    for (let at = 0; at < fleet.count; at += 1) {
      if (fleet.isHidden(at) || (far && fleet.look(at) <= Look.Unavailable)) continue;
      const [x, y] = onScreen(at, now);
      const distance = Math.hypot(x - point[0], y - point[1]);
      if (distance < nearest) [nearest, best] = [distance, fleet.names[at] ?? null];
    }
    return best;
  }

  /** Where a place of WGS-84 is on the screen. */
  screen(lng: number, lat: number): [number, number] {
    const { x, y } = this.map.project(this.desk.base.frame.to(lng, lat));
    return [x, y];
  }

  /**
   * From a unit's place, kept in the map's own frame as Mercator, to the screen. The map is never turned or tilted, so this is
   * a scale and a shift: a hundred thousand units are asked in one frame.
   */
  private unitsToScreen(): (at: number, now: number) => [number, number] {
    const { fleet } = this.desk.world;
    const { lng, lat } = this.map.getCenter();
    const middle = this.map.project([lng, lat]);
    const scale = WORLD_PX * 2 ** this.map.getZoom();
    const [left, top] = [middle.x - mercatorX(lng) * scale, middle.y - mercatorY(lat) * scale];
    return (at, now) => {
      const [x, y] = fleet.place(at, now);
      return [left + x * scale, top + y * scale];
    };
  }

  private prepare(): CanvasRenderingContext2D | null {
    const ratio = window.devicePixelRatio;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
    }
    const context = this.canvas.getContext("2d");
    if (!context) return null;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.lineJoin = "round";
    context.textBaseline = "middle";
    return context;
  }

  private drawClusters(context: CanvasRenderingContext2D, now: number): void {
    const zoom = this.map.getZoom();
    const step = Math.floor(zoom * 2);
    if (now - this.clustersAt > CLUSTERS_EVERY_MS || step !== this.clustersZoom) {
      this.clusters = clustersOf(this.desk.world.fleet, zoom, now);
      this.clustersAt = now;
      this.clustersZoom = step;
    }
    const colours = this.colours();
    context.font = `600 11px ${FONT}`;
    context.textAlign = "center";
    for (const cluster of this.clusters) {
      if (cluster.onDuty < 3) continue;
      const { x, y } = this.map.project([longitude(cluster.x), latitude(cluster.y)]);
      const radius = Math.min(22, 9 + Math.sqrt(cluster.onDuty) * 1.1);
      context.beginPath();
      context.arc(x, y, radius, 0, Math.PI * 2);
      context.fillStyle = `${colours.halo}d9`;
      context.fill();
      context.lineWidth = 2.5;
      context.strokeStyle = `${colours.looks[Look.Unavailable]}66`;
      context.stroke();
      context.beginPath();
      const share = cluster.free / cluster.onDuty;
      context.arc(x, y, radius, -Math.PI / 2, -Math.PI / 2 + Math.PI * 2 * share);
      context.strokeStyle = colours.looks[Look.Free] ?? "";
      context.stroke();
      context.fillStyle = colours.text;
      context.fillText(String(cluster.free), x, y + 0.5);
    }
  }

  /** Where a unit was, the older the fainter. */
  private drawTrack(context: CanvasRenderingContext2D): void {
    const { track } = this.desk;
    if (!track) return;
    const colours = this.colours();
    const places = track.points.flatMap(({ position }) => (position ? [this.screen(position.longitudeDeg, position.latitudeDeg)] : []));
    context.lineCap = "round";
    for (const [width, colour] of [[6, colours.halo], [3, colours.select]] as const) {
      context.lineWidth = width;
      context.strokeStyle = colour;
      places.forEach(([x, y], index) => {
        const before = places[index - 1];
        if (!before) return;
        context.globalAlpha = 0.25 + 0.75 * (index / places.length);
        context.beginPath();
        context.moveTo(...before);
        context.lineTo(x, y);
        context.stroke();
      });
    }
    context.globalAlpha = 1;
    context.lineCap = "butt";
  }

  /** A line from each unit under way to where it goes, with the time that is left. */
  private drawWays(context: CanvasRenderingContext2D, now: number): void {
    const { world, selection } = this.desk;
    const colours = this.colours();
    const far = this.map.getZoom() < 11;
    context.font = `600 11px ${FONT}`;
    context.textAlign = "center";
    for (const dispatch of world.dispatches.values()) {
      if (!isOpen(dispatch) || dispatch.state === DispatchState.ARRIVED) continue;
      const incident = world.incidents.get(dispatch.incident);
      const at = world.fleet.indexOf(dispatch.unit);
      if (!incident?.position || at === undefined) continue;
      const chosen = selection?.name === dispatch.incident || selection?.name === dispatch.unit;
      const from = world.fleet.lngLat(at, now);
      const to: [number, number] = [incident.position.longitudeDeg, incident.position.latitudeDeg];
      const [fx, fy] = this.screen(...from);
      const [tx, ty] = this.screen(...to);
      const look = dispatch.state === DispatchState.OFFERED ? Look.Offered : Look.UnderWay;
      context.strokeStyle = colours.looks[look] ?? "";
      context.globalAlpha = chosen ? 1 : far ? 0.45 : 0.7;
      context.lineWidth = chosen ? 2.5 : 1.4;
      context.setLineDash(dispatch.state === DispatchState.OFFERED ? [3, 5] : dispatch.blocked ? [1, 6] : []);
      context.beginPath();
      context.moveTo(fx, fy);
      context.lineTo(tx, ty);
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
      const left = remainingMs(dispatch, distanceM(from, to));
      if (left !== null && (chosen || !far) && Math.hypot(tx - fx, ty - fy) > 46) {
        pill(context, (fx + tx) / 2, (fy + ty) / 2, span(left), colours.text, colours.halo);
      }
    }
  }

  private drawCallsigns(context: CanvasRenderingContext2D, now: number, hover: string | null): void {
    const { fleet } = this.desk.world;
    const colours = this.colours();
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const below = sizeAt(this.map.getZoom()) * 0.85 + 7;
    context.font = `500 11px ${FONT}`;
    context.textAlign = "center";
    context.lineWidth = 3;
    let drawn = 0;
    // Where a callsign stands already: one that would lie over it is left out.
    const taken = new Set<number>();
    const onScreen = this.unitsToScreen();
    for (let at = 0; at < fleet.count && drawn < LABELS_MAX; at += 1) {
      if (fleet.isHidden(at)) continue;
      const [x, y] = onScreen(at, now);
      if (x < 0 || y < 0 || x > width || y > height) continue;
      if (fleet.names[at] === hover || fleet.names[at] === this.desk.selection?.name) continue;
      const cells = cellsOf(x, y + below);
      if (cells.some((cell) => taken.has(cell))) continue;
      for (const cell of cells) taken.add(cell);
      outlined(context, bare(fleet.names[at] ?? ""), x, y + below, colours.text, colours.halo);
      drawn += 1;
    }
  }

  private drawIncidents(context: CanvasRenderingContext2D, now: number): void {
    const { world, selection } = this.desk;
    const colours = this.colours();
    const daemonNow = this.desk.daemonNow();
    const close = this.map.getZoom() >= 11.6;
    const open = [...world.incidents.values()].filter((it) => it.state !== IncidentState.CLOSED && it.position);
    // The gravest last, so that it lies on top.
    open.sort((a, b) => levelOf(b) - levelOf(a));
    for (const incident of open) {
      const [x, y] = this.screen(incident.position?.longitudeDeg ?? 0, incident.position?.latitudeDeg ?? 0);
      const level = levelOf(incident);
      const size = level === 1 ? 12 : level === 2 ? 10.5 : 9;
      const colour = colours.levels[level - 1] ?? "";
      if (rings(incident) && !this.calm()) {
        const phase = (now % 1200) / 1200;
        context.beginPath();
        context.arc(x, y, size + 3 + phase * 16, 0, Math.PI * 2);
        context.strokeStyle = colour;
        context.globalAlpha = 1 - phase;
        context.lineWidth = 2.5;
        context.stroke();
        context.globalAlpha = 1;
      }
      figure(context, level, x, y, size);
      context.fillStyle = incident.state === IncidentState.AWAITING_DECISION ? colours.halo : colour;
      context.strokeStyle = incident.state === IncidentState.AWAITING_DECISION ? colour : colours.halo;
      context.lineWidth = 2.5;
      context.stroke();
      context.fill();
      if (incident.state === IncidentState.WAITING) {
        context.beginPath();
        context.arc(x, y, size + 5, 0, Math.PI * 2);
        context.setLineDash([4, 3]);
        context.strokeStyle = colour;
        context.lineWidth = 2;
        context.stroke();
        context.setLineDash([]);
      }
      context.font = `700 ${level === 1 ? 12 : 10.5}px ${FONT}`;
      context.textAlign = "center";
      context.fillStyle =
        incident.state === IncidentState.AWAITING_DECISION ? colour : (colours.levelInk[level - 1] ?? "");
      context.fillText(String(level), x, y + (level === 2 ? 2 : 0.5));
      const chosen = selection?.name === incident.name;
      if (close || chosen || level === 1) {
        context.font = `600 11px ${FONT}`;
        context.lineWidth = 3.5;
        const label = `${shortNumber(incident.number)}  ${span(daemonNow - sinceMs(incident))}`;
        outlined(context, label, x, y + (chosen ? 30 : size + 11), colours.text, colours.halo);
      }
    }
  }

  private drawSelection(context: CanvasRenderingContext2D, now: number, hover: string | null): void {
    const { world, selection, picked, draftPlace } = this.desk;
    const colours = this.colours();
    const ring = (x: number, y: number, radius: number, width: number): void => {
      context.beginPath();
      context.arc(x, y, radius, 0, Math.PI * 2);
      context.lineWidth = width + 2;
      context.strokeStyle = colours.halo;
      context.stroke();
      context.lineWidth = width;
      context.strokeStyle = colours.select;
      context.stroke();
    };
    const radius = Math.max(11, sizeAt(this.map.getZoom()) + 3);
    for (const name of picked) {
      const at = world.fleet.indexOf(name);
      if (at !== undefined) ring(...this.screen(...world.fleet.lngLat(at, now)), radius - 2, 1.5);
    }
    for (const name of [hover, selection?.kind === "unit" ? selection.name : null]) {
      const at = name === null ? undefined : world.fleet.indexOf(name);
      if (name === null || at === undefined || world.fleet.isHidden(at)) continue;
      const [x, y] = this.screen(...world.fleet.lngLat(at, now));
      ring(x, y, radius, name === hover ? 1.5 : 2.5);
      context.font = `600 12px ${FONT}`;
      context.textAlign = "center";
      context.lineWidth = 3.5;
      outlined(context, bare(name), x, y - radius - 9, colours.text, colours.halo);
    }
    const incident = selection?.kind === "incident" ? world.incidents.get(selection.name) : undefined;
    if (incident?.position) {
      ring(...this.screen(incident.position.longitudeDeg, incident.position.latitudeDeg), 20, 2.5);
    }
    if (draftPlace) {
      const [x, y] = this.screen(draftPlace[1], draftPlace[0]);
      ring(x, y, 9, 2.5);
      ring(x, y, 2, 2);
    }
  }

  private drawCrossHair(context: CanvasRenderingContext2D): void {
    const { x, y } = this.map.project(this.map.getCenter());
    const colours = this.colours();
    for (const [width, colour] of [[5, colours.halo], [2, colours.select]] as const) {
      context.beginPath();
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
        context.moveTo(x + dx * 5, y + dy * 5);
        context.lineTo(x + dx * 16, y + dy * 16);
      }
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.stroke();
    }
  }

  private drawTools(context: CanvasRenderingContext2D, tools: Tools): void {
    const colours = this.colours();
    context.strokeStyle = colours.select;
    context.lineWidth = 2;
    context.setLineDash([6, 4]);
    const way = tools.measure.map(([lng, lat]) => this.screen(lng, lat));
    for (const points of [tools.lasso, way]) {
      context.beginPath();
      points.forEach(([x, y], index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
      context.stroke();
    }
    context.setLineDash([]);
    let total = 0;
    context.font = `600 11px ${FONT}`;
    tools.measure.forEach((place, index) => {
      const before = tools.measure[index - 1];
      if (before) total += distanceM(before, place);
      const [x, y] = this.screen(place[0], place[1]);
      context.beginPath();
      context.arc(x, y, 3.5, 0, Math.PI * 2);
      context.fillStyle = colours.select;
      context.fill();
      if (before) pill(context, x, y - 14, `${kilometres(total)} km`, colours.text, colours.halo);
    });
  }
}

/** The cells of the screen that a callsign needs. */
function cellsOf(x: number, y: number): number[] {
  const [column, row] = [Math.floor((x - 28) / 28), Math.floor(y / 15)];
  return [0, 1, 2].map((by) => row * 10_000 + column + by);
}

/** Level 1 is a diamond, 2 a triangle, 3 a square, 4 a circle: told apart without colour. */
function figure(context: CanvasRenderingContext2D, level: number, x: number, y: number, size: number): void {
  context.beginPath();
  if (level === 4) {
    context.arc(x, y, size, 0, Math.PI * 2);
    return;
  }
  const corners: readonly ScreenPoint[] =
    level === 1
      ? [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]]
      : level === 2
        ? [[0, -1.2], [1.2, 0.95], [-1.2, 0.95]]
        : [[-0.95, -0.95], [0.95, -0.95], [0.95, 0.95], [-0.95, 0.95]];
  corners.forEach(([dx, dy], index) => {
    if (index === 0) context.moveTo(x + dx * size, y + dy * size);
    else context.lineTo(x + dx * size, y + dy * size);
  });
  context.closePath();
}

function outlined(context: CanvasRenderingContext2D, text: string, x: number, y: number, ink: string, halo: string): void {
  context.strokeStyle = halo;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}

function pill(context: CanvasRenderingContext2D, x: number, y: number, text: string, ink: string, ground: string): void {
  const width = context.measureText(text).width + 10;
  context.beginPath();
  context.roundRect(x - width / 2, y - 8.5, width, 17, 8.5);
  context.fillStyle = `${ground}e6`;
  context.fill();
  context.textAlign = "center";
  context.fillStyle = ink;
  context.fillText(text, x, y + 0.5);
}
