import { child, type Tree } from '../../yaml/tree.ts';
import { type FieldSpec, updateFields } from './fieldSpec.ts';
import { idOf, type Resource, withTree } from './resource.ts';
import { derivedScalar, isNull, textOf } from './trees.ts';

/**
 * The resources with an image renamed or retagged, wherever `containers` and `initContainers` stand and at `fields`.
 * The value carries the place of the entry's last field.
 *
 * Source: kustomize `api/filters/imagetag` and `api/internal/image/image.go`.
 */
export function setImage(
  resources: readonly Resource[],
  image: Tree,
  fields: readonly FieldSpec[],
): readonly Resource[] {
  const change = changeOf(image);
  return resources.map((resource) => {
    if (idOf(resource).kind === 'CustomResourceDefinition') return resource;
    const tree = inContainers(resource.tree, change);
    return updateFields(tree.kind === 'map' ? withTree(resource, tree) : resource, fields, 'none', image.span, change);
  });
}

function changeOf(image: Tree): (value: Tree) => Tree {
  const text = (name: string) => textOf(child(image, name));
  const [newName, newTag, newDigest, suffix] = [text('newName'), text('newTag'), text('digest'), text('tagSuffix')];
  const said = ['newTag', 'digest', 'tagSuffix', 'newName']
    .map((name) => child(image, name))
    .find((tree) => tree !== undefined);
  const pattern = imagePattern(text('name'));
  return (value) => {
    if (value.kind !== 'scalar' || isNull(value) || !pattern?.test(value.text)) return value;
    let { name, tag, digest } = splitImage(value.text);
    if (newName !== '') name = newName;
    if (newTag !== '' || newDigest !== '') [tag, digest] = [newTag, newDigest];
    else if (suffix !== '') [tag, digest] = [tag + suffix, ''];
    const changed = name + (tag === '' ? '' : `:${tag}`) + (digest === '' ? '' : `@${digest}`);
    return changed === value.text ? value : derivedScalar(changed, (said ?? image).span);
  };
}

/** An image's name is an expression to kustomize. */
function imagePattern(name: string): RegExp | undefined {
  try {
    return new RegExp(`^${name}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`);
  } catch {
    return undefined;
  }
}

/** The parts of an image reference; a port of the registry is no tag. */
export function splitImage(image: string): { readonly name: string; readonly tag: string; readonly digest: string } {
  const slash = Math.max(0, image.indexOf('/'));
  const at = image.indexOf('@', slash);
  const colon = image.indexOf(':', slash);
  const digest = at < 0 ? '' : image.slice(at + 1);
  if (colon < 0 || (at >= 0 && at < colon)) return { name: at < 0 ? image : image.slice(0, at), tag: '', digest };
  return { name: image.slice(0, colon), tag: image.slice(colon + 1, at < 0 ? undefined : at), digest };
}

/** The tree with the `image` of all containers changed, at whatever depth they stand. */
function inContainers(tree: Tree, change: (value: Tree) => Tree): Tree {
  switch (tree.kind) {
    case 'scalar':
      return tree;
    case 'sequence': {
      const items = tree.items.map((item) => inContainers(item, change));
      return items.every((item, i) => item === tree.items[i]) ? tree : { ...tree, items };
    }
    case 'map': {
      const entries = tree.entries.map((entry) => {
        let value = inContainers(entry.value, change);
        if (entry.key.value === 'containers' || entry.key.value === 'initContainers') value = inItems(value, change);
        return value === entry.value ? entry : { key: entry.key, value };
      });
      return entries.every((entry, i) => entry === tree.entries[i]) ? tree : { ...tree, entries };
    }
  }
}

function inItems(tree: Tree, change: (value: Tree) => Tree): Tree {
  if (tree.kind !== 'sequence') return tree;
  const items = tree.items.map((item) => {
    if (item.kind !== 'map') return item;
    const entries = item.entries.map((entry) => {
      const value = entry.key.value === 'image' ? change(entry.value) : entry.value;
      return value === entry.value ? entry : { key: entry.key, value };
    });
    return entries.every((entry, i) => entry === item.entries[i]) ? item : { ...item, entries };
  });
  return items.every((item, i) => item === tree.items[i]) ? tree : { ...tree, items };
}
