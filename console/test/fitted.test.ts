// What made a rule fit, as a person reads it.

import { describe, expect, it } from "vitest";
import { fittedText } from "../src/i18n/fitted.ts";
import { setLanguage } from "../src/i18n/index.ts";

const names = { type: (code: string) => (code === "order.fight" ? "打架斗殴" : code), rule: (name: string) => `<${name}>` };

describe("what made a rule fit", () => {
  it("is told in Chinese, and what is not known as it was told", () => {
    setLanguage("zh");
    const told = (text: string) => fittedText(text, names);
    expect(told("flag injured")).toBe("有人受伤");
    expect(told("source voice_110")).toBe("110 电话");
    expect(told("keyword 打架")).toBe("提到“打架”");
    expect(told("in 南城街道")).toBe("位于南城街道");
    expect(told("type order.fight by rule words of a fight: keyword 打架")).toBe("由规则“<words of a fight>”认定为打架斗殴（提到“打架”）");
    expect(told("22:00-06:00")).toBe("22:00-06:00");
    expect(told("flag of_tomorrow")).toBe("flag of_tomorrow");
  });
});
