/** What the page of the webview needs; every part is trusted text of ours. */
export interface PageParts {
  readonly title: string;
  /** A BCP 47 tag. */
  readonly language: string;
  /** Addresses of `main.js` and `main.css`. */
  readonly script: string;
  readonly style: string;
  /** Unguessable, new for every page. */
  readonly nonce: string;
  /** Where the page's own resources come from: the webview's `cspSource`. */
  readonly cspSource: string;
}

/** The toolkit adds style elements that are empty, and fills them by script: the hash of nothing lets in just those. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * The page of the topology, with a policy that lets in nothing but its own script and style.
 * The id of the stylesheet is the one that Cytoscape looks for before it would inject a style of its own, which the
 * policy would refuse.
 */
export function topologyPage({ title, language, script, style, nonce, cspSource }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} ${emptyStyle}`,
    `img-src ${cspSource} blob: data:`,
    `font-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" id="__________cytoscape_stylesheet" href="${escapeHtml(style)}">
</head>
<body>
<div id="app"></div>
<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(script)}"></script>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
