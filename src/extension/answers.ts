import type { Asked } from '../features/questions/asked.ts';
import { questions } from '../features/questions/questions.ts';
import { rules } from '../rules/index.ts';
import type { Project } from './project.ts';

/** The answer to a question in words, once the manifests are read; text also where there is none. */
export async function answer(project: Project, question: string, input: unknown): Promise<string> {
  const ask = questions[question];
  if (!ask) return `There is no question ${question}.`;
  await ready(project);
  const asked = (typeof input === 'object' && input !== null ? input : {}) as Asked;
  const { workspace, findings } = project;
  return ask({ workspace, findings, whyOf: (id) => rules.find((rule) => rule.id === id)?.why }, asked);
}

async function ready(project: Project): Promise<void> {
  while (project.state.kind !== 'ready') {
    await new Promise<void>((resolve) => {
      const subscription = project.onDidChange(() => {
        subscription.dispose();
        resolve();
      });
    });
  }
}
