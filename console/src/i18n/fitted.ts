// What made a rule fit, in the person's language. The daemon tells it in the words of the record, such as `flag injured` or
// `type order.fight by rule words of a fight: keyword 打架`.

import { ReportFlag, ReportSource } from "../gen/patrol/v1/types_pb.ts";
import { t, tn } from "./index.ts";

/** How types and rules are called. */
export interface Names {
  type(code: string): string;
  rule(name: string): string;
}

/** What is not known is shown as it was told. */
export function fittedText(told: string, names: Names): string {
  const [word, ...rest] = told.split(" ");
  const what = rest.join(" ");
  switch (word) {
    case "flag":
      return tn("flag", numberOf(ReportFlag, what)) || told;
    case "source":
      return tn("source_of", numberOf(ReportSource, what)) || told;
    case "keyword":
      return t("fitted.keyword", { word: what });
    case "in":
      return t("fitted.zone", { zone: what });
    case "type": {
      const parts = /^(\S+) by rule (.*?): (.*)$/.exec(what);
      if (!parts) return told;
      const [, code = "", rule = "", why = ""] = parts;
      const because = why.split(", ").map((it) => fittedText(it, names)).join("，");
      return t("fitted.type", { type: names.type(code), rule: names.rule(rule), why: because });
    }
    default:
      return told;
  }
}

function numberOf(words: Readonly<Record<string, string | number>>, word: string): number {
  const number = words[word.toUpperCase()];
  return typeof number === "number" ? number : 0;
}
