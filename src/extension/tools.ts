import * as vscode from 'vscode';

/**
 * Offers the tools that package.json names to language models of the editor, where it has such: chats may then ask about
 * the manifests in words. What is asked stays in the editor; the tools only read.
 */
export function offerTools(
  context: vscode.ExtensionContext,
  answer: (name: string, input: unknown) => Promise<string>,
): vscode.Disposable {
  const { languageModelTools = [] } = context.extension.packageJSON.contributes;
  const { lm } = vscode as { lm?: typeof vscode.lm };
  if (typeof lm?.registerTool !== 'function') return { dispose: () => {} };
  const tools: readonly { readonly name: string }[] = languageModelTools;
  return vscode.Disposable.from(
    ...tools.map(({ name }) =>
      lm.registerTool<unknown>(name, {
        async invoke({ input }) {
          const text = await answer(name, input);
          return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
        },
      }),
    ),
  );
}
