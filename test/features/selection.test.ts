import assert from 'node:assert/strict';
import { Selection } from '../../src/features/selection.ts';

const select = (include: readonly string[] = [], exclude: readonly string[] = []) =>
  new Selection({ include, exclude });

describe('the files of a workspace', () => {
  it('are YAML, JSON, and what kustomizations and charts read', () => {
    const selection = select();
    for (const path of [
      'a.yaml',
      'a.YML',
      'b/c.json',
      'kustomization.yaml',
      'b/Kustomization',
      'Corefile',
      'b/app.env',
      'x.tpl',
    ]) {
      assert.equal(selection.accepts(path), true, path);
    }
    for (const path of ['main.go', 'image.png', 'README.md', 'yaml', 'a.yaml.orig']) {
      assert.equal(selection.accepts(path), false, path);
    }
  });

  it('are any files of a chart', () => {
    const selection = select();
    assert.equal(selection.accepts('chart/files/page.html'), false);
    selection.addChart('chart');
    assert.equal(selection.accepts('chart/files/page.html'), true);
    assert.equal(selection.accepts('other/page.html'), false);
  });

  it('are none of what tools keep for themselves', () => {
    for (const path of ['node_modules/a/b.yaml', '.git/a.yaml', 'x/.terraform/a.json', 'x/node_modules/y/z.yaml']) {
      assert.equal(select().accepts(path), false, path);
    }
    assert.equal(select().accepts('.github/workflows/ci.yaml'), true);
  });

  it('are those that globs include, without those that globs exclude', () => {
    const selection = select(['k8s/**'], ['**/old/**', 'k8s/*.json']);
    assert.equal(selection.accepts('k8s/web.yaml'), true);
    assert.equal(selection.accepts('k8s/.hidden/web.yaml'), true);
    assert.equal(selection.accepts('web.yaml'), false);
    assert.equal(selection.accepts('k8s/old/web.yaml'), false);
    assert.equal(selection.accepts('k8s/web.json'), false);
  });
});

describe('.gitignore', () => {
  it('holds for what is below its folder', () => {
    const selection = select();
    selection.addIgnoreFile('.', 'build/\n*.tmp.yaml\n/only-here.yaml\n');
    assert.equal(selection.accepts('a/build/x.yaml'), false);
    assert.equal(selection.enters('a/build'), false);
    assert.equal(selection.accepts('a/x.tmp.yaml'), false);
    assert.equal(selection.accepts('only-here.yaml'), false);
    assert.equal(selection.accepts('a/only-here.yaml'), true);
    assert.equal(selection.accepts('a/x.yaml'), true);
  });

  it('of a folder says nothing of its neighbours', () => {
    const selection = select();
    selection.addIgnoreFile('a', '/secret.yaml\n*.json\n');
    assert.equal(selection.accepts('a/secret.yaml'), false);
    assert.equal(selection.accepts('a/b/c.json'), false);
    assert.equal(selection.accepts('secret.yaml'), true);
    assert.equal(selection.accepts('ab/c.json'), true);
  });

  it('takes back what it ignored', () => {
    const selection = select();
    selection.addIgnoreFile('.', '*.yaml\n!keep.yaml\n');
    assert.equal(selection.accepts('a/b.yaml'), false);
    assert.equal(selection.accepts('a/keep.yaml'), true);
  });

  it('of a folder takes back what one above ignored', () => {
    const selection = select();
    selection.addIgnoreFile('.', '*.yaml\n');
    selection.addIgnoreFile('a', '!*.yaml\n');
    assert.equal(selection.accepts('a/b.yaml'), true);
    assert.equal(selection.accepts('c/b.yaml'), false);
  });

  it('takes nothing back from an ignored folder, as git does', () => {
    const selection = select();
    selection.addIgnoreFile('.', 'build/\n!build/keep.yaml\n');
    assert.equal(selection.accepts('build/keep.yaml'), false);
  });
});
