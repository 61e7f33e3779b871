import { readAddress } from '../../kubernetes/addresses/address.ts';
import { readCidr } from '../../kubernetes/addresses/cidr.ts';
import type { Span } from '../../text/span.ts';
import { type ScalarTree, scalarAt, spanWithin } from '../../yaml/tree.ts';
import { addressing } from '../addressing.ts';
import { derive, type Model } from '../derived.ts';

/** An address, a CIDR or a range as it stands in a file. */
export interface AddressWord {
  readonly text: string;
  readonly span: Span;
  /** Set where the field is one for addresses; elsewhere four numbers may be a version. */
  readonly isCertain: boolean;
}

/** The address at an offset of a file (its end counts), in a field for addresses or in any other string; undefined where none is. */
export function addressWordAt(model: Model, file: string, offset: number): AddressWord | undefined {
  const own = model
    .get(wordsByFile)
    .get(file)
    ?.find(({ span }) => span.start <= offset && offset <= span.end);
  if (own) return own;
  for (const document of model.inputs.documents) {
    if (document.tree.span.file !== file) continue;
    const scalar = scalarAt(document.tree, offset);
    const word = scalar && wordIn(scalar, offset);
    if (word) return word;
  }
  return undefined;
}

const wordsByFile = derive(
  ['documents', 'cluster', 'elsewhere'],
  ({ get }): ReadonlyMap<string, readonly AddressWord[]> => {
    const byFile = new Map<string, AddressWord[]>();
    for (const { text, at } of get(addressing).facts.texts) {
      const word = { text, span: at.span, isCertain: true };
      const list = byFile.get(at.span.file);
      if (list) list.push(word);
      else byFile.set(at.span.file, [word]);
    }
    return byFile;
  },
);

const four = /(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\w.])/g;
const six = /(?<![\w.:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f.]{0,15}(?:\/\d{1,3})?(?![\w:])/gi;

function wordIn(scalar: ScalarTree, offset: number): AddressWord | undefined {
  const { value } = scalar;
  if (typeof value !== 'string' || scalar.derived) return undefined;
  for (const pattern of [four, six]) {
    for (const { 0: text, index } of value.matchAll(pattern)) {
      const span = spanWithin(scalar, index, index + text.length);
      if (offset < span.start || span.end < offset) continue;
      if (readAddress(text) || readCidr(text)) return { text, span, isCertain: false };
    }
  }
  return undefined;
}
