/** Icons of the controls, as strokes on a field of 16 by 16. */
export const icons = {
  fit: 'M2.5 6v-3.5h3.5M10 2.5h3.5v3.5M13.5 10v3.5h-3.5M6 13.5h-3.5v-3.5',
  zoomIn: 'M8 3.5v9M3.5 8h9',
  zoomOut: 'M3.5 8h9',
  undo: 'M5.5 3l-3 3l3 3M2.5 6h7a3.5 3.5 0 0 1 0 7h-3',
  filter: 'M2 3h12l-4.5 5.5v4.5l-3 -1.5v-3z',
  outline: 'M2.5 3.5h4M6 8h7.5M6 12.5h7.5M3.5 3.5v9h2.5M3.5 8h2.5',
  panel: 'M2.5 3h11v10h-11zM10 3v10',
  legend: 'M2.5 3h3v3h-3zM8 4.5h5.5M2.5 10h3v3h-3zM8 11.5h5.5',
  follow: 'M8 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0 -5M8 1.5v2.5M8 12v2.5M1.5 8h2.5M12 8h2.5',
  download: 'M8 2v8M4.5 7l3.5 3.5l3.5 -3.5M2.5 13.5h11',
  compare: 'M5 2.5v11M2.5 8h5M9.5 8h4.5M11 2.5v11',
  close: 'M4 4l8 8M12 4l-8 8',
  play: 'M5 3l8 5l-8 5z',
  pause: 'M5.5 3v10M10.5 3v10',
  next: 'M6 3l5 5l-5 5',
  previous: 'M10 3l-5 5l5 5',
  focus: 'M8 6a2 2 0 1 0 0 4a2 2 0 1 0 0 -4M3 5.5v-2.5h2.5M10.5 3h2.5v2.5M13 10.5v2.5h-2.5M5.5 13h-2.5v-2.5',
  more: 'M3 8h.2M8 8h.2M13 8h.2',
  help: 'M5.6 5.8a2.4 2.4 0 1 1 3.4 2.2c-.8 .4 -1 .8 -1 1.6M8 12.2v.3',
  arrange: 'M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM9.5 9.5h4v4h-4z',
  layers: 'M8 2l6 3l-6 3l-6 -3zM2 8l6 3l6 -3M2 11l6 3l6 -3',
  chart:
    'M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0 -6M8 1.5v2.5M8 12v2.5M2.4 4.7l2.1 1.3M11.5 10l2.1 1.3M13.6 4.7l-2.1 1.3M4.5 10l-2.1 1.3',
  files: 'M5.5 4.5v-2.5h5l3 3v6.5h-3M2.5 4.5h5.5l2.5 2.5v6.5h-8z',
  down: 'M4 6.5l4 4l4 -4',
  shield: 'M8 1.8l5 2v4.2c0 3 -2.2 5.2 -5 6.2c-2.8 -1 -5 -3.2 -5 -6.2v-4.2z',
  copy: 'M5.5 5.5h8v8h-8zM5.5 10.5h-3v-8h8v3',
} as const;

export type IconName = keyof typeof icons;
