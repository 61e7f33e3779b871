// Runs the tests of src/kubernetes for Stryker. Its own runner for mocha knows mocha 11 and older only.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { InstrumenterContext } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import Mocha from 'mocha';

const tests = ['test/kubernetes', 'test/model/addresses'];

/** What Stryker's instrumented code reads and writes. */
function instrumenter(): InstrumenterContext {
  const global = globalThis as { __stryker__?: InstrumenterContext };
  return (global.__stryker__ ??= {});
}

class MochaRunner implements TestRunner {
  readonly #mocha = new Mocha({ reporter: Quiet, timeout: 0 }).cleanReferencesAfterRun(false);
  #loaded = false;

  capabilities() {
    // A module that was imported stays imported.
    return { reloadEnvironment: false };
  }

  async init(): Promise<void> {
    for (const folder of tests) {
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
        if (file.endsWith('.test.ts')) this.#mocha.addFile(join(folder, file));
      }
    }
    this.#mocha.suite.beforeEach(function () {
      const title = this.currentTest?.fullTitle();
      if (title !== undefined) instrumenter().currentTestId = title;
    });
  }

  async dryRun({ coverageAnalysis, disableBail }: DryRunOptions): Promise<DryRunResult> {
    const result = await this.#run(!disableBail);
    const { mutantCoverage } = instrumenter();
    return result.status === DryRunStatus.Complete && coverageAnalysis !== 'off' && mutantCoverage
      ? { ...result, mutantCoverage }
      : result;
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, testFilter, disableBail, hitLimit, mutantActivation } = options;
    const context = instrumenter();
    Object.assign(context, { hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
    const titles = testFilter?.map((title) => `^${title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
    this.#mocha.grep(new RegExp(titles?.join('|') ?? ''));
    if (mutantActivation === 'static') context.activeMutant = activeMutant.id;
    return toMutantRunResult(await this.#run(!disableBail, activeMutant.id));
  }

  async #run(bail: boolean, mutant?: string): Promise<DryRunResult> {
    try {
      if (!this.#loaded) await this.#mocha.loadFilesAsync();
      this.#loaded = true;
      Object.assign(instrumenter(), { activeMutant: mutant });
      for (const suite of suitesOf(this.#mocha.suite)) suite.bail(bail);
      await new Promise((resolve) => this.#mocha.run(resolve));
    } catch (error) {
      return { status: DryRunStatus.Error, errorMessage: String(error) };
    }
    const { hitCount, hitLimit } = instrumenter();
    return determineHitLimitReached(hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests: Quiet.last };
  }
}

function suitesOf(suite: Mocha.Suite): Mocha.Suite[] {
  return [suite, ...suite.suites.flatMap(suitesOf)];
}

/** A reporter that prints nothing and keeps the results. */
class Quiet extends Mocha.reporters.Base {
  static last: TestResult[] = [];

  constructor(runner: Mocha.Runner) {
    super(runner);
    const results: TestResult[] = [];
    Quiet.last = results;
    const common = (test: Mocha.Test) => ({
      id: test.fullTitle(),
      name: test.fullTitle(),
      timeSpentMs: test.duration ?? 0,
    });
    runner.on('pass', (test) => results.push({ ...common(test), status: TestStatus.Success }));
    runner.on('fail', (test, error: Error) =>
      results.push({ ...common(test), status: TestStatus.Failed, failureMessage: error.message }),
    );
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'kubernetes-tests', MochaRunner)];
