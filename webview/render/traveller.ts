import type { Point } from '../../src/features/graph/layout/route.ts';
import { pathData } from '../../src/features/graph/paint/edges.ts';

/** A dot on its way along an edge. */
export interface Traveller {
  /** Where it is; nothing while none travels. */
  at(): { readonly point: Point; readonly color: string } | undefined;
  /** Sends a dot along a way; `repaint` is called for each of its places. Resolves when it has arrived. */
  send(points: readonly Point[], color: string, milliseconds: number, repaint: () => void): Promise<void>;
}

/** One dot at a time: the next takes the place of the last. */
export function createTraveller(): Traveller {
  let now: { point: Point; color: string } | undefined;
  return {
    at: () => now,
    send(points, color, milliseconds, repaint) {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('d', pathData(points));
      const length = path.getTotalLength();
      const start = performance.now();
      return new Promise((resolve) => {
        const frame = (time: number) => {
          const share = Math.max(0, Math.min(1, (time - start) / milliseconds));
          const { x, y } = path.getPointAtLength(share * share * (3 - 2 * share) * length);
          now = share < 1 ? { point: { x, y }, color } : undefined;
          repaint();
          if (share < 1) requestAnimationFrame(frame);
          else resolve();
        };
        requestAnimationFrame(frame);
      });
    },
  };
}
