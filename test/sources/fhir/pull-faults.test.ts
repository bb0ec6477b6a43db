/** What a pull makes of registries that misbehave. Nothing waits between tries; what times out does so after a fraction of a second. */
import { describe, expect, test } from "bun:test";
import { httpGet } from "#platform/http.ts";
import { refuseUnsafe } from "#sources/fhir/pulling/verify-archive.ts";
import { archiveOf, faults, fhirRegistry } from "../../support/fhir-registry.ts";
import { closingServer, refusedPort } from "../../support/silent-server.ts";
import { idsOf, inWords, pullRig } from "./pull-rig.ts";

const a = { name: "test.a", version: "1.0.0" };

describe("a registry that stumbles", () => {
  test.each(["/test.a", "/test.a/1.0.0"])(
    "is asked up to three times for %s, after 250 ms and a second",
    async (path) => {
      using registry = await fhirRegistry();
      registry.publish(a);
      registry.fault(path, faults.status(500, 2));
      using rig = pullRig([registry.url]);
      expect(idsOf((await rig.pull(["test.a@1.0.0"])).lock)).toEqual(["test.a@1.0.0"]);
      expect(registry.requests.filter((one) => one === path)).toHaveLength(3);
      expect(rig.pauses).toEqual([250, 1000]);
      expect(rig.reported).toEqual([]);
    },
  );

  test("makes way for the next one, and that is said", async () => {
    using first = await fhirRegistry();
    using second = await fhirRegistry();
    first.publish(a);
    first.fault("/test.a", faults.status(503));
    second.publish(a);
    using rig = pullRig([first.url, second.url]);
    const { lock } = await rig.pull(["test.a@1.0.0"]);
    expect(lock.packages[0]?.registry).toBe(second.url);
    expect(inWords(rig.reported)).toBe(
      `fhir/registry: \`test.a\`, and maybe others, is taken from \`${second.url}\`, because one before it did not answer\n` +
        `  \`${first.url}\` answers with status 503 (3 tries)`,
    );
  });

  test("is told with all others when none has it", async () => {
    using first = await fhirRegistry();
    using second = await fhirRegistry();
    first.fault("/test.a", faults.status(502));
    using rig = pullRig([first.url, second.url]);
    expect(inWords(await rig.refusal(["test.a@1.0.0"]))).toBe(
      [
        "fhir/registry: `test.a@1.0.0` could not be looked up",
        `  \`${first.url}\` answers with status 502 (3 tries)`,
        `  \`${second.url}\` does not have it`,
        "  run it again when they answer; `registries` of the source names others",
      ].join("\n"),
    );
  });

  test("by refusing is not asked again", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    registry.fault("/test.a", faults.status(403));
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["test.a@1.0.0"]))).toContain("refuses to answer: status 403");
    expect(registry.requests).toEqual(["/test.a"]);
  });

  test("by saying nothing is given its time", async () => {
    using registry = await fhirRegistry();
    registry.fault("/test.a", faults.silence());
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["test.a@1.0.0"], { timeout: 0.05 }))).toContain(
      `\`${registry.url}\` did not answer in 0.05 seconds (3 tries)`,
    );
  });

  test("by saying a little for ever is given its time too", async () => {
    using registry = await fhirRegistry();
    registry.fault("/test.a", faults.drip());
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["test.a@1.0.0"], { timeout: 0.1 }))).toContain(
      "did not answer in 0.1 seconds (3 tries)",
    );
  });

  test("by not being there is asked for one package, not for each", async () => {
    const url = `http://127.0.0.1:${await refusedPort()}`;
    using second = await fhirRegistry();
    second.publish({ ...a, dependencies: { "test.b": "1.0.0" } }, { name: "test.b", version: "1.0.0" });
    using rig = pullRig([url, second.url]);
    await rig.pull(["test.a@1.0.0"]);
    expect(rig.pauses).toEqual([250, 1000]);
    expect(inWords(rig.reported)).toContain(`\`${url}\` refuses connections (3 tries)`);
  });

  test("by hanging up is told so", async () => {
    using server = await closingServer();
    using rig = pullRig([`http://127.0.0.1:${server.port}`]);
    expect(inWords(await rig.refusal(["test.a@1.0.0"]))).toContain("hung up before it had answered (3 tries)");
  });

  test("with a page instead of a package is not believed", async () => {
    using registry = await fhirRegistry();
    registry.fault("/test.a", faults.text("<html>Please log in</html>"));
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["test.a@1.0.0"]))).toContain("answers with something else than a package");
  });
});

describe("an archive", () => {
  test("that is cut is asked for again, and nothing is left of it", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    registry.fault("/test.a/1.0.0", faults.cut(archiveOf(a), 2));
    using rig = pullRig([registry.url]);
    await rig.pull(["test.a@1.0.0"]);
    expect(rig.cached()).toEqual(["test.a#1.0.0"]);
    registry.publish({ ...a, version: "2.0.0" });
    registry.fault("/test.a/2.0.0", faults.cut(archiveOf(a)));
    const said = inWords(await rig.refusal(["test.a@2.0.0"]));
    expect(said).toContain("fhir/registry: the archive of `test.a@2.0.0` cannot be downloaded: ");
    expect(said).toContain("(3 tries)");
    expect(rig.everything()).toEqual([".specmill.lock", "packages.ini", "test.a#1.0.0"]);
  });

  test("that one registry cannot send is taken from the next, and that is said", async () => {
    using first = await fhirRegistry();
    using second = await fhirRegistry();
    first.publish(a);
    second.publish(a);
    first.fault("/test.a/1.0.0", faults.status(500));
    using rig = pullRig([first.url, second.url]);
    const { lock } = await rig.pull(["test.a@1.0.0"]);
    expect(lock.packages[0]?.registry).toBe(second.url);
    expect(inWords(rig.reported)).toContain("answers with status 500 (3 tries)");
  });

  test("with another hash than the registry says is refused before it is unpacked", async () => {
    using registry = await fhirRegistry();
    registry.publish({ ...a, shasum: "0".repeat(40) });
    using rig = pullRig([registry.url]);
    const said = inWords(await rig.refusal(["test.a@1.0.0"])).split("\n");
    expect(said[0]).toBe("fhir/integrity: the archive of `test.a@1.0.0` is not what its registry says");
    expect(said[1]).toContain(`the registry says \`${"0".repeat(40)}\``);
    expect(rig.cached()).toEqual([]);
  });

  test("that is gone from where the registry says is told so", async () => {
    using registry = await fhirRegistry();
    registry.publish({ ...a, tarball: "/elsewhere.tgz" });
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["test.a@1.0.0"]))).toContain(
      "the archive of `test.a@1.0.0` cannot be downloaded: there is nothing",
    );
  });

  test("that a registry behind https would have sent by http is not asked for", () => {
    const origin = { url: "http://files.example/a.tgz", registry: "https://registry.example" };
    const expected = { id: "test.a@1.0.0", origin, told: undefined, locked: undefined, lockFile: "fhir.lock.json" };
    expect(() => refuseUnsafe(expected)).toThrow("its registry is reached by https, and the archive is not");
    expect(() =>
      refuseUnsafe({ ...expected, origin: { ...origin, url: "https://files.example/a.tgz" } }),
    ).not.toThrow();
    expect(() => refuseUnsafe({ ...expected, origin: { ...origin, registry: "http://127.0.0.1:1" } })).not.toThrow();
  });

  test("larger than the cap by its own word is not begun", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    registry.fault(
      "/test.a/1.0.0",
      (response) => void response.writeHead(200, { "content-length": 200_000_001 }).write("x"),
    );
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["test.a@1.0.0"]))).toContain("sends more than 200000000 bytes");
    expect(registry.requests).toEqual(["/test.a", "/test.a/1.0.0"]);
  });
});

test("an answer that does not say how long it is ends at the cap", async () => {
  using registry = await fhirRegistry();
  registry.fault("/long", (response) => {
    response.writeHead(200);
    response.write("x".repeat(600));
    response.end("x".repeat(600));
  });
  const { signal } = new AbortController();
  const request = { url: `${registry.url}/long`, accept: "*/*", idleMs: 5000, totalMs: 5000, signal };
  const read = (maxBytes: number) =>
    httpGet({ ...request, maxBytes }, async ({ body }) => {
      let bytes = 0;
      for await (const piece of body) bytes += piece.length;
      return bytes;
    });
  expect(await read(1200)).toBe(1200);
  await expect(read(1199)).rejects.toThrow("sends more than 1199 bytes");
});

describe("redirects", () => {
  test("are followed, on the same host and to another one", async () => {
    using registry = await fhirRegistry();
    using other = await fhirRegistry();
    registry.publish(a);
    other.fault("/files/a.tgz", faults.text(archiveOf(a)));
    registry.fault("/test.a/1.0.0", faults.redirect("/moved"));
    registry.fault("/moved", faults.redirect(`${other.url}/files/a.tgz`));
    using rig = pullRig([registry.url]);
    const { lock } = await rig.pull(["test.a@1.0.0"]);
    expect(lock.packages[0]?.url).toBe(`${registry.url}/test.a/1.0.0`);
    expect(other.requests).toEqual(["/files/a.tgz"]);
  });

  test("in a circle end after five", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    registry.fault("/test.a/1.0.0", faults.redirect("/test.a/1.0.0"));
    using rig = pullRig([registry.url]);
    expect(inWords(await rig.refusal(["test.a@1.0.0"]))).toContain("redirects more than 5 times");
    expect(registry.requests.filter((path) => path === "/test.a/1.0.0")).toHaveLength(6);
  });

  test.each(["file:///etc/passwd", "ftp://127.0.0.1/x", "http://user:secret@127.0.0.1/x"])(
    "to `%s` are not followed",
    async (to) => {
      using registry = await fhirRegistry();
      registry.publish(a);
      registry.fault("/test.a/1.0.0", faults.redirect(to));
      using rig = pullRig([registry.url]);
      const said = inWords(await rig.refusal(["test.a@1.0.0"]));
      expect(said).toMatch(/has an address (?:that is no URL|with a password in it)/);
      expect(said).not.toContain("secret");
    },
  );

  test("take no token to another server", async () => {
    using registry = await fhirRegistry();
    using other = await fhirRegistry();
    registry.publish(a);
    registry.fault("/test.a/1.0.0", faults.redirect(`${other.url}/a.tgz`));
    other.fault("/a.tgz", faults.text(archiveOf(a)));
    using rig = pullRig([registry.url]);
    const env = { FPL_REGISTRY: `${registry.url}/npm`, FPL_REGISTRY_TOKEN: "canary" };
    const { text } = await rig.pull(["test.a@1.0.0"], { env });
    expect(registry.headersOf("/test.a")?.authorization).toBe("Bearer canary");
    expect(registry.headersOf("/test.a/1.0.0")?.authorization).toBe("Bearer canary");
    expect(other.headersOf("/a.tgz")).not.toHaveProperty("authorization");
    expect(text).not.toContain("canary");
  });

  test("a token without the registry that it is for goes nowhere", async () => {
    using registry = await fhirRegistry();
    registry.publish(a);
    using rig = pullRig([registry.url]);
    await rig.pull(["test.a@1.0.0"], { env: { FPL_REGISTRY_TOKEN: "canary" } });
    expect(registry.headersOf("/test.a")).not.toHaveProperty("authorization");
  });
});

describe("many packages", () => {
  const many = Array.from({ length: 30 }, (_, index) => ({ name: `test.n${index}`, version: "1.0.0" }));
  const asked = many.map(({ name }) => `${name}@1.0.0`);

  test("are asked for at most six at once, over connections that are used again", async () => {
    using registry = await fhirRegistry();
    registry.publish(...many);
    registry.gather(6);
    using rig = pullRig([registry.url]);
    await rig.pull(asked);
    expect(registry.mostAtOnce).toBe(6);
    expect(registry.requests).toHaveLength(60);
    expect(registry.connections).toBeLessThanOrEqual(12);
  });

  test("end at once when the user wants so, and leave nothing behind", async () => {
    using registry = await fhirRegistry();
    registry.publish(...many);
    const controller = new AbortController();
    registry.fault("/test.n20/1.0.0", (response) => {
      faults.silence()(response, 0, response.req);
      controller.abort(new Error("enough"));
    });
    using rig = pullRig([registry.url]);
    await expect(rig.pull(asked, { signal: controller.signal })).rejects.toThrow("enough");
    expect(rig.everything().filter((name) => name.startsWith(".specmill-"))).toEqual([]);
  });
});
