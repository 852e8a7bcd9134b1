// What must be heard. One window sounds for all of a person's windows.

import type { Desk } from "./desk.ts";

const PATTERN_MS = 2000;

export class Sound {
  private context: AudioContext | null = null;
  private leads = false;
  private lostSaid = false;

  constructor(private readonly desk: Desk) {
    if (navigator.locks) {
      // Held until the window closes; then another window has it.
      void navigator.locks.request("patrold-sound", () => {
        this.leads = true;
        return new Promise<never>(() => {});
      });
    } else {
      this.leads = true;
    }
    setInterval(() => this.beat(), PATTERN_MS);
  }

  /** Browsers allow sound only after the person did something. */
  unlock(): void {
    this.context ??= new AudioContext();
    void this.context.resume();
  }

  private beat(): void {
    if (!this.leads || !this.context) return;
    const lost = this.desk.truth().state === "lost" || this.desk.truth().state === "silent";
    if (lost && !this.lostSaid) this.tones([330, 247], 0.22);
    this.lostSaid = lost;
    if (this.desk.mustSound()) this.tones([880, 1175, 880], 0.14);
  }

  private tones(frequencies: readonly number[], lengthS: number): void {
    const context = this.context;
    if (!context) return;
    frequencies.forEach((frequency, index) => {
      const start = context.currentTime + index * lengthS;
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      oscillator.frequency.value = frequency;
      oscillator.type = "triangle";
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(0.25, start + 0.02);
      gain.gain.linearRampToValueAtTime(0, start + lengthS);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(start);
      oscillator.stop(start + lengthS);
    });
  }
}
