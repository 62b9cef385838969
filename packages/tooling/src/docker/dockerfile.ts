/** One `FROM … AS name` of a Dockerfile with its instructions. */
export interface Stage {
  readonly name: string;
  readonly from: string;
  readonly instructions: readonly (readonly [instruction: string, argument: string])[];
}

/** Reads as much of a Dockerfile as ours use: stages, continued lines, comments. */
export function readDockerfile(text: string): Stage[] {
  const stages: { name: string; from: string; instructions: [string, string][] }[] = [];
  const lines = text.replace(/\\\n/g, ' ').split('\n');
  for (const line of lines) {
    const match = /^([A-Z]+)\s+(.*)$/.exec(line.trim());
    if (!match) continue;
    const [, instruction, argument] = match as unknown as [string, string, string];
    const from = /^(\S+)\s+AS\s+(\S+)$/.exec(argument);
    if (instruction === 'FROM' && from) stages.push({ name: from[2]!, from: from[1]!, instructions: [] });
    else stages.at(-1)?.instructions.push([instruction, argument]);
  }
  return stages;
}

/** A stage's instructions with those of the stages it stands on first. */
export function inherited(stages: readonly Stage[], name: string): readonly (readonly [string, string])[] {
  const stage = stages.find((candidate) => candidate.name === name);
  return stage ? [...inherited(stages, stage.from), ...stage.instructions] : [];
}

/** The last argument of an instruction, as Docker takes it. */
export function last(stages: readonly Stage[], name: string, instruction: string): string | undefined {
  return inherited(stages, name).findLast(([candidate]) => candidate === instruction)?.[1];
}
