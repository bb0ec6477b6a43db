/**
 * For people at a terminal: the plain report, and one line of progress below it while work goes on.
 * The line is wiped before anything else is written, so the report reads as if it had never been there.
 */
import type { Event } from "#model/event.ts";
import type { Reporter, ReporterFormat, ReporterOptions } from "./reporter.ts";
import { openTextReport } from "./text/report.ts";
import { cleanLine } from "./text/sanitize.ts";
import { styleFor } from "./text/style.ts";
import { formatCount } from "./text/summary.ts";

/** Work that is done sooner needs no progress, and a line that flashes up disturbs. */
const QUIET_MS = 300;
/** Eyes follow ten changes a second; every further one only costs time. */
const REDRAW_MS = 100;

const WIPE_LINE = "\r\x1b[2K";

export const reporter: ReporterFormat = { name: "tty", stream: "stderr", paths: "project", isDocument: false, open };

function open(options: ReporterOptions): Reporter {
  const style = styleFor(options.color);
  const drawn = { isOn: false, at: 0 };
  const wipe = () => {
    if (drawn.isOn) options.write(WIPE_LINE);
    drawn.isOn = false;
  };
  const report = openTextReport({
    ...options,
    write(text) {
      wipe();
      options.write(text);
    },
  });
  const draw = (event: Extract<Event, { type: "progress" }>) => {
    const now = options.elapsed();
    if (options.quiet || now < QUIET_MS || (drawn.isOn && now - drawn.at < REDRAW_MS)) return;
    // One column stays free: a full line makes some terminals wrap, and then the wipe leaves half of it.
    const line = Bun.sliceAnsi(progressText(event), 0, options.width - 1);
    options.write(`${drawn.isOn ? WIPE_LINE : ""}${style.faint(line)}`);
    drawn.isOn = true;
    drawn.at = now;
  };
  return {
    on(event) {
      if (event.type === "progress") return draw(event);
      if (event.type === "summary") wipe();
      report.on(event);
    },
  };
}

function progressText(event: Extract<Event, { type: "progress" }>): string {
  const stage = cleanLine(event.stage);
  if (event.total <= 0) return `${stage} …`;
  return `${stage} ${formatCount(event.done)} of ${formatCount(event.total)}`;
}
