import { t } from '../l10n.ts';
import type { Shown } from '../store.ts';
import type { Picture } from './picture.ts';
import type { Session } from './session.ts';

/** Changes of what is shown: filters, focus, what is opened up; each can be undone. */
export interface Looking {
  /** Changes what is shown, and says how much that is. */
  show(shown: Partial<Shown>): void;
  undo(): void;
  /** Shows in full what a card stands for. */
  expand(id: string): void;
}

/** The ways to show more or less of a graph. */
export function createLooking(session: Session, picture: Picture): Looking {
  const self: Looking = {
    show(shown) {
      picture.follow();
      session.dispatch({ type: 'show', shown });
      const { graph, total } = picture.visible;
      session.announce(t('{0} of {1} shown', graph.nodes.length, total));
    },
    undo() {
      if (session.state.past.length === 0) {
        session.announce(t('Nothing to undo'));
        return;
      }
      picture.follow();
      session.dispatch({ type: 'undo' });
      session.announce(t('View change undone'));
    },
    expand(id) {
      self.show({ expanded: [...session.state.shown.expanded, id] });
      const nodes = picture.visible.graph.nodes.filter((node) => node.group === id || node.id === id);
      picture.canvas.fit(nodes.map((node) => node.id));
    },
  };
  return self;
}
