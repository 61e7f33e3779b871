import assert from 'node:assert/strict';
import { extract } from '../../src/model/extract/extract.ts';
import { isHeadless, isSelectorless } from '../../src/model/facts/service.ts';
import type { Located, Span } from '../../src/text/span.ts';
import { parse } from '../../src/yaml/parse.ts';

const factsOf = (text: string) => extract(parse('a.yaml', text).documents[0]!.tree!);
const serviceOf = (spec: string) => {
  const text = `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n${spec}`;
  const written = ({ start, end }: Span) => text.slice(start, end);
  return { service: factsOf(text).services![0]!, written };
};
const values = (rows: Iterable<Located<unknown>>) => [...rows].map(({ value }) => value);

describe('a Service', () => {
  it('has what is written, where it is written', () => {
    const { service, written } = serviceOf(
      '  type: NodePort\n  selector: {app: web}\n  ports:\n    - {name: http, port: 80, targetPort: web, nodePort: 30080, protocol: TCP}\n',
    );
    const [port] = service.ports;
    assert.deepEqual(
      [service.type, port!.name!, port!.port, port!.targetPort, port!.nodePort!, port!.protocol].map(
        ({ value, span }) => [value, written(span)],
      ),
      [
        ['NodePort', 'NodePort'],
        ['http', 'http'],
        [80, '80'],
        ['web', 'web'],
        [30080, '30080'],
        ['TCP', 'TCP'],
      ],
    );
    assert.deepEqual([written(service.selectorKey!), written(port!.span)], ['selector', 'name']);
  });

  it('has the defaults of the API, at the places that imply them', () => {
    const { service, written } = serviceOf('  ports:\n    - port: 80\n');
    const [port] = service.ports;
    for (const [field, value, at] of [
      [service.type, 'ClusterIP', 'spec'],
      [port!.protocol, 'TCP', '80'],
      [port!.targetPort, 80, '80'],
    ] as const) {
      assert.deepEqual([field.value, written(field.span), field.derived], [value, at, true]);
    }
  });

  for (const targetPort of ['0', '""']) {
    it(`takes a targetPort of ${targetPort} for none`, () => {
      const { service } = serviceOf(`  ports: [{port: 80, targetPort: ${targetPort}}]\n`);
      assert.equal(service.ports[0]!.targetPort.value, 80);
    });
  }

  it('has no port without a number', () => {
    assert.deepEqual(serviceOf('  ports: [{name: http}, {port: http}, {port: 80}]\n').service.ports.length, 1);
  });

  it('without pairs in its selector selects nothing', () => {
    for (const spec of ['  ports: []\n', '  selector: {}\n', '  selector:\n', '  selector: {app: 1}\n']) {
      const { service } = serviceOf(spec);
      assert.deepEqual([isSelectorless(service), service.selectorKey], [true, undefined]);
    }
  });

  it('is headless by clusterIP or by clusterIPs', () => {
    assert.equal(isHeadless(serviceOf('  clusterIP: None\n').service), true);
    assert.equal(isHeadless(serviceOf('  clusterIPs: [None]\n').service), true);
    assert.equal(isHeadless(serviceOf('  clusterIP: 10.96.0.9\n').service), false);
  });

  it('has its addresses in one list', () => {
    assert.deepEqual(values(serviceOf('  clusterIPs: [10.96.0.9, "fd00::9"]\n').service.clusterIPs), [
      '10.96.0.9',
      'fd00::9',
    ]);
    assert.deepEqual(values(serviceOf('  clusterIP: 10.96.0.9\n').service.clusterIPs), ['10.96.0.9']);
    assert.deepEqual(values(serviceOf('  externalIPs: [192.0.2.1]\n').service.externalIPs), ['192.0.2.1']);
  });

  it('publishes addresses that are not ready only when it says so', () => {
    assert.equal(serviceOf('  publishNotReadyAddresses: true\n').service.publishNotReadyAddresses, true);
    assert.equal(serviceOf('  type: ClusterIP\n').service.publishNotReadyAddresses, false);
  });
});

describe('any object', () => {
  it('is in the namespace default where none is written, which is decided later', () => {
    const [resource] = factsOf('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n').resources!;
    assert.deepEqual([resource!.namespace.value, resource!.namespace.derived], ['default', true]);
  });

  it('of cluster scope is in no namespace', () => {
    const [resource] = factsOf('apiVersion: v1\nkind: Node\nmetadata: {name: n1, namespace: a}\n').resources!;
    assert.equal(resource!.namespace.value, '');
  });

  it('of cluster scope depends on the group, as kinds of several groups share a name', () => {
    const namespaceOf = (apiVersion: string, kind: string) =>
      factsOf(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n`).resources![0]!.namespace.value;
    assert.equal(namespaceOf('projectcalico.org/v3', 'IPPool'), '');
    assert.equal(namespaceOf('cilium.io/v2', 'CiliumLoadBalancerIPPool'), '');
    assert.equal(namespaceOf('whereabouts.cni.cncf.io/v1alpha1', 'IPPool'), 'default');
    assert.equal(namespaceOf('metallb.io/v1beta1', 'IPAddressPool'), 'default');
    assert.equal(namespaceOf('networking.k8s.io/v1', 'IPAddress'), '');
    assert.equal(namespaceOf('ipam.cluster.x-k8s.io/v1beta1', 'IPAddress'), 'default');
    assert.equal(namespaceOf('longhorn.io/v1beta2', 'Node'), 'default');
  });

  it('is called by the text of its name, even where that is a number or a truth value', () => {
    const nameOf = (name: string) =>
      factsOf(`apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\n`).resources![0]!.name.value;
    assert.equal(nameOf('n'), 'n');
    assert.equal(nameOf('0123'), '0123');
    assert.equal(nameOf('null'), '');
  });

  it('without a name has the empty one, at its generateName or nearest key', () => {
    const text = 'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: run-}\n';
    const { name, group } = factsOf(text).resources![0]!;
    assert.deepEqual([name.value, text.slice(name.span.start, name.span.end), group], ['', 'run-', 'batch']);
    const { name: nearest } = factsOf('apiVersion: v1\nkind: ConfigMap\n').resources![0]!;
    assert.deepEqual([nearest.value, nearest.derived], ['', true]);
  });

  it('has labels and annotations that are strings', () => {
    const [resource] = factsOf(
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {labels: {a: x, b: 1}, annotations: {helm.sh/hook: test}}\n',
    ).resources!;
    assert.deepEqual([[...resource!.labels], resource!.hook], [[['a', 'x']], true]);
  });

  it('gives the same facts for the same tree', () => {
    const tree = parse('a.yaml', 'apiVersion: v1\nkind: ConfigMap\n').documents[0]!.tree!;
    assert.equal(extract(tree), extract(tree));
  });

  it('is none without a kind', () => {
    assert.deepEqual(factsOf('name: web\nports: [80]\n'), {});
    assert.deepEqual(factsOf('- kind: Service\n'), {});
  });
});

describe('a list', () => {
  const kinds = (text: string) => factsOf(text).resources!.map(({ kind, apiVersion }) => `${apiVersion} ${kind}`);

  it('is its items', () => {
    const text = `apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: Service, metadata: {name: a}}
  - {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: ConfigMap}]}
  - {name: no object}
`;
    assert.deepEqual(kinds(text), ['v1 Service', 'v1 ConfigMap']);
  });

  it('of a kind gives it to the items that leave it out', () => {
    const text = `apiVersion: v1
kind: ServiceList
items:
  - metadata: {name: a}
  - {apiVersion: v1, kind: Service, metadata: {name: b}}
`;
    assert.deepEqual(kinds(text), ['v1 Service', 'v1 Service']);
    assert.deepEqual(
      factsOf(text).services!.map(({ name }) => name.value),
      ['a', 'b'],
    );
  });

  it('in lists without end is nothing', () => {
    const nested = (depth: number): string =>
      depth === 0 ? '{kind: Service}' : `{kind: List, items: [${nested(depth - 1)}]}`;
    assert.equal(factsOf(nested(4)).resources?.length, 1);
    assert.deepEqual(factsOf(nested(9)), {});
  });

  it('may be JSON', () => {
    const text = JSON.stringify({ kind: 'List', items: [{ apiVersion: 'v1', kind: 'Service', spec: { ports: [] } }] });
    assert.deepEqual(kinds(text), ['v1 Service']);
  });
});

describe('endpoints written by hand', () => {
  it('of a slice belong to the Service that its label names', () => {
    const [slice] = factsOf(`apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: web-1
  labels: {kubernetes.io/service-name: web}
addressType: IPv6
endpoints:
  - addresses: ["fd00::1", 7]
    hostname: a
    nodeName: n1
    targetRef: {kind: Pod, name: web-0}
  - {addresses: [fd00::2], conditions: {ready: false}}
ports: [{name: http, port: 80}, {protocol: UDP}]
`).endpointSlices!;
    assert.deepEqual([slice!.service?.value, slice!.addressType.value], ['web', 'IPv6']);
    assert.deepEqual(
      slice!.addresses.map(({ address, ...rest }) => ({ ...rest, address: address.value })),
      [
        { address: 'fd00::1', hostname: 'a', ready: true, targetName: 'web-0', nodeName: 'n1' },
        { address: 'fd00::2', hostname: undefined, ready: false, targetName: undefined, nodeName: undefined },
      ],
    );
    assert.deepEqual(
      slice!.ports.map(({ name, port, protocol }) => [name.value, port?.value, protocol]),
      [
        ['http', 80, 'TCP'],
        ['', undefined, 'UDP'],
      ],
    );
  });

  it('of an Endpoints object belong to the Service of its name, a slice for each subset', () => {
    const slices = factsOf(`apiVersion: v1
kind: Endpoints
metadata: {name: web}
subsets:
  - {addresses: [{ip: 192.0.2.1}], notReadyAddresses: [{ip: 192.0.2.2}], ports: [{port: 80}]}
  - {addresses: [{ip: 192.0.2.3}]}
`).endpointSlices!;
    assert.deepEqual(
      slices.map(({ service, addresses, ports }) => [
        service?.value,
        addresses.map(({ address, ready }) => `${address.value} ${ready}`),
        ports.length,
      ]),
      [
        ['web', ['192.0.2.1 true', '192.0.2.2 false'], 1],
        ['web', ['192.0.2.3 true'], 0],
      ],
    );
  });

  it('are of IPv4 where they do not say', () => {
    const [slice] = factsOf('apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\n').endpointSlices!;
    assert.deepEqual([slice!.addressType.value, slice!.service], ['IPv4', undefined]);
  });
});
