import { verdictText } from '../a11y/describe.ts';
import { graphOf } from '../store.ts';
import { exportPicture } from './exporting.ts';
import type { Picture } from './picture.ts';
import type { Pointing } from './pointing.ts';
import type { Selection } from './selection.ts';
import type { Session } from './session.ts';
import type { Side } from './side.ts';

/** Takes the host's messages, after its `init`. */
export function takeMessages(
  session: Session,
  picture: Picture,
  selection: Selection,
  pointing: Pointing,
  side: Side,
): void {
  session.host.listen((message) => {
    switch (message.type) {
      case 'init':
        return;
      case 'graph': {
        const compared = session.state.context.comparison?.ref;
        session.dispatch({ type: 'view', view: message.view, title: message.title, context: message.context });
        if (message.view.kind === 'dns' && message.view.resolution) side.playResolution();
        // All that differs is told, not the card that was selected.
        const begins = message.context?.comparison && message.context.comparison.ref !== compared;
        if (begins && session.state.selection !== undefined) selection.select(undefined, false);
        return;
      }
      case 'settings':
        return session.dispatch({ type: 'settings', settings: message.settings });
      case 'reveal': {
        const { view, selection: selected } = session.state;
        const { nodes, edges } = graphOf(view);
        if (message.node === selected || ![...nodes, ...edges].some((each) => each.id === message.node)) return;
        if (message.reason === 'command') selection.goTo(message.node);
        else if (picture.node(message.node)) selection.select(message.node, true, false);
        return;
      }
      case 'details':
        return session.dispatch({ type: 'details', details: message.details });
      case 'hover':
        return pointing.showHover(message.node, message.markdown);
      case 'trace':
        session.dispatch({ type: 'trace', trace: message.trace });
        session.announce(`${message.trace.title}: ${verdictText(message.trace.verdict)}`);
        return side.playTrace();
      case 'export':
        return void exportPicture(session, picture, message.format);
      case 'announce':
        return session.announce(message.text);
    }
  });
}
