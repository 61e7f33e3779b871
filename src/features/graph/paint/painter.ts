/** What a picture is made of; a canvas and an SVG document both can. */
export interface Painter {
  rect(x: number, y: number, width: number, height: number, look: Look): void;
  /** A path on a field of 16 by 16, from `x`, `y`, in a square of `size`. */
  glyph(data: string, x: number, y: number, size: number, color: string, width?: number): void;
  circle(x: number, y: number, radius: number, look: Look): void;
  /** A way given as the data of an SVG path. */
  path(data: string, look: Look): void;
  line(x1: number, y1: number, x2: number, y2: number, look: Look): void;
  /** `y` is the middle of the text's height. */
  text(text: string, x: number, y: number, look: TextLook): void;
}

export interface Look {
  readonly fill?: string;
  readonly stroke?: string;
  /** Of the stroke; 1 when absent. */
  readonly width?: number;
  readonly radius?: number;
  readonly dash?: readonly number[];
  /** 0 to 1, of the fill alone. */
  readonly alpha?: number;
}

export interface TextLook {
  readonly color: string;
  readonly size: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly strike?: boolean;
}
