import assert from 'node:assert/strict';
import { printed } from './chartOf.ts';

/** Each group as Helm 4.1.4 prints it. */
const groups: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'numbers of values, which are floats': {
    '{{ .Values.port }} {{ .Values.port | quote }} {{ kindOf .Values.port }}': '8080 "8080" float64',
    '{{ .Values.big }} {{ int .Values.big }} {{ toJson .Values.big }} {{ toYaml .Values.big }}':
      '1e+07 10000000 10000000 10000000',
    '{{ printf "%d" 8080.0 }} {{ printf "%.0f" .Values.port }} {{ printf "%s" .Values.port }}':
      '%!d(float64=8080) 8080 %!s(float64=8080)',
    '{{ add .Values.port 1 }} {{ mul .Values.port 2 }} {{ div 7 2 }} {{ mod -7 3 }} {{ round 2.5 0 }} {{ addf 0.1 0.2 }}':
      '8081 16160 3 -1 3 0.3',
    '{{ int "0x10" }} {{ int "010" }} {{ int "1.5" }} {{ int nil }} {{ int64 3.9 }}': '16 8 0 0 3',
  },
  printf: {
    '{{ printf "%5d|%-5d|%05d|%x|%o" 42 42 42 42 42 }}': '   42|42   |00042|2a|52',
    '{{ printf "%s %q %v" "a" "b\\n" nil }}': 'a "b\\n" <nil>',
    '{{ printf "%s" }} {{ printf "%s" "a" "b" }}': '%!s(MISSING) a%!(EXTRA string=b)',
    '{{ printf "%v %s" (list 1 "a") (dict "k" "v") }}': '[1 a] map[k:v]',
    '{{ printf "%t %5.1f%%" true 2.25 }}': 'true   2.2%',
    '{{ print 1 2 "a" "b" 3 }}': '1 2ab3',
  },
  'printf of what does not fit': {
    '{{ printf "%05d %.2d" .Values.port "abc" }}': '%!d(float64=08080) %!d(string=ab)',
    '{{ printf "%s %d" (list "a" nil) nil }}': '[a <nil>] %!d(<nil>)',
  },
  'text that is not ASCII, counted in bytes': {
    '{{ substr 0 2 "éa" }} {{ trunc 3 "éa" }} {{ len "é" }}': 'é éa 2',
    '{{ regexReplaceAll `[^\\pL]+` "é-1a" "" }} {{ regexMatch `^\\p{Lu}\\pN\\P{Greek}[\\p{^L}]$` "É1a-" }}': 'éa true',
  },
  'times that cannot be read, and durations': {
    '{{ toDate "2006-01-02" "bad" }} {{ duration 3.0 }} {{ duration "95" }}': '0001-01-01 00:00:00 +0000 UTC 0s 1m35s',
  },
  'base64 that is none': {
    '{{ b64dec "ab=c" }}|{{ b64dec "a c=" }}|{{ b64dec "abcda" }}|{{ b64dec "ab\\n==" }}':
      'illegal base64 data at input byte 2|illegal base64 data at input byte 1|illegal base64 data at input byte 4|i',
  },
  'methods of values': {
    '{{ dig "a" "none" .Values.AsMap }} {{ .Values.AsMap.port }} {{ len .Values.YAML | lt 5 }}': 'none 8080 true',
    '{{ .Values.Table "port" }}': 'error: "port" is not a table',
  },
  'files that are not there': {
    '{{ (.Files.Glob "nothing/*").AsConfig }}': '{}',
  },
  text: {
    '{{ trunc 3 "abcdef" }} {{ trunc -3 "abcdef" }} {{ trimSuffix "-" "a--" }} {{ trimAll "-x" "-xax-" }}':
      'abc def a- a',
    '{{ nindent 2 "a\\nb" }}': '\n  a\n  b',
    '{{ quote "a" 1 nil true }} {{ squote "it\'s" }} {{ cat "a" nil 1 }}': '"a" "1" "true" \'it\'s\' a 1',
    '{{ snakecase "HTTPServer" }} {{ camelcase "http_server" }} {{ kebabcase "LOG_LEVEL" }} {{ kebabcase "someKey12" }}':
      'http_server HttpServer log-level some-key12',
    '{{ (split "." "a.b")._1 }} {{ splitList "," "a,b" }} {{ join "-" (list 1 nil "a") }}': 'b [a b] 1-a',
    '{{ title "foo bar-baz" }} {{ abbrev 5 "abcdefgh" }} {{ substr 1 3 "abcdef" }} {{ replace "a" "o" "cat" }}':
      'Foo Bar-Baz ab... bc cot',
    '{{ regexReplaceAll "a(x*)b" "-ab-axxb-" "${1}W" }} {{ regexFind "[0-9]+" "ab12" }} {{ regexSplit "," "a,b,c" 2 }}':
      '-W-xxW- 12 [a b,c]',
    '{{ regexMatch "(?i)^[[:alnum:]]+$" "A1" }} {{ regexMatch "(" "x" }} {{ regexReplaceAll "(?P<x>b)" "abc" "<$x>" }}':
      'true false a<b>c',
  },
  'lists and maps': {
    '{{ first (list 1 2) }} {{ last (list 1 2) }} {{ rest (list 1 2) }} {{ without (list 1 2) 1 }} {{ uniq (list 1 1) }}':
      '1 2 [2] [2] [1]',
    '{{ has 2 (list 1 2) }} {{ compact (list 0 "" 1) }} {{ seq 5 2 }} {{ untilStep 0 6 2 }} {{ sortAlpha (list "b" "a") }}':
      'true [1] 5 4 3 2 [0 2 4] [a b]',
    '{{ $d := dict "k" (dict "a" 1) }}{{ $_ := set (get $d "k") "b" 2 }}{{ toJson $d }}': '{"k":{"a":1,"b":2}}',
    '{{ $a := dict "x" (dict "y" 1) }}{{ $c := merge (dict) $a }}{{ $_ := set $c.x "z" 3 }}{{ $a }}':
      'map[x:map[y:1 z:3]]',
    '{{ merge (dict "a" "" "b" false "c" 1) (dict "a" 1 "b" true "c" 2) }}': 'map[a:1 b:true c:1]',
    '{{ mergeOverwrite (dict "a" 1 "l" (list 1)) (dict "a" 0 "l" (list)) }}': 'map[a:0 l:[]]',
    '{{ merge (dict "l" (list 1) "m" "s") (dict "l" (list 2) "m" (dict "x" 1)) }}': 'map[l:[1] m:s]',
    '{{ dig "a" "b" "none" (dict "a" (dict "b" 1)) }} {{ dig "a" "c" "none" (dict "a" (dict "b" 1)) }}': '1 none',
    '{{ pick (dict "a" 1 "b" 2) "a" }} {{ omit (dict "a" 1 "b" 2) "a" }} {{ hasKey (dict "a" nil) "a" }}':
      'map[a:1] map[b:2] true',
    '{{ coalesce nil "" 0 "z" }} {{ default "x" false }} {{ ternary "a" "b" true }} {{ empty (dict) }}': 'z x a true',
  },
  encodings: {
    '{{ toJson (dict "a" "<b>&") }} {{ toRawJson (dict "a" "<b>") }} {{ toYaml (list) }} {{ toYaml dict }}':
      '{"a":"\\u003cb\\u003e\\u0026"} {"a":"<b>"} [] {}',
    '{{ (fromYaml "a: {b: 1}").a.b }} {{ fromJson "[1" | keys }} {{ fromYamlArray "- a\\n- 2" }}': '1 [Error] [a 2]',
    '{{ b64enc "hé" }} {{ b64dec "aMOp" }} {{ b32enc "ab" }} {{ adler32sum "abc" }}': 'aMOp hé MFRA==== 38600999',
    '{{ sha1sum "abc" }}': 'a9993e364706816aba3e25717850c26c9cd0d89d',
    '{{ sha256sum "abc" }}': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    '{{ sha512sum "abc" | trunc 32 }}': 'ddaf35a193617abacc417349ae204131',
    '{{ sha256sum (repeat 100 "0123456789") }}': 'ab6c5f3237f551d208fc2ca5225a4cca20b3fd638794a804f0ed5549d5041734',
  },
  versions: {
    '{{ semverCompare ">=1.19-0" .Capabilities.KubeVersion.Version }} {{ semverCompare ">=1.2" "1.3.0-alpha" }}':
      'true false',
    '{{ semverCompare "^1.2.0" "1.3.0" }} {{ semverCompare "~1.2.0" "1.3.0" }} {{ semverCompare "^0.2.3" "0.3.0" }}':
      'true false false',
    '{{ semverCompare "<1.14-0 || >=1.20-0" "v1.35.0" }} {{ semverCompare "1.2.x" "1.2.9" }} {{ semverCompare "1.x - 2.x" "2.5.0" }}':
      'true true true',
    '{{ semverCompare ">1.2" "1.2.5" }} {{ semverCompare "<=1.2" "1.2.5" }} {{ semverCompare ">= 1.2, < 2" "1.9" }}':
      'false true true',
    '{{ (semver "v1.2.3-beta.1+x").Minor }} {{ (semver "1.2").Prerelease }}{{ semver "v1.2" }}': '2 1.2.0',
  },
  'dates and paths': {
    '{{ dateInZone "2006-01-02T15:04:05Z07:00" 1700000000 "UTC" }} {{ date "Mon 2 Jan 06" (toDate "2006-01-02" "2020-03-04") }}':
      '2023-11-14T22:13:20Z Wed 4 Mar 20',
    '{{ base "a/b.c" }} {{ dir "a/b.c" }} {{ ext "a/b.c" }} {{ clean "a//b/../c" }}': 'b.c a .c a/c',
    '{{ (urlParse "https://u@h.com:80/p?q=1").hostname }} {{ urlJoin (dict "scheme" "http" "host" "h" "path" "/p") }}':
      'h.com http://h/p',
    '{{ lookup "v1" "Secret" "ns" "x" }} [{{ getHostByName "x" }}]': 'map[] []',
  },
};

for (const [group, cases] of Object.entries(groups)) {
  describe(`Helm's functions: ${group}`, () => {
    for (const [template, text] of Object.entries(cases)) {
      it(template, () => assert.equal(printed(template, 'port: 8080\nbig: 10000000\n'), text));
    }
  });
}
