// The words that a command line takes for a choice, in both languages.

import { DispositionKind, Step, UnavailableReason } from "../gen/patrol/v1/types_pb.ts";

export const DISPOSITIONS: Readonly<Record<string, DispositionKind>> = {
  handled: DispositionKind.HANDLED,
  case: DispositionKind.CASE_OPENED,
  mediated: DispositionKind.MEDIATED,
  transferred: DispositionKind.TRANSFERRED,
  nothing: DispositionKind.NOTHING_FOUND,
  false: DispositionKind.FALSE_ALARM,
  invalid: DispositionKind.INVALID,
  dropped: DispositionKind.DROPPED,
  处理: DispositionKind.HANDLED,
  立案: DispositionKind.CASE_OPENED,
  调解: DispositionKind.MEDIATED,
  移交: DispositionKind.TRANSFERRED,
  未发现: DispositionKind.NOTHING_FOUND,
  误报: DispositionKind.FALSE_ALARM,
  无效: DispositionKind.INVALID,
  撤销: DispositionKind.DROPPED,
};

export const STEPS: Readonly<Record<string, Step>> = {
  signed: Step.SIGNED_IN,
  departed: Step.DEPARTED,
  arrived: Step.ARRIVED,
  finished: Step.FINISHED,
  declined: Step.DECLINED,
  blocked: Step.BLOCKED,
  签收: Step.SIGNED_IN,
  出警: Step.DEPARTED,
  到达: Step.ARRIVED,
  完毕: Step.FINISHED,
  拒绝: Step.DECLINED,
  受阻: Step.BLOCKED,
};

/** Why a unit is out of service. */
export const ABSENCES: Readonly<Record<string, UnavailableReason>> = {
  break: UnavailableReason.BREAK,
  refuelling: UnavailableReason.REFUELLING,
  fault: UnavailableReason.FAULT,
  paperwork: UnavailableReason.PAPERWORK,
  transport: UnavailableReason.TRANSPORT,
  other: UnavailableReason.OTHER_TASK,
  休息: UnavailableReason.BREAK,
  加油: UnavailableReason.REFUELLING,
  故障: UnavailableReason.FAULT,
  文书: UnavailableReason.PAPERWORK,
  押送: UnavailableReason.TRANSPORT,
  其他: UnavailableReason.OTHER_TASK,
};

/** Ends what a word such as `f` or `o` began. */
export const BACK = ["back", "归建"] as const;
export const NOBODY = ["-", "nobody", "无"] as const;

/** Whether the zone that was asked owns the case, and what a partner says. */
export const ANSWERS: Readonly<Record<string, boolean>> = { yes: true, no: false, 接受: true, 拒绝: false };

/** The value of a word, or of the beginning of one where no other begins so. */
export function oneOf<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  if (!word) return undefined;
  const fits = Object.keys(table).filter((key) => key.startsWith(word.toLowerCase()));
  return fits.length === 1 && fits[0] !== undefined ? table[fits[0]] : table[word.toLowerCase()];
}
