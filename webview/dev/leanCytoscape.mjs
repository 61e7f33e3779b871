// Cytoscape from its own modules, without what the topology never calls: its published bundle is a third larger.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Its package lets nobody ask for the modules by name.
const modules = join(dirname(createRequire(import.meta.url).resolve('cytoscape')), '../src');

/** What stands in for a module, by the end of its path. */
const standIns = {
  // The topology has a layout of its own.
  'extensions/layout/index.mjs': `
    import presetLayout from './preset.mjs';
    export default [{ name: 'preset', impl: presetLayout }];`,
  // Shortest paths, clusters, centralities.
  'collection/algorithms/index.mjs': 'export default {};',
  // Drawing by WebGL is off unless asked for.
  'extensions/renderer/canvas/webgl/drawing-redraw-webgl.mjs': 'export default {};',
};

/** A plugin of esbuild. */
export const leanCytoscape = {
  name: 'lean-cytoscape',
  setup(build) {
    build.initialOptions.define = { ...build.initialOptions.define, 'process.env.VERSION': '""' };
    build.onResolve({ filter: /^cytoscape$/ }, () => ({ path: join(modules, 'index.mjs') }));
    for (const [path, contents] of Object.entries(standIns)) {
      const file = join(modules, path);
      const filter = new RegExp(`${path.replaceAll(/[./]/g, (sign) => (sign === '/' ? '[\\\\/]' : '\\.'))}$`);
      build.onLoad({ filter }, (found) =>
        found.path === file ? { contents, loader: 'js', resolveDir: dirname(file) } : undefined,
      );
    }
  },
};
