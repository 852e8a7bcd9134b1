// The desk that this window's views show.

import { LitElement } from "lit";
import type { Desk } from "../state/desk.ts";

let shown: Desk | null = null;

export function provide(desk: Desk): void {
  shown = desk;
}

export function desk(): Desk {
  if (!shown) throw new Error("no desk was provided");
  return shown;
}

/** A view that is drawn again whenever the desk changes. In the page's own tree, so that one sheet dresses all. */
export abstract class View extends LitElement {
  private stop: (() => void) | null = null;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = desk().listen(() => {
      this.heard();
      this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.();
  }

  /** Called before each drawing for a change of the desk. */
  protected heard(): void {}
}
