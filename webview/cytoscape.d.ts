/** The same module, made smaller by its authors than a bundler can. */
declare module 'cytoscape/dist/cytoscape.esm.min.mjs' {
  export { default } from 'cytoscape';
}
