'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const ts = require('typescript');

const sealwright = require('sealwright');
const { PACKAGE, REPOSITORY, table } = require('./support.js');

/** What the declarations declare: by name, its kind and its members. */
function declared() {
  const folder = path.join(PACKAGE, 'types');
  const files = fs.readdirSync(folder).map((name) => path.join(folder, name));
  const read = (file) => ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = new Map();
  const at = (name, kind) => {
    const entry = found.get(name) ?? { kind, statics: new Set(), members: new Set(), extends: undefined };
    // An interface or namespace adds to the class of the same name.
    if (kind === 'class') entry.kind = kind;
    found.set(name, entry);
    return entry;
  };
  for (const node of files.flatMap((file) => [...read(file).statements])) {
    if (ts.isImportDeclaration(node)) continue;
    if (ts.isTypeAliasDeclaration(node)) at(node.name.text, 'type');
    else if (ts.isFunctionDeclaration(node)) at(node.name.text, 'function');
    else if (ts.isVariableStatement(node))
      for (const one of node.declarationList.declarations) at(one.name.text, 'constant');
    else if (ts.isInterfaceDeclaration(node))
      for (const one of node.members) at(node.name.text, 'interface').members.add(one.name.text);
    else if (ts.isModuleDeclaration(node))
      for (const one of node.body.statements) at(node.name.text, 'class').statics.add(one.name.text);
    else if (ts.isClassDeclaration(node)) {
      const entry = at(node.name.text, 'class');
      entry.extends = node.heritageClauses?.[0]?.types[0].expression.text;
      for (const one of node.members) {
        if (ts.isConstructorDeclaration(one)) continue;
        const fixed = one.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword);
        entry[fixed ? 'statics' : 'members'].add(one.name.text);
      }
    } else assert.fail(node.getText());
    if (ts.isInterfaceDeclaration(node)) at(node.name.text, 'interface');
  }
  return found;
}

const OF_EVERY_FUNCTION = ['length', 'name', 'prototype'];

test('every declared name exists, and every name that exists is declared', () => {
  const all = declared();
  const values = [...all].filter(([, { kind }]) => ['class', 'constant', 'function'].includes(kind)).map(([name]) => name);
  assert.deepEqual(values.sort(), Object.keys(sealwright).sort());
  for (const [name, { kind, statics, members, extends: parent }] of all) {
    if (kind !== 'class') continue;
    const type = sealwright[name];
    const real = Object.getOwnPropertyNames(type).filter((key) => !OF_EVERY_FUNCTION.includes(key));
    assert.deepEqual(real.sort(), [...statics].sort(), `static members of ${name}`);
    // Errors and checks have fields of their own; their tests look at those.
    if (name === 'Check' || parent !== undefined || name === 'SealwrightError') continue;
    const own = Object.getOwnPropertyNames(type.prototype).filter((key) => key !== 'constructor');
    assert.deepEqual(own.sort(), [...members].sort(), `members of ${name}`);
  }
});

test('every code is declared', () => {
  const file = path.join(PACKAGE, 'types/literals.d.ts');
  const [, union] = /export type Code =([^;]*);/.exec(fs.readFileSync(file, 'utf8'));
  assert.deepEqual(union.match(/[\w.-]+/g), sealwright.codes());
});

test('both module systems give the same names', async () => {
  const module = await import('sealwright');
  for (const [name, value] of Object.entries(sealwright)) assert.equal(module[name], value, name);
  const named = Object.keys(module).filter((name) => name !== 'default' && name !== 'module.exports');
  assert.deepEqual(named.sort(), Object.keys(sealwright).sort());
});

test('everything that the table of the three surfaces names is here', () => {
  const all = declared();
  const has = (entry, member) =>
    entry.statics.has(member) || entry.members.has(member) || (entry.extends && has(all.get(entry.extends), member));
  let names = 0;
  for (const { rust, node, 'why not': why } of table(path.join(REPOSITORY, 'bindings/surface.tsv'))) {
    if (node === '-') {
      assert.ok(why, `${rust} is not offered, and nothing says why`);
      continue;
    }
    const [name, member] = node.split('.');
    const entry = all.get(name);
    assert.ok(entry, `${rust}: no ${name}`);
    assert.ok(member === undefined || has(entry, member), `${rust}: no ${node}`);
    names += 1;
  }
  console.log(`surface: ${names} rows offered`);
  assert.ok(names > 300);
});
