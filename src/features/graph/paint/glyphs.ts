import type { Role } from '../graph.ts';

/** One glyph a role, as the data of a path to be stroked on a field of 16 by 16. */
export const glyphs: Readonly<Record<Role, string>> = {
  internet: 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0 -12M2 8h12M8 2c-4 3.6 -4 8.4 0 12M8 2c4 3.6 4 8.4 0 12',
  external: 'M9 3h4v4M13 3l-6 6M11 9.5v3.5h-8v-8h3.5',
  gateway: 'M3 13.5v-6a5 5 0 0 1 10 0v6M1.5 13.5h13M8 13.5v-6',
  route: 'M2 8h3c4 0 3 -4 8 -4M5 8c4 0 3 4 8 4M11 2l2.5 2l-2.5 2M11 10l2.5 2l-2.5 2',
  service:
    'M8 6a2 2 0 1 0 0 4a2 2 0 1 0 0 -4M8 6v-3.5M6.3 9.1l-3.3 2.2M9.7 9.1l3.3 2.2M7 1.5h2M1.8 10.4l1 1.8M14.2 10.4l-1 1.8',
  workload: 'M2.5 5.5l5.5 -3l5.5 3l-5.5 3zM2.5 8.2l5.5 3l5.5 -3M2.5 10.9l5.5 3l5.5 -3',
  job: 'M8 2.2a5.8 5.8 0 1 0 0 11.6a5.8 5.8 0 1 0 0 -11.6M8 5v3.2l2.3 1.6',
  pod: 'M8 1.8l5.4 3.1v6.2l-5.4 3.1l-5.4 -3.1v-6.2z',
  node: 'M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.5M5 11h.5',
  dns: 'M3 2.5h8.5a1.5 1.5 0 0 1 1.5 1.5v9.5h-8.5a1.5 1.5 0 0 1 -1.5 -1.5zM5.8 5.5h4.4M5.8 8h4.4',
  network: 'M3 3h2.5v2.5h-2.5zM10.5 3h2.5v2.5h-2.5zM6.8 10.5h2.5v2.5h-2.5zM5.5 4.3h5M4.8 5.5l2.5 5M11.3 5.5l-2.5 5',
  resolver: 'M2.5 4h1M6 4h7.5M2.5 8h1M6 8h7.5M2.5 12h1M6 12h7.5',
  policy: 'M8 1.8l5 1.8v4c0 3.2 -2 5.4 -5 6.6c-3 -1.2 -5 -3.4 -5 -6.6v-4zM5.8 8l1.6 1.6l3 -3.2',
  range: 'M1.8 5.5h12.4v5h-12.4zM4.5 5.5v2M7 5.5v3M9.5 5.5v2M12 5.5v3',
  namespace: 'M2.5 5v-2.5h2.5M11 2.5h2.5v2.5M13.5 11v2.5h-2.5M5 13.5h-2.5v-2.5M6 6h4v4h-4z',
  missing: 'M5.6 5.8a2.4 2.4 0 1 1 3.4 2.2c-.8 .4 -1 .8 -1 1.6M8 12.2v.3',
  unseen: 'M5.6 5.8a2.4 2.4 0 1 1 3.4 2.2c-.8 .4 -1 .8 -1 1.6M8 12.2v.3',
};
