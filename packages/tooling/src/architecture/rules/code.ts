import type { CallExpression, Class, MemberExpression, NewExpression, Program } from 'oxc-parser';
import { floorOf, isBackstage } from '../floors.ts';
import type { House, Rule, Violation } from '../house.ts';
import type { SourceFile } from '../source-file.ts';
import { visit } from '../visit.ts';

type Seen = (offset: number, text: string) => void;

/** Walks every source that `applies` names and collects what `look` reports. */
function over(
  house: House,
  applies: (file: string) => boolean,
  look: (program: Program, seen: Seen, source: SourceFile) => void,
): Violation[] {
  return house.sources
    .filter(({ path }) => applies(path))
    .flatMap((source) => {
      const violations: Violation[] = [];
      look(
        source.program,
        (offset, text) => violations.push({ file: source.path, line: source.lineOf(offset), text }),
        source,
      );
      return violations;
    });
}

const isMember = (node: MemberExpression, object: string, property: string): boolean =>
  node.object.type === 'Identifier' &&
  node.object.name === object &&
  ((node.property.type === 'Identifier' && node.property.name === property) ||
    (node.property.type === 'Literal' && node.property.value === property));

const READS_ENVIRONMENT =
  /^(apps\/[^/]+\/src\/config\.ts|packages\/engine\/src\/platform\/config\.ts|packages\/stripe-sandbox\/src\/config\.ts)$/;

/** The environment is read once, at the top. */
export const environmentInConfig: Rule = {
  name: 'environment-in-config',
  why: 'a variable read deep inside is in no table, no schema and no error message',
  check: (house) =>
    over(
      house,
      (file) => !READS_ENVIRONMENT.test(file) && !isBackstage(file) && !/^packages\/(tooling|testing)\//.test(file),
      (program, seen) => {
        visit(program, {
          MemberExpression: (node) => {
            if (isMember(node, 'process', 'env')) seen(node.start, 'process.env is read in config.ts only');
          },
          ImportSpecifier: (node) => {
            if (node.imported.type === 'Identifier' && node.imported.name === 'env')
              seen(node.start, 'env is read in config.ts only');
          },
        });
      },
    ),
};

const TELLS_TIME = /^packages\/kernel\/src\/(clock|random|id)\.ts$/;
const RULED_BY_CLOCK = /^(packages\/engine\/src\/(?!migrations\/)|apps\/(api|worker)\/src\/(?!main\.ts))/;

/** Time and chance are handed in. */
export const clockIsPassed: Rule = {
  name: 'clock-is-passed',
  why: 'a rule that looks at the wall clock or rolls dice cannot be replayed or tested',
  check: (house) =>
    over(
      house,
      (file) => {
        if (TELLS_TIME.test(file) || isBackstage(file)) return false;
        return (
          ['words', 'domain', 'contracts'].includes(floorOf(house.packageOf(file)!.dir) ?? '') ||
          RULED_BY_CLOCK.test(file)
        );
      },
      (program, seen) => {
        visit(program, {
          MemberExpression: (node) => {
            if (isMember(node, 'Date', 'now')) seen(node.start, 'Date.now: pass a Clock');
            if (isMember(node, 'Math', 'random')) seen(node.start, 'Math.random: pass a Random');
          },
          NewExpression: (node: NewExpression) => {
            if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0)
              seen(node.start, 'new Date(): pass a Clock');
          },
        });
      },
    ),
};

const ROUTE = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'All', 'Options', 'Head', 'Sse']);
const GUARD = new Set(['Public', 'Member', 'Operator', 'RetailerKey', 'OrderToken', 'CartToken', 'WaitlistToken']);

const decoratorNames = (decorators: Class['decorators']): string[] =>
  decorators.map(({ expression }) => {
    const callee = expression.type === 'CallExpression' ? (expression as CallExpression).callee : expression;
    return callee.type === 'Identifier' ? callee.name : '';
  });

/** Every route says who may call it, once. */
export const routesDeclareAGuard: Rule = {
  name: 'routes-declare-a-guard',
  why: 'a route nobody thought about is open to everybody',
  check: (house) =>
    over(
      house,
      (file) => isCode(file) && !isBackstage(file),
      (program, seen) => {
        const look = (node: Class): void => {
          const onClass = decoratorNames(node.decorators);
          if (!onClass.includes('Controller')) return;
          for (const member of node.body.body) {
            if (member.type !== 'MethodDefinition') continue;
            const names = decoratorNames(member.decorators);
            if (!names.some((name) => ROUTE.has(name))) continue;
            const guards = [...onClass, ...names].filter((name) => GUARD.has(name));
            if (guards.length !== 1)
              seen(
                member.start,
                `a route carries exactly one of ${[...GUARD].join(', ')}, not ${guards.join(' and ') || 'none'}`,
              );
          }
        };
        visit(program, { ClassDeclaration: look, ClassExpression: look });
      },
    ),
};

/** The schema changes by migration alone. */
export const schemaByMigration: Rule = {
  name: 'schema-by-migration',
  why: 'a schema that changes itself loses a column one day',
  check: (house) =>
    over(house, isCode, (program, seen) => {
      visit(program, {
        Property: (node) => {
          const key =
            node.key.type === 'Identifier' ? node.key.name : node.key.type === 'Literal' ? node.key.value : null;
          if (key === 'synchronize' && node.value.type === 'Literal' && node.value.value === true)
            seen(node.start, 'synchronize is never on');
        },
      });
    }),
};

/** A class that needs more than seven others does too much. */
export const atMostSevenConstructorArguments: Rule = {
  name: 'at-most-seven-constructor-arguments',
  why: 'a class that needs more than seven others has more than one job',
  check: (house) =>
    over(house, isCode, (program, seen) => {
      visit(program, {
        MethodDefinition: (node) => {
          if (node.kind === 'constructor' && node.value.params.length > 7)
            seen(node.start, `${node.value.params.length} constructor arguments`);
        },
      });
    }),
};

/** Nobody silences the compiler without a reason, nor leaves notes for later. */
export const noLooseNotes: Rule = {
  name: 'no-loose-notes',
  why: 'a note in the code is a defect with no owner',
  check: (house) =>
    house.sources
      .filter(({ path }) => !path.startsWith('packages/tooling/src/architecture/'))
      .flatMap((source) =>
        [...source.text.matchAll(/(?:\/\/|\/\*|^\s*\*).*?(@ts-ignore|@ts-nocheck|\bTODO\b|\bFIXME\b|\bXXX\b)/gm)].map(
          (match) => ({
            file: source.path,
            line: source.lineOf(match.index + match[0].length - 1),
            text: `${match[1]} may not stay`,
          }),
        ),
      ),
};

function isCode(file: string): boolean {
  return !/\.(mjs|js)$/.test(file);
}
