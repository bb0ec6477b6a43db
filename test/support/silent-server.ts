/**
 * Servers on the loopback that treat a client badly: they say nothing, hang up, talk nonsense, talk slowly, or stop in the middle of what a
 * real server says. Each lives until the end of its block, and then lets go of every connection: `using server = await silentServer()`.
 */
import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";

export interface BadServer extends Disposable {
  readonly port: number;
  /** How many clients have connected so far. */
  readonly clients: number;
  /** Resolves when the first client has connected. */
  readonly reached: Promise<void>;
}

/** Accepts, and never says a word. */
export function silentServer(): Promise<BadServer> {
  return serve(() => {});
}

/** Accepts, and hangs up. */
export function closingServer(): Promise<BadServer> {
  return serve((client) => client.end());
}

/** Answers whatever it is sent, and the connection itself, with these bytes. */
export function babblingServer(answer: Uint8Array): Promise<BadServer> {
  return serve((client) => {
    client.write(answer);
    client.on("data", () => client.write(answer));
  });
}

/** Says these bytes over and over, one every 20 ms: never silent for long, and never done. */
export function drippingServer(answer: Uint8Array): Promise<BadServer> {
  return serve((client) => {
    let at = 0;
    const timer = setInterval(() => client.write(answer.subarray(at % answer.length, (at++ % answer.length) + 1)), 20);
    client.on("close", () => clearInterval(timer));
  });
}

/** Stands before a real server and passes on so many bytes of what it says; then it hangs up, or says nothing any more. */
export function cutOffServer(real: string, answerBytes: number, then: "closes" | "hangs"): Promise<BadServer> {
  const { hostname, port } = new URL(real);
  return serve((client) => {
    const server = connect(Number(port), hostname);
    let left = answerBytes;
    client.on("data", (bytes) => server.write(bytes));
    client.on("close", () => server.destroy());
    server.on("error", () => client.destroy());
    server.on("data", (bytes: Buffer) => {
      client.write(bytes.subarray(0, left));
      left = Math.max(0, left - bytes.length);
      if (left === 0) server.destroy();
      if (left === 0 && then === "closes") client.end();
    });
  });
}

/**
 * A PostgreSQL that asks for the password as plain text and then repeats it: `{password}` in these words stands for what it was sent. It says
 * them as it refuses, or as the only row of every answer.
 */
export function tellingServer(words: string, as: "refusal" | "row" = "refusal"): Promise<BadServer> {
  const askForPassword = postgresMessage("R", Uint8Array.of(0, 0, 0, 3));
  return serve((client) => {
    client.once("data", () => {
      client.write(askForPassword);
      client.once("data", (bytes: Buffer) => {
        // One byte that says what the message is, four of length, and a NUL at the end.
        const said = words.replaceAll("{password}", bytes.subarray(5, -1).toString());
        if (as === "refusal") return client.end(postgresMessage("E", text(`SFATAL\0VFATAL\0C28P01\0M${said}\0`, "\0")));
        client.write(Buffer.concat([postgresMessage("R", Uint8Array.of(0, 0, 0, 0)), isReady]));
        client.on("data", (query: Buffer) => client.write(rowAnswer(said, query[0] === "Q".charCodeAt(0))));
      });
    });
  });
}

const isReady = postgresMessage("Z", text("I"));

/** One row of one column, `catalog`, to a query that was sent as it is or in the steps of a prepared one. */
function rowAnswer(value: string, isSimple: boolean): Uint8Array {
  const steps = isSimple ? [] : [postgresMessage("1", text("")), postgresMessage("2", text(""))];
  const [one, textType, anyLength] = [int(1, 2), int(25, 4), int(-1, 2)];
  const column = Buffer.concat([
    one,
    text("catalog\0"),
    int(0, 4),
    int(0, 2),
    textType,
    anyLength,
    int(-1, 4),
    int(0, 2),
  ]);
  const row = Buffer.concat([one, int(Buffer.byteLength(value), 4), text(value)]);
  const end = postgresMessage("C", text("SELECT 1\0"));
  return Buffer.concat([...steps, postgresMessage("T", column), postgresMessage("D", row), end, isReady]);
}

function int(value: number, bytes: 2 | 4): Uint8Array {
  const buffer = Buffer.alloc(bytes);
  buffer.writeIntBE(value, 0, bytes);
  return buffer;
}

function text(...parts: readonly string[]): Uint8Array {
  return Buffer.from(parts.join(""));
}

function postgresMessage(type: string, body: Uint8Array): Uint8Array {
  const head = Buffer.alloc(5, type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** A port on which nothing listens: one that was free a moment ago. */
export async function refusedPort(): Promise<number> {
  using server = await silentServer();
  return server.port;
}

async function serve(behave: (client: Socket) => void): Promise<BadServer> {
  const open = new Set<Socket>();
  let clients = 0;
  const { promise: reached, resolve: onReached } = Promise.withResolvers<void>();
  const server = createServer((client) => {
    clients++;
    open.add(client);
    client.on("error", () => {});
    client.on("close", () => open.delete(client));
    onReached();
    behave(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    reached,
    get clients() {
      return clients;
    },
    [Symbol.dispose]() {
      server.close();
      for (const client of open) client.destroy();
    },
  };
}
