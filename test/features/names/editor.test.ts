import assert from 'node:assert/strict';
import { highlightsAt } from '../../../src/features/highlights.ts';
import { hoverAt } from '../../../src/features/hovers/hover.ts';
import { inlayHintsIn } from '../../../src/features/inlayHints.ts';
import { refactoringsAt } from '../../../src/features/refactor.ts';
import { definitionsAt, placesAt } from '../../../src/features/symbols/navigate.ts';
import { prepareRename, rename } from '../../../src/features/symbols/rename.ts';
import { workspaceSymbols } from '../../../src/features/workspaceSymbols.ts';
import { applyEdits } from '../../../src/text/edit.ts';
import { workspaceOf } from '../../support/check.ts';

const files = {
  'db.yaml': `apiVersion: v1
kind: Service
metadata: {name: db, namespace: data}
spec:
  clusterIP: 10.96.7.7
  selector: {app: db}
  ports: [{name: pg, port: 5432, targetPort: pg}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db, namespace: data}
spec:
  serviceName: db
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: postgres, ports: [{name: pg, containerPort: 5432}]}]}
`,
  'web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: shop/web
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: DATABASE_URL
              value: postgres://app:pw@db.data:5432/shop
            - name: CART_URL
              value: http://cart
`,
  'settings.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: data}
data:
  app.properties: |
    db.url=jdbc:postgresql://db:5432/shop
`,
};

const offsetOf = (file: keyof typeof files, text: string, inside = 1) => files[file].indexOf(text) + inside;

describe('a name in a text', () => {
  const workspace = workspaceOf(files);

  it('says on hover what it resolves to, each question, and what works from there', () => {
    const hover = hoverAt(workspace, 'web.yaml', offsetOf('web.yaml', 'db.data'))?.markdown ?? '';
    assert.match(hover, /\*\*`db\.data`\*\* · Service data\/db · ClusterIP/);
    assert.match(hover, /ClusterIP 10\.96\.7\.7/);
    assert.match(hover, /port 5432 \(pg\) → 5432 of StatefulSet db/);
    assert.match(hover, /crosses from namespace shop to data/);
    assert.match(hover, /1\. `db\.data\.shop\.svc\.cluster\.local\.` no such name/);
    assert.match(hover, /2\. `db\.data\.svc\.cluster\.local\.` found/);
    assert.match(hover, /Works from here: `db\.data` · `db\.data\.svc` · `db\.data\.svc\.cluster\.local`/);
  });

  it('says on hover that a name does not resolve', () => {
    const hover = hoverAt(workspace, 'web.yaml', offsetOf('web.yaml', '//cart', 3))?.markdown ?? '';
    assert.match(hover, /cart does not resolve from namespace shop/);
  });

  it('leads to the definition of the Service', () => {
    const [definition] = definitionsAt(workspace, 'settings.yaml', offsetOf('settings.yaml', '//db', 3));
    assert.equal(definition?.file, 'db.yaml');
    assert.equal(files['db.yaml'].slice(definition?.start, definition?.end), 'db');
  });

  it('is renamed with its Service in every file, inside connection strings too', () => {
    const { edits, refused } = rename(workspace, 'db.yaml', offsetOf('db.yaml', 'name: db', 7), 'postgres');
    assert.equal(refused, undefined);
    assert.match(applyEdits('db.yaml', files['db.yaml'], edits!), /serviceName: postgres\n/);
    assert.match(applyEdits('web.yaml', files['web.yaml'], edits!), /postgres:\/\/app:pw@postgres\.data:5432/);
    assert.match(applyEdits('settings.yaml', files['settings.yaml'], edits!), /jdbc:postgresql:\/\/postgres:5432/);
  });

  it('is found among the places of the Service', () => {
    const places = placesAt(workspace, 'db.yaml', offsetOf('db.yaml', 'name: db', 7));
    assert.deepEqual(
      places.map(({ span, role }) => `${role} ${span.file}`),
      ['definition db.yaml', 'reference db.yaml', 'reference settings.yaml', 'reference web.yaml'],
    );
  });

  it('shows what is left out of it', () => {
    const [hint] = inlayHintsIn(workspace, 'web.yaml', 0, files['web.yaml'].length);
    assert.equal(hint?.text, '.svc.cluster.local');
    const ports = inlayHintsIn(workspace, 'db.yaml', 0, files['db.yaml'].length);
    assert.deepEqual(
      ports.map(({ text }) => text),
      [' = 5432'],
    );
  });

  it('can be written in the other forms that work from its place', () => {
    const at = (file: keyof typeof files, text: string, inside?: number) =>
      refactoringsAt(workspace, file, offsetOf(file, text, inside)).map(({ title }) => title);
    assert.deepEqual(at('web.yaml', 'db.data'), ['Use the full name: "db.data.svc.cluster.local"']);
    assert.deepEqual(at('settings.yaml', '//db', 3), [
      'Add the namespace: "db.data"',
      'Use the full name: "db.data.svc.cluster.local"',
    ]);
  });
});

describe('a rename', () => {
  const chart = {
    'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'chart/templates/all.yaml': `apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}-db
spec:
  selector: {app: db}
  ports: [{port: 5432}]
`,
  };

  it('is refused where a template makes the name', () => {
    const text = chart['chart/templates/all.yaml'];
    const prepared = prepareRename(workspaceOf(chart), 'chart/templates/all.yaml', text.indexOf('Release'));
    assert.ok('refused' in prepared);
  });

  it('is refused for what is no name', () => {
    const { refused } = rename(workspaceOf(files), 'db.yaml', offsetOf('db.yaml', 'name: db', 7), 'My DB');
    assert.match(refused ?? '', /no valid name/);
  });
});

describe('a workload without a Service', () => {
  it('gets one with its labels and ports', () => {
    const workspace = workspaceOf(files);
    const [action] = refactoringsAt(workspace, 'web.yaml', offsetOf('web.yaml', 'name: web', 7));
    assert.equal(action?.title, 'Create Service web for Deployment web');
    const after = applyEdits('web.yaml', files['web.yaml'], action!.edits);
    assert.ok(
      after.endsWith(`---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector:
    app: web
  ports:
    - name: http
      port: 8080
      targetPort: http
`),
      after,
    );
  });

  it('gets one from a name that does not resolve yet', () => {
    const shop = { ...files, 'cart.yaml': files['web.yaml'].replaceAll('web', 'cart') };
    const workspace = workspaceOf(shop);
    const titles = refactoringsAt(workspace, 'web.yaml', offsetOf('web.yaml', '//cart', 3)).map(({ title }) => title);
    assert.deepEqual(titles, ['Create Service cart for Deployment cart']);
  });
});

describe('symbols of the workspace', () => {
  it('are found by the letters of their names, the best first', () => {
    const found = workspaceSymbols(workspaceOf(files), 'db').map(
      ({ name, kind, container }) => `${kind} ${container}/${name}`,
    );
    assert.deepEqual(found, ['Service data/db', 'StatefulSet data/db']);
    assert.deepEqual(
      workspaceSymbols(workspaceOf(files), 'stg').map(({ name }) => name),
      ['settings'],
    );
  });

  it('are highlighted where they stand in the file', () => {
    const places = highlightsAt(workspaceOf(files), 'db.yaml', offsetOf('db.yaml', 'name: db', 7));
    assert.deepEqual(
      places.map(({ kind }) => kind),
      ['write', 'read'],
    );
  });
});
