import { encodeBase64 } from './base64.ts';
import { textOf } from './functions/define.ts';
import { baseName } from './functions/paths.ts';
import { Bytes, type GoValue, MethodMap } from './template/values.ts';
import { writeYaml } from './yamlOutput.ts';

/** `.Files` of a chart: what is neither a template nor Helm's own. Source: `pkg/engine/files.go`. */
export function filesObject(files: ReadonlyMap<string, string>): MethodMap {
  const object = new MethodMap(
    'engine.files',
    [...files].map(([path, text]): [string, GoValue] => [path, new Bytes(text)]),
  );
  const contents = (args: readonly GoValue[]): string | undefined => files.get(textOf(args[0] ?? null));
  const byName = (write: (text: string) => string): GoValue => {
    const entries = [...files].map(([path, text]): [string, GoValue] => [baseName(path), write(text)]);
    return writeYaml(new Map(entries)).replace(/\n$/, '');
  };
  object.methods.set('Get', (args) => contents(args) ?? '');
  object.methods.set('GetBytes', (args) => new Bytes(contents(args) ?? ''));
  object.methods.set('Lines', (args) => {
    const text = contents(args);
    return text === undefined || text === '' ? [] : text.replace(/\n$/, '').split('\n');
  });
  object.methods.set('Glob', (args) => {
    const pattern = globPattern(textOf(args[0] ?? null));
    return filesObject(new Map([...files].filter(([path]) => pattern.test(path))));
  });
  object.methods.set('AsConfig', () => byName((text) => text));
  object.methods.set('AsSecrets', () => byName(encodeBase64));
  return object;
}

/** `gobwas/glob` with `/` as separator: `*` within a name, `**` across, `{a,b}`, `[a-z]`, `[!a]`. */
function globPattern(glob: string): RegExp {
  let depth = 0;
  const source = glob.replace(
    /\\(.)|\*\*|\[(!?)([^\]]+)\]|[\s\S]/g,
    (whole, escaped?: string, not?: string, set?: string) => {
      if (escaped !== undefined) return literal(escaped);
      if (set !== undefined) return `[${not ? '^' : ''}${set.replace(/[\\[\]^]/g, '\\$&')}]`;
      switch (whole) {
        case '**':
          return '.*';
        case '*':
          return '[^/]*';
        case '?':
          return '[^/]';
        case '{':
          depth++;
          return '(?:';
        case '}':
          if (depth === 0) return '\\}';
          depth--;
          return ')';
        case ',':
          return depth > 0 ? '|' : ',';
        default:
          return literal(whole);
      }
    },
  );
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    return /^\b$/;
  }
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
