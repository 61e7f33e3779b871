/** Commands that the webview may run, and with what. */
const allowed: Readonly<Record<string, (args: readonly string[]) => boolean>> = {
  'podpath.topology.compareWithGit': none,
  'podpath.topology.stopComparing': none,
  'podpath.topology.selectScope': none,
  'podpath.topology.checkReachability': () => true,
  'podpath.topology.showDnsPath': () => true,
  'podpath.topology.togglePolicies': none,
  'podpath.topology.switchResolver': none,
  'podpath.topology.copyLookup': none,
  'podpath.cluster.chooseProfile': none,
  'podpath.render.show': none,
  'podpath.help.openWalkthrough': none,
  // Only its own settings.
  'workbench.action.openSettings': ([query, ...rest]) => rest.length === 0 && /^podpath\.[\w.]+$/.test(query ?? ''),
};

/** Whether the webview may run a command with these arguments. */
export function mayRun(command: string, args: readonly string[]): boolean {
  return Object.hasOwn(allowed, command) && allowed[command]!(args);
}

function none(args: readonly string[]): boolean {
  return args.length === 0;
}
