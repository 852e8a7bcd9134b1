// The console's beginning.

import "./style/theme.css";
import "./style/desk.css";
import "./style/cards.css";
import "./style/map.css";
import { loadBase } from "./state/base.ts";
import { Desk, type Layout } from "./state/desk.ts";
import { Sound } from "./state/sound.ts";
import { provide } from "./views/context.ts";
import { t } from "./i18n/index.ts";

const path = window.location.pathname;
const layout: Layout = path === "/map" ? "map" : path === "/queue" ? "queue" : "both";
const desk = new Desk(window.location.origin, layout);
desk.change({}, false);
desk.setBase(await loadBase(window.location.origin));
provide(desk);
desk.onBack = () => void desk.toast("done", () => t("truth.back"));

const sound = new Sound(desk);
let lastTouch = performance.now();
for (const kind of ["pointerdown", "keydown", "wheel"]) {
  document.addEventListener(kind, () => ((lastTouch = performance.now()), sound.unlock()), { capture: true, passive: true });
}
setInterval(() => {
  desk.tick();
  if (performance.now() - lastTouch > desk.settings.lockAfterMin * 60_000) desk.setLocked(true);
}, 1000);

// For tests and for measuring; it holds nothing that the page does not.
declare global {
  interface Window {
    patrold: Desk;
  }
}
window.patrold = desk;

await Promise.all([
  import("./views/bar.ts"),
  import("./views/queue.ts"),
  import("./views/incident-card.ts"),
  import("./views/unit-card.ts"),
  import("./views/report-form.ts"),
  import("./views/command-line.ts"),
  import("./views/alarms.ts"),
  import("./views/log.ts"),
  import("./views/supervisor.ts"),
  import("./views/audit.ts"),
  import("./views/sign-in.ts"),
  import("./views/help.ts"),
  import("./map/map-view.ts"),
]);
await import("./views/app.ts");
