import type { Plugin } from 'esbuild';

export const leanCytoscape: Plugin;
