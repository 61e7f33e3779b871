import { compareText } from '../../../text/span.ts';
import { assignLanes, type Lane, type Net } from './lanes.ts';

/** The lines of each gutter, with what joins them. */
export class Nets {
  readonly #gutters = new Map<number, Map<string, Joined>>();

  get(gutter: number, key: string): Joined {
    let nets = this.#gutters.get(gutter);
    if (!nets) this.#gutters.set(gutter, (nets = new Map()));
    let net = nets.get(key);
    if (!net) nets.set(key, (net = new Joined()));
    return net;
  }

  /** Gives each a lane, and says how many lanes each gutter has. */
  assign(count: number): number[] {
    return Array.from({ length: count }, (_, gutter) => {
      const bent = [...(this.#gutters.get(gutter) ?? [])]
        .sort(([a], [b]) => compareText(a, b))
        .flatMap(([, net]) => (net.isStraight ? [] : [net]));
      const lanes = assignLanes(bent.map((net) => net.net));
      for (const [index, net] of bent.entries()) net.lane = lanes[index]!;
      return Math.max(0, ...lanes.map((lane) => lane.count));
    });
  }
}

const noLane: Lane = { index: 0, count: 1, cluster: 0, clashes: [] };

export class Joined {
  lane = noLane;
  readonly #before = new Set<number>();
  readonly #after = new Set<number>();

  join(before: readonly number[], after: readonly number[]): void {
    for (const y of before) this.#before.add(y);
    for (const y of after) this.#after.add(y);
  }

  get isStraight(): boolean {
    return new Set([...this.#before, ...this.#after]).size === 1;
  }

  get net(): Net {
    const all = [...this.#before, ...this.#after];
    return { low: Math.min(...all), high: Math.max(...all), before: [...this.#before], after: [...this.#after] };
  }
}
