// Icons, drawn here: no font outside the operator's network is needed for them.

import { html, type TemplateResult } from "lit";

const PATHS = {
  theme: "M12 3a9 9 0 1 0 0 18V3z M12 3a9 9 0 0 1 0 18",
  windows: "M3 8h12v12H3z M8 8V4h13v12h-6",
  lock: "M6 11h12v9H6z M8.500 11V8a3.500 3.500 0 0 1 7 0v3",
  home: "M4 11l8-7 8 7 M6 10v10h12V10",
  lasso: "M12 4c5 0 8 2.500 8 6s-3 6-8 6-8-2.500-8-6 3-6 8-6z M8 15c-1 2 0 3-1 6",
  measure: "M3 16L16 3l5 5L8 21z M7 12l2 2 M10 9l2 2 M13 6l2 2",
  legend: "M4 6h2 M9 6h11 M4 12h2 M9 12h11 M4 18h2 M9 18h11",
  phone: "M5 4h4l2 5-2.500 1.500a11 11 0 0 0 5 5L15 13l5 2v4c0 1-1 2-2 2A16 16 0 0 1 3 6c0-1 1-2 2-2z",
} as const;

export function icon(name: keyof typeof PATHS): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]}></path></svg>`;
}
