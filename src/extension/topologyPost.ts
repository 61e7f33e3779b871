import type * as vscode from 'vscode';
import type { ToWebview } from '../features/graph/messages.ts';

/** The post to the page of a panel. While the page does not listen, what is said is kept for it. */
export class TopologyPost {
  readonly #webview: vscode.Webview;
  #waiting: ToWebview[] = [];
  /** Set while the page listens; a hidden page does not exist. */
  #listens = false;

  constructor(webview: vscode.Webview) {
    this.#webview = webview;
  }

  get listens(): boolean {
    return this.#listens;
  }

  say(message: ToWebview): void {
    if (this.#listens) void this.#webview.postMessage(message);
    else this.#waiting.push(message);
  }

  /** Whether a message of this type is kept for the page. */
  keeps(type: ToWebview['type']): boolean {
    return this.#waiting.some((message) => message.type === type);
  }

  /** The page listens: it gets these first, and then what was kept. */
  begin(first: readonly ToWebview[]): void {
    this.#listens = true;
    for (const message of [...first, ...this.#waiting.splice(0)]) this.say(message);
  }

  /** The page is gone, or hidden. */
  end(): void {
    this.#listens = false;
  }
}
