// The whole extension in one file. A browser starts it here; in Node, main.ts takes `start` from it after activation.
export { activate } from './main.ts';
export { start } from './start.ts';
