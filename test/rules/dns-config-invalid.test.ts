import assert from 'node:assert/strict';
import rule from '../../src/rules/dns-config-invalid.ts';
import { fixed } from '../support/check.ts';
import { said, workload } from './said.ts';

describe('dns-config-invalid', () => {
  const of = (spec: string) => said(rule, workload('Pod', 'web', 'app: web', `${spec}, containers: [{name: a}]`));

  it('wants a nameserver for None', () => {
    assert.deepEqual(of('dnsPolicy: None'), ['error: dnsPolicy None needs a nameserver in dnsConfig']);
    assert.deepEqual(of('dnsPolicy: None, dnsConfig: {nameservers: []}'), [
      'error: dnsPolicy None needs a nameserver in dnsConfig',
    ]);
    assert.deepEqual(of('dnsPolicy: None, dnsConfig: {nameservers: [10.96.0.10]}'), []);
  });

  it('mends the spelling of a policy', () => {
    const files = workload('Pod', 'web', 'app: web', 'dnsPolicy: clusterFirst, containers: [{name: a}]');
    assert.match(said(rule, files).join(), /not "clusterFirst"/);
    assert.match(fixed(rule, files)['manifest.yaml']!, /dnsPolicy: ClusterFirst,/);
  });

  it('counts nameservers, search domains and their characters', () => {
    assert.match(
      of('dnsConfig: {nameservers: [192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4]}').join(),
      /at most 3 nameservers, not 4/,
    );
    const many = Array.from({ length: 33 }, (_, i) => `d${i}.example.com`).join(', ');
    assert.match(of(`dnsConfig: {searches: [${many}]}`).join(), /at most 32 search domains, not 33/);
    const long = Array.from({ length: 20 }, (_, i) => `${'x'.repeat(60)}.${'y'.repeat(60)}.d${i}`).join(', ');
    assert.match(of(`dnsConfig: {searches: [${long}]}`).join(), /at most 2048 characters/);
  });

  it('wants addresses, names, and names of options', () => {
    assert.match(of('dnsConfig: {nameservers: [dns.example.com]}').join(), /a nameserver is an address/);
    assert.match(of('dnsConfig: {searches: [not a name]}').join(), /is no search domain/);
    assert.match(of('dnsConfig: {options: [{value: "2"}]}').join(), /needs a name/);
    assert.deepEqual(of('dnsConfig: {nameservers: ["fd00::1"], searches: [_under.example.com, example.com., .]}'), []);
  });
});
