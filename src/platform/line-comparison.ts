/**
 * Which lines two texts do not share: Myers' algorithm in linear space ("An O(ND) Difference Algorithm", 1986). Pure.
 * The work is bounded: where two parts have too little in common, a good edit is taken for the shortest.
 */

/** Lines `[start, end)` of the old text become lines `[newStart, newEnd)` of the new one. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Edits that are searched for in one part before it is cut where the search got furthest: keeps 100,000 lines below a second. */
const MAX_COST = 512;

/** Changes in order, never adjacent; applying all of them to `before` gives `after`. */
export function compareLines(before: readonly string[], after: readonly string[]): Change[] {
  const numbers = new Map<string, number>();
  const number = (line: string) => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, numbers.size);
    return numbers.size - 1;
  };
  return new Comparison(Int32Array.from(before, number), Int32Array.from(after, number)).changes();
}

/** A part of the edit graph: old lines `[left, right)` against new lines `[top, bottom)`. */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A point of the edit graph: `x` old and `y` new lines are behind it. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** The diagonals (x - y) that a search has reached, every second one; `at` holds the furthest x on each. */
interface Reach {
  readonly at: Int32Array;
  low: number;
  high: number;
}

/** No point: smaller, or larger, than any x. */
const NOWHERE = { forward: -1, backward: 0x7fffffff } as const;

class Comparison {
  readonly #old: Int32Array;
  readonly #new: Int32Array;
  readonly #deleted: Uint8Array;
  readonly #inserted: Uint8Array;
  readonly #forward: Reach;
  readonly #backward: Reach;
  /** Index of diagonal 0 in both reaches. */
  readonly #zero: number;

  constructor(old: Int32Array, now: Int32Array) {
    this.#old = old;
    this.#new = now;
    this.#deleted = new Uint8Array(old.length);
    this.#inserted = new Uint8Array(now.length);
    this.#zero = now.length + 1;
    const size = old.length + now.length + 3;
    this.#forward = { at: new Int32Array(size), low: 0, high: 0 };
    this.#backward = { at: new Int32Array(size), low: 0, high: 0 };
  }

  changes(): Change[] {
    this.#mark();
    const found: Change[] = [];
    for (let x = 0, y = 0; x < this.#old.length || y < this.#new.length; x++, y++) {
      const start = x;
      const newStart = y;
      while (this.#deleted[x] === 1) x++;
      while (this.#inserted[y] === 1) y++;
      if (x > start || y > newStart) found.push({ start, end: x, newStart, newEnd: y });
    }
    return found;
  }

  #mark(): void {
    const boxes: Box[] = [{ left: 0, right: this.#old.length, top: 0, bottom: this.#new.length }];
    for (let box = boxes.pop(); box !== undefined; box = boxes.pop()) {
      const inner = this.#trim(box);
      if (inner.left === inner.right) this.#inserted.fill(1, inner.top, inner.bottom);
      else if (inner.top === inner.bottom) this.#deleted.fill(1, inner.left, inner.right);
      else {
        const { x, y } = this.#split(inner);
        boxes.push({ ...inner, left: x, top: y }, { ...inner, right: x, bottom: y });
      }
    }
  }

  /** The box without what its two sides share at both ends. */
  #trim({ left, right, top, bottom }: Box): Box {
    while (left < right && top < bottom && this.#old[left] === this.#new[top]) {
      left++;
      top++;
    }
    while (left < right && top < bottom && this.#old[right - 1] === this.#new[bottom - 1]) {
      right--;
      bottom--;
    }
    return { left, right, top, bottom };
  }

  /** A point on a shortest path through the box, or beyond MAX_COST on a good one. Never a corner that leaves the box whole. */
  #split(box: Box): Point {
    const first = box.left - box.top;
    const last = box.right - box.bottom;
    Object.assign(this.#forward, { low: first, high: first });
    Object.assign(this.#backward, { low: last, high: last });
    this.#forward.at[first + this.#zero] = box.left;
    this.#backward.at[last + this.#zero] = box.right;
    // The two searches can only meet in a forward step when the number of edits is odd, in a backward step when it is even.
    const isOdd = ((last - first) & 1) !== 0;
    for (let cost = 0; cost < MAX_COST; cost++) {
      const met = this.#stepForward(box, isOdd) ?? this.#stepBackward(box, !isOdd);
      if (met !== undefined) return met;
    }
    return this.#furthest(box);
  }

  /** One edit more on every diagonal, then along equal lines as far as they go. */
  #stepForward(box: Box, mayMeet: boolean): Point | undefined {
    const { at } = this.#forward;
    this.#widen(this.#forward, box, NOWHERE.forward);
    for (let d = this.#forward.high; d >= this.#forward.low; d -= 2) {
      const across = (at[d - 1 + this.#zero] ?? 0) + 1;
      const down = at[d + 1 + this.#zero] ?? 0;
      let x = Math.max(across, down);
      while (x < box.right && x - d < box.bottom && this.#old[x] === this.#new[x - d]) x++;
      at[d + this.#zero] = x;
      if (mayMeet && isReached(this.#backward, d) && (this.#backward.at[d + this.#zero] ?? 0) <= x)
        return { x, y: x - d };
    }
    return undefined;
  }

  #stepBackward(box: Box, mayMeet: boolean): Point | undefined {
    const { at } = this.#backward;
    this.#widen(this.#backward, box, NOWHERE.backward);
    for (let d = this.#backward.high; d >= this.#backward.low; d -= 2) {
      const up = at[d - 1 + this.#zero] ?? 0;
      const back = (at[d + 1 + this.#zero] ?? 0) - 1;
      let x = Math.min(up, back);
      while (x > box.left && x - d > box.top && this.#old[x - 1] === this.#new[x - d - 1]) x--;
      at[d + this.#zero] = x;
      if (mayMeet && isReached(this.#forward, d) && x <= (this.#forward.at[d + this.#zero] ?? 0))
        return { x, y: x - d };
    }
    return undefined;
  }

  /** One diagonal more on both sides; at the edge of the box one less, because only every second one is reached in a step. */
  #widen(reach: Reach, box: Box, nowhere: number): void {
    if (reach.low > box.left - box.bottom) {
      reach.low--;
      reach.at[reach.low - 1 + this.#zero] = nowhere;
    } else reach.low++;
    if (reach.high < box.right - box.top) {
      reach.high++;
      reach.at[reach.high + 1 + this.#zero] = nowhere;
    } else reach.high--;
  }

  /** The point where the forward search has most lines behind it; the corner that replaces all when there is none. */
  #furthest(box: Box): Point {
    let best: Point = { x: box.right, y: box.top };
    let most = box.left + box.top;
    for (let d = this.#forward.low; d <= this.#forward.high; d += 2) {
      const x = Math.min(this.#forward.at[d + this.#zero] ?? 0, box.right, box.bottom + d);
      const behind = x + x - d;
      if (behind <= most || behind === box.right + box.bottom) continue;
      most = behind;
      best = { x, y: x - d };
    }
    return best;
  }
}

function isReached(reach: Reach, diagonal: number): boolean {
  return diagonal >= reach.low && diagonal <= reach.high;
}
