import type { GoFunction } from '../template/environment.ts';
import { GoObject, type GoValue, TemplateError } from '../template/values.ts';
import { fn, textOf } from './define.ts';
import { toInteger } from './numbers.ts';
import type { Chance } from './random.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const LAYOUT =
  /January|Jan|Monday|Mon|MST|2006|__2|002|01|02|03|04|05|06|15|_2|PM|pm|Z07:00:00|Z070000|Z07:00|Z0700|Z07|-07:00:00|-070000|-07:00|-0700|-07|[.,]0+|[.,]9+|1|2|3|4|5/g;

/** A time in one of Go's layouts, such as `2006-01-02T15:04:05Z07:00`. All times are UTC here. */
export function formatTime(time: Date, layout: string): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const hour12 = time.getUTCHours() % 12 || 12;
  return layout.replace(LAYOUT, (part) => {
    switch (part) {
      case 'January':
        return MONTHS[time.getUTCMonth()]!;
      case 'Jan':
        return MONTHS[time.getUTCMonth()]!.slice(0, 3);
      case 'Monday':
        return DAYS[time.getUTCDay()]!;
      case 'Mon':
        return DAYS[time.getUTCDay()]!.slice(0, 3);
      case 'MST':
        return 'UTC';
      case '2006':
        return String(time.getUTCFullYear()).padStart(4, '0');
      case '06':
        return two(time.getUTCFullYear() % 100);
      case '002':
      case '__2':
        return String(dayOfYear(time)).padStart(3, part === '002' ? '0' : ' ');
      case '01':
        return two(time.getUTCMonth() + 1);
      case '1':
        return String(time.getUTCMonth() + 1);
      case '02':
        return two(time.getUTCDate());
      case '_2':
        return String(time.getUTCDate()).padStart(2, ' ');
      case '2':
        return String(time.getUTCDate());
      case '15':
        return two(time.getUTCHours());
      case '03':
        return two(hour12);
      case '3':
        return String(hour12);
      case '04':
        return two(time.getUTCMinutes());
      case '4':
        return String(time.getUTCMinutes());
      case '05':
        return two(time.getUTCSeconds());
      case '5':
        return String(time.getUTCSeconds());
      case 'PM':
        return time.getUTCHours() < 12 ? 'AM' : 'PM';
      case 'pm':
        return time.getUTCHours() < 12 ? 'am' : 'pm';
      default:
        if (part.startsWith('Z')) return 'Z';
        if (part.startsWith('-')) return part.replace('-', '+').replace(/\d/g, '0');
        return part.includes('9') ? '' : part.replace(/\d/g, '0');
    }
  });
}

function dayOfYear(time: Date): number {
  return (
    Math.round(
      (Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()) - Date.UTC(time.getUTCFullYear(), 0, 1)) /
        86_400_000,
    ) + 1
  );
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A duration such as `1h30m` in milliseconds, or undefined. */
function parseDuration(text: string): number | undefined {
  if (!/^[+-]?(\d+(\.\d*)?(ns|us|µs|ms|s|m|h))+$/.test(text)) return text === '0' ? 0 : undefined;
  let total = 0;
  for (const [, size = '', unit = ''] of text.matchAll(/(\d+(?:\.\d*)?)(ns|us|µs|ms|s|m|h)/g))
    total += Number(size) * UNITS[unit]!;
  return text.startsWith('-') ? -total : total;
}

function durationText(seconds: number): string {
  const whole = Math.trunc(Math.abs(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const text = hours > 0 ? `${hours}h${minutes}m${rest}s` : minutes > 0 ? `${minutes}m${rest}s` : `${rest}s`;
  return seconds < 0 ? `-${text}` : text;
}

function durationRound(value: GoValue): string {
  const seconds = typeof value === 'string' ? (parseDuration(value) ?? 0) / 1000 : Number(toInteger(value)) / 1e9;
  const size = Math.abs(seconds);
  for (const [unit, length] of [
    ['y', 31_536_000],
    ['mo', 2_592_000],
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    if (size > length) return `${seconds < 0 ? '-' : ''}${Math.floor(size / length)}${unit}`;
  }
  return '0s';
}

/** A `time.Time`. */
class Time extends GoObject {
  readonly date: Date;
  constructor(date: Date) {
    super(
      'time.Time',
      formatTime(date, '2006-01-02 15:04:05 -0700 MST'),
      [],
      [
        ['Format', ([layout = '']) => formatTime(date, textOf(layout))],
        ['Unix', () => BigInt(Math.floor(date.getTime() / 1000))],
        ['UnixNano', () => BigInt(date.getTime()) * 1_000_000n],
        ['UnixMilli', () => BigInt(date.getTime())],
        ['UTC', () => this],
        ['Local', () => this],
        ['Year', () => BigInt(date.getUTCFullYear())],
        ['Month', () => MONTHS[date.getUTCMonth()]!],
        ['Day', () => BigInt(date.getUTCDate())],
        ['Hour', () => BigInt(date.getUTCHours())],
        ['Minute', () => BigInt(date.getUTCMinutes())],
        ['Second', () => BigInt(date.getUTCSeconds())],
        ['Weekday', () => DAYS[date.getUTCDay()]!],
        ['YearDay', () => BigInt(dayOfYear(date))],
        ['String', () => this.text],
        [
          'AddDate',
          ([years = 0n, months = 0n, days = 0n]) =>
            new Time(
              new Date(
                Date.UTC(
                  date.getUTCFullYear() + Number(years),
                  date.getUTCMonth() + Number(months),
                  date.getUTCDate() + Number(days),
                  date.getUTCHours(),
                  date.getUTCMinutes(),
                  date.getUTCSeconds(),
                ),
              ),
            ),
        ],
        ['Add', ([by = 0n]) => new Time(new Date(date.getTime() + Number(by) / 1e6))],
        ['Before', ([other = null]) => other instanceof Time && date < other.date],
        ['After', ([other = null]) => other instanceof Time && date > other.date],
      ],
    );
    this.date = date;
  }
}

/** Reads a text in a layout: the numbers of the common layouts, in UTC. */
function parseTime(layout: string, text: string): Date | undefined {
  const names: string[] = [];
  const pattern = layout
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/2006|01|02|15|04|05|Jan|Z07:00|MST/g, (part) => {
      names.push(part);
      return part === 'Jan'
        ? '([A-Za-z]{3})'
        : part === 'Z07:00'
          ? '(Z|[+-]\\d\\d:\\d\\d)'
          : part === 'MST'
            ? '([A-Z]+)'
            : `(\\d{${part.length}})(?:\\.\\d+)?`;
    });
  const match = new RegExp(`^${pattern}$`).exec(text);
  if (!match) return undefined;
  const part = (name: string, fallback: number): number => {
    const at = names.indexOf(name);
    return at < 0 ? fallback : Number(match[at + 1]);
  };
  const monthAt = names.indexOf('Jan');
  const month = monthAt < 0 ? part('01', 1) : MONTHS.findIndex((name) => name.startsWith(match[monthAt + 1]!)) + 1;
  const offset = /^([+-])(\d\d):(\d\d)$/.exec(match[names.indexOf('Z07:00') + 1] ?? '');
  const minutes = offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  return new Date(
    Date.UTC(part('2006', 0), month - 1, part('02', 1), part('15', 0), part('04', 0) - minutes, part('05', 0)),
  );
}

/** Go's `time.Time{}`. */
const zeroTime = new Date('0001-01-01T00:00:00Z');

/** Sprig's dates, `date.go`. The present moment comes from `chance`; every zone is taken for UTC. */
export function dateFunctions(chance: Chance): Readonly<Record<string, GoFunction>> {
  const dateOf = (value: GoValue): Date => {
    if (value instanceof Time) return value.date;
    // Numbers of values are floats, which are taken for the present.
    if (typeof value === 'bigint') return new Date(Number(value) * 1000);
    return new Date(chance.now());
  };
  const modify = fn(['string', 'any'], (by, time) => {
    const duration = parseDuration(by);
    return duration === undefined ? time : new Time(new Date(dateOf(time).getTime() + duration));
  });
  const mustModify = fn(['string', 'any'], (by, time) => {
    const duration = parseDuration(by);
    if (duration === undefined) throw new TemplateError(`time: invalid duration "${by}"`);
    return new Time(new Date(dateOf(time).getTime() + duration));
  });
  const format = fn(['string', 'any'], (layout, time) => formatTime(dateOf(time), layout));
  const formatIn = fn(['string', 'any', 'string'], (layout, time) => formatTime(dateOf(time), layout));
  const html = (time: GoValue): string => formatTime(dateOf(time), '2006-01-02');
  const toDate = fn(['string', 'string'], (layout, text) => new Time(parseTime(layout, text) ?? zeroTime));
  const mustToDate = fn(['string', 'string'], (layout, text) => {
    const time = parseTime(layout, text);
    if (time === undefined) throw new TemplateError(`parsing time "${text}" as "${layout}"`);
    return new Time(time);
  });
  return {
    now: fn([], () => new Time(new Date(chance.now()))),
    date: format,
    dateInZone: formatIn,
    date_in_zone: formatIn,
    htmlDate: fn(['any'], html),
    htmlDateInZone: fn(['any', 'string'], html),
    dateModify: modify,
    date_modify: modify,
    mustDateModify: mustModify,
    must_date_modify: mustModify,
    toDate,
    mustToDate,
    unixEpoch: fn(['any'], (time) => String(Math.floor(dateOf(time).getTime() / 1000))),
    ago: fn(['any'], (time) => durationText((chance.now() - dateOf(time).getTime()) / 1000)),
    // Numbers of values are floats, for which there is no case.
    duration: fn(['any'], (seconds) =>
      durationText(typeof seconds === 'string' || typeof seconds === 'bigint' ? Number(toInteger(seconds)) : 0),
    ),
    durationRound: fn(['any'], durationRound),
  };
}
