/** A host that a command line names, with the offsets of its text; the end is exclusive. */
export interface CommandHost {
  readonly host: string;
  readonly start: number;
  readonly port: { readonly text: string; readonly start: number } | undefined;
}

const label = '[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?';
const name = `${label}(?:\\.${label})*\\.?`;
const end = `(?=$|[\\s"';|&)])`;

/** The clients whose `-h` is a host, and the flag that is their port: for those of MySQL, `-p` is the password. */
const clients: readonly (readonly [programs: string, port: string])[] = [
  [
    'psql|pg_dump|pg_dumpall|pg_restore|pg_isready|createdb|dropdb|createuser|redis-cli|valkey-cli|keydb-cli',
    '-p|--port',
  ],
  ['mysql|mysqldump|mysqladmin|mysqlcheck|mariadb|mariadb-dump|mariadb-admin', '-P|--port'],
  ['mongo|mongosh|mongodump|mongorestore|mongoimport|mongoexport', '--port'],
];

const flagged = clients.map(([programs, port]) => ({
  isProgram: new RegExp(`^(?:.*/)?(?:${programs})$`),
  isPort: new RegExp(`^(?:${port})$`),
  call: new RegExp(`(?<![\\w./-])(?:[\\w./-]*/)?(?:${programs})(?=\\s)([^\\n;|&]*)`, 'g'),
  port: new RegExp(`(?:^|\\s)(?:${port})[ =]?\\s*["']?(\\d{2,5})${end}`, 'd'),
}));

const hostFlag = new RegExp(`(?:^|\\s)(?:-h|--host)(?:=|\\s+)["']?(${name})${end}`, 'd');

/** Programs that take a host and a port, in this order. */
const pairs = new RegExp(
  `(?<![\\w./-])(?:(?:nc|ncat|netcat)(?:\\s+-[A-Za-z]+(?:\\s+\\d+)?)*|telnet)\\s+["']?(${name})["']?\\s+["']?(\\d{2,5})${end}`,
  'dg',
);
const sockets = new RegExp(`/dev/(?:tcp|udp)/(${name})/(\\d{2,5})${end}`, 'dg');
const lookups = new RegExp(`(?<![\\w./-])(?:nslookup|getent\\s+(?:ahosts|hosts))\\s+["']?(${name})${end}`, 'dg');

/**
 * The hosts that the commands of a shell script ask: `nc -z db 5432`, `pg_isready -h db`, `nslookup db.shop`. In the order of
 * the forms; none where the script has variables in their place.
 */
export function hostsInScript(text: string): CommandHost[] {
  const found: CommandHost[] = [];
  for (const { call, port } of flagged) {
    for (const match of text.matchAll(call)) {
      const offset = match.index + match[0].length - match[1]!.length;
      const host = hostFlag.exec(match[1]!)?.indices?.[1];
      const number = port.exec(match[1]!)?.indices?.[1];
      if (host)
        found.push(at(text, [host[0] + offset, host[1] + offset], number && [number[0] + offset, number[1] + offset]));
    }
  }
  for (const pattern of [pairs, sockets, lookups]) {
    for (const { indices } of text.matchAll(pattern)) found.push(at(text, indices![1]!, indices![2]));
  }
  return found;
}

function at(text: string, [start, stop]: readonly [number, number], port?: readonly [number, number]): CommandHost {
  return {
    host: text.slice(start, stop),
    start,
    port: port && { text: text.slice(port[0], port[1]), start: port[0] },
  };
}

/** Whether the flag before an argument makes it the host, or the port, of what a program asks: `pg_dump`, `-h`, `db`. */
export function flagMeaning(program: string | undefined, flag: string | undefined): 'host' | 'port' | undefined {
  if (program === undefined || flag === undefined) return undefined;
  const client = flagged.find(({ isProgram }) => isProgram.test(program));
  if (!client) return undefined;
  return flag === '-h' || flag === '--host' ? 'host' : client.isPort.test(flag) ? 'port' : undefined;
}
