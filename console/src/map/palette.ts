// Colours of the map. Told apart by the colour-blind (after Okabe and Ito), and never by colour alone: tiers have shapes,
// levels have shapes and digits.

export type Theme = "dark" | "light";

export interface Palette {
  readonly land: string;
  readonly zone: string;
  readonly zoneLine: string;
  readonly zoneText: string;
  readonly halo: string;
  readonly water: string;
  readonly green: string;
  readonly building: string;
  readonly road: string;
  readonly grid: string;
  readonly text: string;
  readonly muted: string;
  readonly select: string;
  /** By `Look`: off duty, free, out of service, offered, under way, on scene, emergency. */
  readonly looks: readonly string[];
  /** From level 1 to level 4. */
  readonly levels: readonly string[];
  readonly levelInk: readonly string[];
}

const DARK: Palette = {
  land: "#0d1319",
  zone: "#131c25",
  zoneLine: "#304050",
  zoneText: "#7f93a6",
  halo: "#0d1319",
  water: "#0b2233",
  green: "#101b1c",
  building: "#1a242e",
  road: "#2a3846",
  grid: "#18222c",
  text: "#e8eef4",
  muted: "#9db0c2",
  select: "#ffffff",
  looks: ["#4a5866", "#2fc39a", "#8a97a5", "#f2e24b", "#ffa52a", "#62bdf5", "#ff5a36"],
  levels: ["#ff5a36", "#ffa52a", "#62bdf5", "#9aa8b6"],
  levelInk: ["#1a0500", "#211300", "#04182a", "#10161c"],
};

const LIGHT: Palette = {
  land: "#e9edf0",
  zone: "#f6f8f9",
  zoneLine: "#b4c0ca",
  zoneText: "#5b6b79",
  halo: "#ffffff",
  water: "#cfe2ee",
  green: "#e6efe6",
  building: "#e4e7ea",
  road: "#cdd5dc",
  grid: "#dbe1e6",
  text: "#15202a",
  muted: "#50606e",
  select: "#0b1620",
  looks: ["#9aa6b1", "#007a5c", "#7d8994", "#8f7d00", "#b85c00", "#0062a8", "#c42800"],
  levels: ["#c42800", "#b85c00", "#0062a8", "#5f6d7a"],
  levelInk: ["#ffffff", "#ffffff", "#ffffff", "#ffffff"],
};

export function palette(theme: Theme): Palette {
  return theme === "light" ? LIGHT : DARK;
}

/** `#rrggbb` as three numbers of 0 to 1. */
export function rgb(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}
