// Why the daemon said no, in a form that a screen can show.

import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { Code, ConnectError } from "@connectrpc/connect";

export interface Refusal {
  readonly code: Code;
  /** The machine-readable reason, such as `UNIT_ON_DISPATCH`; empty when none was given. */
  readonly reason: string;
  /** The daemon's own words. */
  readonly message: string;
  readonly violations: readonly { readonly field: string; readonly description: string }[];
  /** Whether the same request may be sent again. */
  readonly retryable: boolean;
}

const RETRYABLE = new Set([Code.Unavailable, Code.DeadlineExceeded, Code.ResourceExhausted, Code.Aborted]);

export function refusalOf(error: unknown): Refusal {
  const it = ConnectError.from(error);
  let reason = "";
  const violations: { field: string; description: string }[] = [];
  for (const detail of it.details) {
    if (!("value" in detail) || !("type" in detail) || !(detail.value instanceof Uint8Array)) continue;
    if (detail.type === "google.rpc.ErrorInfo") reason = texts(detail.value, 1)[0] ?? "";
    if (detail.type === "google.rpc.BadRequest") {
      for (const violation of chunks(detail.value, 1)) {
        violations.push({ field: texts(violation, 1)[0] ?? "", description: texts(violation, 2)[0] ?? "" });
      }
    }
  }
  // A line that broke before there was an answer.
  const broken = it.code === Code.Unknown && it.cause instanceof TypeError;
  const retryable = broken || (RETRYABLE.has(it.code) && reason !== "POLICY_MOVED");
  return { code: broken ? Code.Unavailable : it.code, reason, message: it.rawMessage, violations, retryable };
}

/** The values of one length-delimited field of a message. */
function chunks(bytes: Uint8Array, wanted: number): Uint8Array[] {
  const reader = new BinaryReader(bytes);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    if (field === wanted && wire === WireType.LengthDelimited) found.push(reader.bytes());
    else reader.skip(wire, field);
  }
  return found;
}

function texts(bytes: Uint8Array, field: number): string[] {
  return chunks(bytes, field).map((chunk) => new TextDecoder().decode(chunk));
}
