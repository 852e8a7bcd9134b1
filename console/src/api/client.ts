// The daemon's services as the browser reaches them: gRPC-Web on the console's own origin, and nowhere else.

import { Code, ConnectError, createClient, type Client, type Interceptor } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { DeskService } from "../gen/patrol/v1/desk_pb.ts";
import { DispatchService } from "../gen/patrol/v1/dispatch_pb.ts";
import { PolicyService } from "../gen/patrol/v1/policy_pb.ts";
import { RecordsService } from "../gen/patrol/v1/records_pb.ts";
import { UnitService } from "../gen/patrol/v1/unit_pb.ts";

/** Who sits at the desk. */
export interface Person {
  /** The staff number under which the record has what is done here. */
  readonly principal: string;
  readonly role: "dispatcher" | "supervisor";
  /** The desk's name; what is taken becomes its responsibility. */
  readonly desk: string;
  /** A token, where the daemon asks for one; empty on loopback. */
  readonly token: string;
  /** Whether the connection itself says who this is, by a certificate. */
  readonly vouched?: boolean;
}

export interface Api {
  readonly dispatch: Client<typeof DispatchService>;
  readonly desk: Client<typeof DeskService>;
  readonly policy: Client<typeof PolicyService>;
  readonly records: Client<typeof RecordsService>;
  readonly unit: Client<typeof UnitService>;
}

export function connect(baseUrl: string, person: () => Person | null, fetcher: typeof fetch = fetch.bind(globalThis)): Api {
  const sign: Interceptor = (next) => (request) => {
    const who = person();
    // Only a daemon without authentication takes a caller's own word.
    if (who && who.token !== "") {
      request.header.set("authorization", `Bearer ${who.token}`);
    } else if (who && !who.vouched) {
      request.header.set("patrold-role", who.role);
      request.header.set("patrold-principal", who.principal);
    }
    return next(request);
  };
  const transport = createGrpcWebTransport({ baseUrl, interceptors: [sign], fetch: fetcher });
  return {
    dispatch: createClient(DispatchService, transport),
    desk: createClient(DeskService, transport),
    policy: createClient(PolicyService, transport),
    records: createClient(RecordsService, transport),
    unit: createClient(UnitService, transport),
  };
}

/** Whether the daemon refuses to hear from the caller who it is, since the connection says so already. */
export function saysTooMuch(error: unknown): boolean {
  return error instanceof ConnectError && error.code === Code.Unauthenticated && error.rawMessage.includes("patrold-");
}

/** Whether an error says that the person may not, rather than that the line is down. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ConnectError && (error.code === Code.Unauthenticated || error.code === Code.PermissionDenied);
}
