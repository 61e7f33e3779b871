import { savedState } from '../store.ts';
import type { Picture } from './picture.ts';
import type { Init, Session } from './session.ts';

/** The state is kept so long after the last change. */
const waitMilliseconds = 300;

/** Keeps the state for a reload: returns what is to be called when another part of the picture is in sight. */
export function createMemory(session: Session, picture: Picture): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isFirst = true;
  const remember = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const { zoom, pan } = picture.canvas.viewport();
      session.host.save(savedState(session.state, zoom, { x: pan.x, y: pan.y }, picture.canvas.moved()));
    }, waitMilliseconds);
  };
  session.onChange(() => {
    if (!isFirst) remember();
    isFirst = false;
  });
  return remember;
}

/** Puts the picture back to where it was before a reload; else all of it is in sight. */
export function restorePicture(session: Session, picture: Picture, init: Init): void {
  const saved = init.state ?? session.host.load();
  const { canvas } = picture;
  const isSame = saved?.view === session.state.view?.kind;
  if (saved?.moved && isSame) canvas.place(saved.moved);
  if (saved?.zoom !== undefined && saved.pan && isSame) {
    picture.hold();
    canvas.setViewport({ zoom: saved.zoom, pan: saved.pan });
  } else picture.fit();
}
